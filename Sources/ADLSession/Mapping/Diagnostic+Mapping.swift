import ADLFormats
import ADLText

extension Diagnostic {
  /// A row that is not a point.
  static func badRow(
    _ failure: PointRows.Failure, of function: String, at row: SourceSpan
  ) -> Diagnostic {
    switch failure {
    case .fieldCount(let found, let expected):
      return .error(
        "the row has \(found) \(found == 1 ? "number" : "numbers"), not \(expected)", at: row,
        notes: [
          "`\(function)` is mapped over \(expected == 1 ? "1 column" : "\(expected) columns")"
        ],
        hint: "write one point per line, with a comma between its numbers")
    case .notANumber(let range):
      let place = SourceSpan(file: row.file, range: range)
      if range.isEmpty { return .error("a number is missing", at: place) }
      return .error("`\(place.text)` is not a number", at: place)
    }
  }

  /// A first row of numbers, with something else among them.
  static func badFirstRow(_ field: SourceSpan) -> Diagnostic {
    if field.range.isEmpty { return .error("a number is missing", at: field) }
    return .error(
      "`\(field.text)` is not a number", at: field,
      hint: "write a point into the first row, or the name of every input")
  }

  /// A header that does not name the inputs.
  static func badHeader(
    _ failure: PointRows.HeaderFailure, inputs: [String], of function: String,
    at header: SourceSpan
  ) -> Diagnostic {
    let most = 3
    switch failure {
    case .missing(let missing):
      let shown = missing.prefix(most).map { "`\($0)`" }.joined(separator: ", ")
      let rest = missing.count > most ? " and \(missing.count - most) others" : ""
      let row =
        inputs.prefix(most).map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",")
        + (inputs.count > most ? ",…" : "")
      return .error(
        "no column is called \(shown)\(rest)", at: header,
        hint: "name every input of `\(function)` in the first row, as in `\(row)`, "
          + "or leave that row out")
    case .repeated(let name):
      return .error(
        "two columns are called `\(name)`", at: header, hint: "give each input one column")
    }
  }

  /// This diagnostic of an evaluation, with the row whose point it is about.
  func atPoint(_ row: SourceSpan) -> Diagnostic {
    var diagnostic = self
    diagnostic.others.append(Label(row, "at this point"))
    diagnostic.hint = "`--domain nan` makes such values nan"
    return diagnostic
  }
}
