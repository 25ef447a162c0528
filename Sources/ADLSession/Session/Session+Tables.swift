import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Defines the table that a file holds.
  func define(_ table: TableDefinition, in context: Context) throws(SessionFailure) {
    let file = try read(table.file, in: context)
    let contents: TableFile
    do throws(TableFile.Failure) {
      contents = try TableFile(Array(file.bytes))
    } catch {
      throw SessionFailure(.table(error, in: file, at: context.file.span(table.file.range)))
    }
    let columns = contents.columns.map { column -> DataTable.Column in
      switch column {
      case .numbers(let numbers): .numbers(numbers.map { Literal(written: $0) })
      case .text(let range): .text(file.span(range))
      }
    }
    let name = context.tree[table.name]
    let value = DataTable(
      names: contents.names, columns: columns, rowCount: contents.rowCount)
    define(
      name, as: .value(.table(value)),
      StoredDefinition(
        name: name, isFunction: false, statement: context.file.text(in: table.range),
        signature: "\(name): \(value.shape)", documentation: nil, references: []),
      in: context)
  }
}

extension Literal {
  /// Creates the literal of a number in a file: the decimal that reads back to the same double.
  fileprivate init(written double: Double) {
    self.init(double: double, exact: double.isFinite ? Rational(decimal: "\(double)") : nil)
  }
}

extension Diagnostic {
  fileprivate static func table(
    _ failure: TableFile.Failure, in file: SourceFile, at span: SourceSpan
  ) -> Diagnostic {
    let label = [Label(span, "read here")]
    switch failure {
    case .noRows: return .error("`\(file.name)` has no rows of numbers", at: span)
    case .fieldCount(let found, let expected, let range):
      return .error(
        "a row of \(expected) fields is expected, found \(found)", at: file.span(range),
        others: label)
    case .notANumber(let range):
      return .error(
        range.isEmpty ? "an entry is missing" : "expected a number", at: file.span(range),
        range.isEmpty ? "there is nothing here" : "this is no number", others: label)
    case .repeated(let name, let range):
      return .error(
        "two columns are called `\(name)`", at: file.span(range), others: label,
        hint: "give every column a name of its own")
    case .tooManyEntries(let limit, let range):
      return .error(
        "a table has at most \(limit) entries", at: file.span(range), "the limit is passed here",
        others: label, hint: "read a part, or make the data arguments of `map`")
    }
  }
}
