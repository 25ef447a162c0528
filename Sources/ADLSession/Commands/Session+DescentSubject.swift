import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// The maximum number of numbers in a table.
  static let tableLimit = 100_000_000

  /// A table of numbers with, from a file, the names of its columns.
  struct Table {
    let names: [String]
    let columnCount: Int
    let numbers: [Double]

    /// Where each row is written; none where that is not known.
    var places: [SourceSpan] = []
  }

  /// Returns what `descend` is about.
  func descentSubject(
    _ request: DescentRequest, under convention: Convention, in context: Context
  ) throws(SessionFailure) -> DescentSubject {
    let span = context.tree.span(request.function)
    let function = try function(request.function, in: context)
    var start: [ConstantValue]?
    var dimension = 0
    switch request.start {
    case .point(let point, _):
      let arguments = try self.point(point, in: context)
      guard arguments.allSatisfy({ $0.entries.allSatisfy(\.double.isFinite) }) else {
        throw SessionFailure(.infinitePoint(at: context.tree.span(point)))
      }
      start = arguments
    case .box(let region, _): dimension = try sides(region, in: context).count
    case .adversary(let region): dimension = try sides(region, in: context).count
    }
    guard let data = request.data else {
      let instance = try lowered(under: convention) { (lowering) throws(LoweringFailure) in
        if let start, case .point(let point, _) = request.start {
          return try lowering.instance(
            of: function, at: start, span: context.tree.span(point), root: span)
        }
        let shapes = try lowering.argumentShapes(of: function, dimension: dimension, span: span)
        return try lowering.instance(of: function, shapes: shapes, span: span)
      }
      try checkOutputs(instance, request, in: context)
      return DescentSubject(
        name: instance.name, problem: DescentProblem(instance.program, under: convention),
        anchors: instance.anchors, inputs: instance.inputs,
        start: start == nil
          ? [Literal](repeating: Literal(0), count: instance.program.p) : instance.point)
    }
    guard let parameters = function.definition?.parameters else {
      throw SessionFailure(.dataWithoutParameters(function.name, at: span))
    }
    let table = try table(data, in: context)
    // Which parameters are columns, with their sizes.
    var sizes = parameters.map { table.names.isEmpty ? nil : Self.columnShape(of: $0.name, table) }
    if table.names.isEmpty {
      let moved = start?.count ?? dimension
      let rest = parameters.indices.dropFirst(moved)
      let count = (start?.reduce(0) { $0 + $1.entries.count } ?? dimension) + table.columnCount
      let shapes = try? lowered(under: convention) { (lowering) throws(LoweringFailure) in
        try lowering.argumentShapes(of: function, dimension: count, span: span)
      }
      for i in rest {
        sizes[i] =
          rest.count == 1 && table.columnCount > 1
          ? .vector(table.columnCount) : shapes?[i] ?? .scalar
      }
    }
    let moved = parameters.indices.filter { sizes[$0] == nil }
    let given = parameters.indices.filter { sizes[$0] != nil }
    let width = given.reduce(0) { $0 + (sizes[$1]?.count ?? 0) }
    if given.isEmpty || table.names.isEmpty && width != table.columnCount {
      throw SessionFailure(
        .noColumns(function.name, parameters.map(\.name), table.names, at: span))
    }
    let point = start ?? Self.zeros(moved.count, dimension)
    guard point.count == moved.count else {
      throw SessionFailure(
        .startCount(
          point.count, moved.map { parameters[$0].name }, of: function.name, at: span))
    }
    var arguments: [ConstantValue] = []
    for i in parameters.indices {
      if let place = moved.firstIndex(of: i) {
        arguments.append(point[place])
      } else if case .vector(let count) = sizes[i] {
        arguments.append(.vector([Literal](repeating: Literal(0), count: count)))
      } else {
        arguments.append(.number(Literal(0)))
      }
    }
    let values = arguments
    let instance = try lowered(under: convention) { (lowering) throws(LoweringFailure) in
      try lowering.instance(of: function, at: values, span: span, root: span)
    }
    try checkOutputs(instance, request, in: context)
    var next = 0
    var (columns, inputs): ([Int], [Int]) = ([], [])
    for (i, argument) in arguments.enumerated() {
      let count = argument.entries.count
      if sizes[i] == nil { inputs += next..<next + count } else { columns += next..<next + count }
      next += count
    }
    let names = columns.map { instance.inputs[$0] }
    let rows = try Self.rows(of: table, names)
    return DescentSubject(
      name: instance.name,
      problem: DescentProblem(instance.program, columns: columns, rows: rows, under: convention),
      anchors: instance.anchors, inputs: inputs.map { instance.inputs[$0] },
      start: inputs.map { instance.point[$0] })
  }

  private func checkOutputs(
    _ instance: Instance, _ request: DescentRequest, in context: Context
  ) throws(SessionFailure) {
    guard instance.program.q == 1 else {
      throw SessionFailure(
        .severalOutputs(
          request.word.text, of: instance.name, count: instance.program.q,
          at: context.tree.span(request.function)))
    }
  }

  /// Returns so many arguments of `dimension` entries in all: numbers, or one vector.
  private static func zeros(_ count: Int, _ dimension: Int) -> [ConstantValue] {
    count == 1 && dimension > 1
      ? [.vector([Literal](repeating: Literal(0), count: dimension))]
      : [ConstantValue](repeating: .number(Literal(0)), count: dimension)
  }

  // MARK: - Tables

  /// Returns the shape that the columns of a table give a parameter: a number for a column of its
  /// name, a vector for columns x[1], x[2], …; `nil` where it has none.
  private static func columnShape(of name: String, _ table: Table) -> Shape? {
    if table.names.contains(name) { return .scalar }
    var count = 0
    while table.names.contains("\(name)[\(count + 1)]") { count += 1 }
    return count > 0 ? .vector(count) : nil
  }

  /// Returns the numbers of the columns that are inputs of these names, row by row.
  private static func rows(of table: Table, _ names: [String]) throws(SessionFailure) -> [Double] {
    if table.names.isEmpty { return table.numbers }
    let places = names.compactMap { table.names.firstIndex(of: $0) }
    var rows: [Double] = []
    rows.reserveCapacity(table.numbers.count / table.columnCount * places.count)
    for start in stride(from: 0, to: table.numbers.count, by: table.columnCount) {
      for place in places { rows.append(table.numbers[start + place]) }
    }
    return rows
  }

  /// Returns the table that a command names, or a matrix as one.
  func table(
    _ data: DescentRequest.Data, in context: Context
  ) throws(SessionFailure) -> Table {
    switch data {
    case .value(let expression):
      let value = try value(expression, in: context)
      let columnCount: Int
      switch value {
      case .matrix(_, _, let columns): columnCount = columns
      case .vector: columnCount = 1
      default: throw SessionFailure(.dataIsNoTable(at: context.tree.span(expression)))
      }
      let numbers = value.entries.map(\.double)
      guard !numbers.isEmpty, numbers.allSatisfy(\.isFinite) else {
        throw SessionFailure(.dataIsNoTable(at: context.tree.span(expression)))
      }
      return Table(names: [], columnCount: columnCount, numbers: numbers)
    case .file(let name):
      let file: SourceFile
      do throws(SourceReader.Failure) {
        file = try source(path(of: name), name: name.path)
      } catch {
        throw SessionFailure(
          .unreadableFile(name.path, reason: error.reason, at: context.file.span(name.range)))
      }
      return try table(file)
    }
  }

  /// Reads a table whose first row names the columns.
  private func table(_ file: SourceFile) throws(SessionFailure) -> Table {
    var names: [String] = []
    var numbers: [Double] = []
    var places: [SourceSpan] = []
    var failure: SessionFailure?
    // The byte behind the last line can be read.
    var bytes = file.bytes
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while failure == nil, start < bytes.count {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        defer { start = end + 1 }
        guard PointRows.isRow(line) else { continue }
        if names.isEmpty {
          guard PointRows.isHeader(line), PointRows.slip(in: line) == nil else {
            failure = SessionFailure(.tableWithoutHeader(at: file.span(start..<end)))
            return
          }
          names = PointRows.fields(of: line)
          continue
        }
        do throws(PointRows.Failure) {
          try PointRows(columnCount: names.count).read(line, into: &numbers)
          places.append(file.span(start..<end))
        } catch {
          failure = SessionFailure(.badTableRow(error, file, start..<end))
        }
        if numbers.count > Self.tableLimit {
          failure = SessionFailure(.tableTooLarge(Self.tableLimit, at: file.span(start..<end)))
        }
      }
    }
    if let failure { throw failure }
    guard !numbers.isEmpty else {
      throw SessionFailure(.tableWithoutHeader(at: file.span(0..<0)))
    }
    return Table(names: names, columnCount: names.count, numbers: numbers, places: places)
  }
}
