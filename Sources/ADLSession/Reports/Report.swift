import ADLText

/// What a check says to a service that shows it: annotations as they come, or a report at the end.
public final class Report {
  /// The forms in which services read it.
  public enum Format: String, CaseIterable, Sendable {
    /// Annotations of GitHub's workflows, one a line.
    case github

    /// JUnit's XML, which build servers read.
    case junit

    /// SARIF 2.1.0, which code scanning reads.
    case sarif
  }

  /// An answer that a service counts, with what was found.
  struct Case {
    let name: String
    let kind: String
    let file: String
    let line: Int
    let findings: [Finding]
  }

  private let format: Format
  private let fatal: Set<Fault>
  private var cases: [Case] = []

  /// Creates an empty report; what is wrong with AD's answers is an error if it is in `fatal`.
  public init(_ format: Format, failingOn fatal: Set<Fault> = []) {
    self.format = format
    self.fatal = fatal
  }

  /// Adds an answer, and returns what is to be printed at once.
  public func add(_ answer: Answer) -> String {
    let findings = answer.findings(failingOn: fatal)
    if findings.isEmpty, !answer.isCheck { return "" }
    let next = Case(
      name: answer.caseName, kind: answer.content.kind, file: answer.caseFile, line: answer.line,
      findings: findings)
    if format == .github { return findings.map { Annotation.line($0, in: next) }.joined() }
    cases.append(next)
    return ""
  }

  /// Returns what is to be printed at the end.
  public func end() -> String {
    switch format {
    case .github: ""
    case .junit: JUnitText.text(cases)
    case .sarif: SARIF.text(cases)
    }
  }
}

extension Answer {
  /// The kinds of answers that are checks, whatever they found.
  private static let checks: Set = [
    "assertion", "check", "classify", "diff", "files", "gradcheck", "kinks", "test", "verify",
  ]

  fileprivate var isCheck: Bool { Self.checks.contains(content.kind) }

  /// What a list of checks calls this one.
  fileprivate var caseName: String {
    switch content {
    case let pair as PairAnswer: pair.name
    case is FileComparisonAnswer: "functions"
    case is ScriptTestAnswer: "recorded results"
    default: "\(content.kind), line \(line)"
    }
  }

  /// The file that a service shows: of two that are compared, the new one.
  fileprivate var caseFile: String {
    switch content {
    case let pair as PairAnswer: pair.definitions.last?.file.name ?? file
    case let comparison as FileComparisonAnswer: comparison.path
    default: file
    }
  }

  /// What was found; faults of AD are errors if they are in `fatal`.
  func findings(failingOn fatal: Set<Fault>) -> [Finding] {
    (content as? any DerivativeJudgement)?.findings(failingOn: fatal) ?? content.findings
  }

  /// What is wrong with AD's answers of that which is in `fatal`, in words.
  public func faults(among fatal: Set<Fault>) -> [String] {
    let faults = (content as? any DerivativeJudgement)?.faults ?? []
    return faults.filter { fatal.contains($0.fault) }.map { "\($0.fault.rawValue): \($0.words)" }
  }
}
