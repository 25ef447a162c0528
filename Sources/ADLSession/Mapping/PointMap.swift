import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText
import Dispatch

/// A function mapped over a stream of points: rows of numbers go in, rows of values and derivatives
/// come out, in the same order and in constant memory.
///
/// What has been written when something goes wrong is whole rows, those of all points before it;
/// what the file of results held before is there until the first row comes.
public final class PointMap {
  private let session: Session
  private let text: String
  private let options: PointMapOptions
  private let paths: (input: String, output: String)

  /// The file of results, and the name of the file of points, once they are open.
  private var output: ByteOutput?
  private var name = ""

  private var parts: [PointMapPart] = []
  private var instance: Instance?

  /// The number of the line that the next byte belongs to.
  private var line = 1
  private var rowsToSkip: Int
  private var rowsToTake: Int

  /// How many points have been mapped.
  public private(set) var pointCount = 0

  /// The bytes that are taken in at a time, and those of the longest row.
  static let blockSize = 1 << 20
  static let rowLimit = 1 << 28

  /// Prepares to map the function that `function` names in `session` over the points of the file at
  /// `input`, into the file at `output`; `-` is standard input and output.
  public init(
    _ function: String, in session: Session, from input: String, to output: String,
    options: PointMapOptions = PointMapOptions()
  ) {
    self.session = session
    text = function
    self.options = options
    paths = (input, output)
    rowsToSkip = options.skip
    rowsToTake = options.take ?? .max
  }

  /// Maps all points; `progress` is called after every block of them.
  ///
  /// What goes wrong is reported as an answer. Returns the outcome.
  public func run(progress: () -> Void = {}, report: (Answer) -> Void) -> Outcome {
    do throws(SessionFailure) {
      // Nothing is opened before the function is known, and no result before the points.
      let function = try function()
      let input = try opened { () throws(SourceReader.Failure) in try ByteInput(path: paths.input) }
      let output = try opened { () throws(SourceReader.Failure) in
        try ByteOutput(path: paths.output, apartFrom: input, and: session.inputs)
      }
      try run(function, from: input, to: output, progress)
      return .success
    } catch {
      let line = error.diagnostics.elements.first?.primary?.span.start.line ?? 1
      report(Answer(ErrorAnswer(error.diagnostics, outcome: error.outcome), file: "", line: line))
      return error.outcome
    }
  }

  /// Returns the file that `open` opens.
  private func opened<File>(
    _ open: () throws(SourceReader.Failure) -> File
  ) throws(SessionFailure) -> File {
    do throws(SourceReader.Failure) {
      return try open()
    } catch {
      throw SessionFailure(Diagnostic(.error, error.message))
    }
  }

  private func run(
    _ function: (FunctionReference, SourceSpan), from input: ByteInput, to output: ByteOutput,
    _ progress: () -> Void
  ) throws(SessionFailure) {
    self.output = output
    name = input.name
    var pending: [UInt8] = []
    var isAtEnd = false
    while !isAtEnd, rowsToTake > 0 || instance == nil {
      let searched = pending.count
      do throws(SourceReader.Failure) {
        isAtEnd = try !input.read(
          Self.blockSize, appendingTo: &pending, cancellation: session.cancellation)
      } catch {
        throw SessionFailure(
          Diagnostic(.error, error.message))
      }
      try session.checkInterruption()
      if isAtEnd, let last = pending.last, last != UInt8(ascii: "\n") {
        pending.append(UInt8(ascii: "\n"))
      }
      guard let last = pending[searched...].lastIndex(of: UInt8(ascii: "\n")) else {
        if pending.count > Self.rowLimit {
          throw SessionFailure(
            Diagnostic(
              .error, "line \(line) of `\(name)` is longer than \(Self.rowLimit) bytes"))
        }
        continue
      }
      let outcome = pending.withUnsafeBufferPointer { bytes in
        Result { () throws(SessionFailure) in
          try map(UnsafeBufferPointer(rebasing: bytes[...last]), by: function)
        }
      }
      try outcome.get()
      pending.removeSubrange(...last)
      progress()
    }
    try writing { (output) throws(SourceReader.Failure) in try output.end() }
  }

