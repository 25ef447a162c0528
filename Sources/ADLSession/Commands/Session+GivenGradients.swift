import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// Points from files, each with a gradient that somebody else computed there.
struct GivenGradients {
  /// The number of inputs.
  let inputCount: Int

  /// The names of the columns; none for arrays.
  let names: [String]

  /// The rows, and where the entries of a point and of a gradient stand in each.
  private let table: Session.Table
  private let gradients: Session.Table
  private var pointColumns: [Int]
  private var gradientColumns: [Int]

  /// Creates the rows of one table, of which the columns have yet to be found.
  init(_ table: Session.Table) {
    self.table = table
    gradients = table
    names = table.names
    // Other columns, such as values, are passed over where derivatives say which are the inputs.
    let derivatives = Set(table.names.filter { $0.hasPrefix("d/") })
    let others = table.names.indices.filter { !derivatives.contains(table.names[$0]) }
    let known = others.filter { derivatives.contains("d/\(table.names[$0])") }
    let inputs = known.isEmpty ? others : known
    inputCount = inputs.count
    pointColumns = inputs
    gradientColumns = []
  }

  /// Creates the rows of two arrays of one shape.
  init(points: Session.Table, gradients: Session.Table) {
    table = points
    self.gradients = gradients
    names = []
    inputCount = points.columnCount
    pointColumns = Array(0..<points.columnCount)
    gradientColumns = pointColumns
  }

  /// The number of points.
  var count: Int { table.columnCount == 0 ? 0 : table.numbers.count / table.columnCount }

  /// Finds the columns of `inputs`: by their names, or in their order; `false` where some are
  /// missing.
  mutating func settle(for inputs: [String]) -> Bool {
    if names.isEmpty { return inputCount == inputs.count }
    let own = pointColumns.map { names[$0] }
    let wanted = inputs.allSatisfy(own.contains) ? inputs : own
    guard wanted.count == inputs.count else { return false }
    pointColumns = wanted.compactMap(names.firstIndex)
    gradientColumns = wanted.compactMap { names.firstIndex(of: "d/\($0)") }
    return gradientColumns.count == inputs.count
  }

  /// Returns the point of a row.
  func point(_ row: Int) -> [Double] {
    pointColumns.map { table.numbers[row * table.columnCount + $0] }
  }

  /// Returns the gradient of a row.
  func gradient(_ row: Int) -> [Double] {
    gradientColumns.map { gradients.numbers[row * gradients.columnCount + $0] }
  }

  /// Returns where a row is written, in a file of text.
  func place(_ row: Int) -> SourceSpan? { table.places.isEmpty ? nil : table.places[row] }
}

extension Session {
  /// Returns the points and gradients of a table, or of two arrays.
  func givenGradients(
    _ file: FileName, _ gradients: FileName?, in context: Context
  ) throws(SessionFailure) -> GivenGradients {
    guard let gradients else {
      if Self.isArray(file) {
        throw SessionFailure(.arrayWithoutGradients(at: context.file.span(file.range)))
      }
      return GivenGradients(try table(.file(file), in: context))
    }
    let points = try array(file, in: context)
    let own = try array(gradients, in: context)
    guard points.shape == own.shape else {
      throw SessionFailure(
        .arrayShapes(points.shape, own.shape, at: context.file.span(gradients.range)))
    }
    // The first axis counts points; what is behind it are the entries of one, row by row.
    let width = points.shape.dropFirst().reduce(1, *)
    guard !points.shape.isEmpty, !points.entries.isEmpty else {
      throw SessionFailure(.arrayWithoutPoints(points.shape, at: context.file.span(file.range)))
    }
    return GivenGradients(
      points: Table(names: [], columnCount: width, numbers: points.entries),
      gradients: Table(names: [], columnCount: width, numbers: own.entries))
  }

  private static func isArray(_ file: FileName) -> Bool { file.path.hasSuffix(".npy") }

  private func array(
    _ name: FileName, in context: Context
  ) throws(SessionFailure) -> ArrayFile {
    let file = try read(name, in: context)
    do throws(ArrayFile.Failure) {
      return try ArrayFile(file.bytes)
    } catch {
      throw SessionFailure(.arrayFile(error, name.path, at: context.file.span(name.range)))
    }
  }
}

extension Diagnostic {
  fileprivate static func arrayWithoutGradients(at span: SourceSpan) -> Diagnostic {
    .error(
      "an array of points needs one of gradients", at: span,
      hint: "name both, as in `with \"points.npy\", \"gradients.npy\"`")
  }

  fileprivate static func arrayShapes(
    _ points: [Int], _ gradients: [Int], at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "the gradients have the shape \(words(gradients)), the points \(words(points))", at: span,
      hint: "save one gradient for each point, in the shape of the point")
  }

  fileprivate static func arrayWithoutPoints(_ shape: [Int], at span: SourceSpan) -> Diagnostic {
    .error(
      "an array of the shape \(words(shape)) has no points", at: span,
      hint: "save a point for each index of the first axis")
  }

  private static func words(_ shape: [Int]) -> String {
    shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
  }

  fileprivate static func arrayFile(
    _ failure: ArrayFile.Failure, _ name: String, at span: SourceSpan
  ) -> Diagnostic {
    switch failure {
    case .notAnArray:
      .error(
        "`\(name)` is no array of NumPy", at: span,
        hint: "write it with `numpy.save`, or a table as CSV")
    case .unknownVersion(let major, let minor):
      .error(
        "`\(name)` has version \(major).\(minor) of NumPy's format", at: span,
        "versions 1.0, 2.0 and 3.0 are read")
    case .damagedHeader:
      .error("the header of `\(name)` does not describe an array", at: span)
    case .otherType(let type):
      .error(
        "the entries of `\(name)` have the type \(type.prefix(40))", at: span,
        "numbers of the types f4 and f8 are read",
        hint: "save it as `numpy.save(file, array.astype(\"f8\"))`")
    case .length(let found, let expected):
      .error(
        "`\(name)` has \(found) bytes of entries, and its shape needs \(expected)", at: span)
    case .tooManyEntries(let limit):
      .error("`\(name)` has more than \(limit) entries", at: span)
    }
  }
}
