import ADLText

/// Why a statement has no answer.
struct SessionFailure: Error {
  let diagnostics: DiagnosticList
  let outcome: Outcome

  /// Creates the failure that shows `diagnostics`.
  init(_ diagnostics: DiagnosticList, outcome: Outcome = .trouble) {
    self.diagnostics = diagnostics
    self.outcome = outcome
  }

  /// Creates the failure that shows one diagnostic.
  init(_ diagnostic: Diagnostic, outcome: Outcome = .trouble) {
    var list = DiagnosticList()
    list.append(diagnostic)
    self.init(list, outcome: outcome)
  }
}