  /// Returns the function that is to be mapped.
  private func function() throws(SessionFailure) -> (FunctionReference, SourceSpan) {
    let file = SourceFile(name: "<arguments>", text: text)
    let (script, diagnostics) = Script.parse(file)
    if diagnostics.containsError { throw SessionFailure(diagnostics) }
    guard script.statements.count == 1, case .expression(let id) = script.statements[0].kind else {
      throw SessionFailure(
        .notAFunction(at: SourceSpan(file: file, range: 0..<file.bytes.count)))
    }
    let function = try session.function(id, in: Context(silent: script))
    return (function, script.tree.span(id))
  }

  // MARK: - Blocks of lines

  private func map(
    _ block: UnsafeBufferPointer<UInt8>, by function: (FunctionReference, SourceSpan)
  ) throws(SessionFailure) {
    var rest = block[...]
    if instance == nil {
      // The mark of UTF-8 that some editors put before a text is not part of it.
      if line == 1, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
      guard let first = nextRow(of: &rest) else { return }
      if try prepare(function, UnsafeBufferPointer(rebasing: block[first])) {
        rest = block[first.lowerBound...]
        line -= 1
      }
    }
    while rowsToSkip > 0 {
      guard nextRow(of: &rest) != nil else { return }
      rowsToSkip -= 1
    }
    if options.take != nil {
      // Only the rows to take are left in the block; their lines are counted when they are mapped.
      var after = rest
      let before = line
      while rowsToTake > 0, nextRow(of: &after) != nil { rowsToTake -= 1 }
      rest = rest[..<after.startIndex]
      line = before
    }
    try map(UnsafeBufferPointer(rebasing: rest))
  }

  /// Returns the next row of the lines in `rest` and moves behind it; `nil` where there is none.
  private func nextRow(of rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Range<Int>? {
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let range = rest.startIndex..<end
      rest = rest[(end + 1)...]
      line += 1
      if PointRows.isRow(UnsafeBufferPointer(rebasing: rest.base[range])) { return range }
    }
    return nil
  }

  /// Makes the program of the function for rows like the first; returns `true` iff that is a row of
  /// numbers and not one of names.
  private func prepare(
    _ function: (FunctionReference, SourceSpan), _ first: UnsafeBufferPointer<UInt8>
  ) throws(SessionFailure) -> Bool {
    let fields = PointRows.fields(of: first)
    let row = span(first, line: line - 1)
    let isHeader = PointRows.isHeader(first)
    // Among numbers, what is none is a slip and names no column.
    if isHeader, let slip = PointRows.slip(in: first) {
      throw SessionFailure(.badFirstRow(SourceSpan(file: row.file, range: slip)))
    }
    let instance = try instance(of: function, columns: fields, areNames: isHeader)
    let inputs = instance.inputs
    var rows = PointRows(columnCount: inputs.count)
    if isHeader {
      do throws(PointRows.HeaderFailure) {
        rows = try PointRows(header: fields, inputs: inputs)
      } catch {
        throw SessionFailure(.badHeader(error, inputs: inputs, of: instance.name, at: row))
      }
    }
    let program = instance.program
    let rowText = RowText(
      options.form, values: program.q, derivatives: options.derivatives ? program.p : 0,
      limits: options.limits)
    let plan = try session.plan(instance, under: session.convention)
    try checkMemory(for: plan)
    parts = (0..<max(options.threadCount, 1)).map { _ in
      PointMapPart(plan, rows, rowText, options, session.settings)
    }
    self.instance = instance
    if isHeader, options.form == .commaSeparated {
      try write(Array(rowText.header(inputs: inputs).utf8))
    }
    return !isHeader
  }

  /// Fails if the batches of all threads, one an output with derivatives, exceed the memory limit.
  private func checkMemory(for plan: ExecutionPlan) throws(SessionFailure) {
    let limit = session.settings.memoryLimit
    let batchCount = options.derivatives ? plan.program.q : 1
    let one = Batch.byteEstimate(for: plan, threadCount: options.threadCount)
    let (needed, isTooMuch) = one.multipliedReportingOverflow(by: batchCount)
    if isTooMuch || needed > limit {
      let shown = isTooMuch ? Int.max / 2 : needed
      throw SessionFailure(.tooMuchMemory(needed: shown, limit: limit))
    }
  }

  /// Returns the program for rows of such columns, if the function does not say of how many. Where
  /// one of their names is that of a lone input, the others are none of its entries.
  private func instance(
    of function: (FunctionReference, SourceSpan), columns: [String], areNames: Bool
  ) throws(SessionFailure) -> Instance {
    try session.lowered { (lowering) throws(LoweringFailure) in
      let (function, span) = function
      let shapes: [Shape]
      do throws(LoweringFailure) {
        shapes = try lowering.argumentShapes(of: function, dimension: nil, span: span)
      } catch {
        let sized = try lowering.argumentShapes(of: function, dimension: columns.count, span: span)
        return try lowering.instance(of: function, shapes: sized, span: span)
      }
      if shapes == [.scalar], columns.count > 1 {
        if areNames, let one = try? lowering.instance(of: function, shapes: shapes, span: span),
          columns.contains(one.inputs[0])
        {
          return one
        }
        let sized = try lowering.argumentShapes(of: function, dimension: columns.count, span: span)
        return try lowering.instance(of: function, shapes: sized, span: span)
      }
      return try lowering.instance(of: function, shapes: shapes, span: span)
    }
  }

  /// Maps whole lines, in as many parts as there are threads.
  private func map(_ lines: UnsafeBufferPointer<UInt8>) throws(SessionFailure) {
    let ranges = split(lines)
    let parts = parts
    let cancellation = session.cancellation
    let block = Block(lines: lines)
    DispatchQueue.concurrentPerform(iterations: ranges.count) { i in
      parts[i].run(
        UnsafeBufferPointer(rebasing: block.lines[ranges[i]]), cancellation: cancellation)
    }
    for (part, range) in zip(parts, ranges) {
      try write(part.text)
      pointCount += part.rowCount
      if let failure = part.failure {
        let bytes = UnsafeBufferPointer(rebasing: lines[range])
        throw self.failure(failure.reason, bytes, failure.range, line: line + failure.line)
      }
      line += part.lineCount
    }
  }

  /// The lines of a block, which outlive the threads that read them.
  private struct Block: @unchecked Sendable {
    let lines: UnsafeBufferPointer<UInt8>
  }

  /// Splits lines into about equal parts, one a thread; few bytes are one part.
  private func split(_ lines: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    let count = lines.count < 1 << 14 ? 1 : parts.count
    var start = 0
    for i in 1...count where start < lines.count {
      let target = max(lines.count * i / count, start + 1)
      let end =
        i == count
        ? lines.count : (lines[(target - 1)...].firstIndex(of: UInt8(ascii: "\n")) ?? 0) + 1
      ranges.append(start..<end)
      start = end
    }
    return ranges
  }

  private func write(_ bytes: [UInt8]) throws(SessionFailure) {
    try writing { (output) throws(SourceReader.Failure) in try output.write(bytes) }
  }

  private func writing(
    _ action: (ByteOutput) throws(SourceReader.Failure) -> Void
  ) throws(SessionFailure) {
    guard let output else { return }
    _ = try opened { () throws(SourceReader.Failure) in try action(output) }
  }

  // MARK: - Failures

  private func failure(
    _ reason: PointMapPart.Failure, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
    line: Int
  ) -> SessionFailure {
    let span = span(UnsafeBufferPointer(rebasing: bytes[range]), line: line)
    switch reason {
    case .row(let failure):
      return SessionFailure(.badRow(failure, of: instance?.name ?? "", at: span))
    case .point(.interrupted): return SessionFailure(.interrupted())
    case .point(let failure):
      guard let instance else { return SessionFailure(.interrupted()) }
      return SessionFailure(
        .evaluationFailure(failure, anchors: instance.anchors).atPoint(span))
    }
  }

  private func span(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) -> SourceSpan {
    let file = SourceFile(name: name, bytes: Array(bytes), firstLine: line)
    return SourceSpan(file: file, range: 0..<bytes.count)
  }
}
