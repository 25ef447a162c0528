import ADLPrograms
import ADLText

/// Reads StableHLO text, as JAX writes it, into programs.
public struct StableHLOReader {
  /// Returns the public functions of the text.
  public static func programs(
    _ file: SourceFile, _ options: ImportOptions = ImportOptions()
  ) throws(ImportFailure) -> [ImportedProgram] {
    let module = try MLIRParser.module(file)
    let names = module.functions.filter(\.isPublic)
    let functions = names.isEmpty ? Array(module.functions.prefix(1)) : names
    var programs: [ImportedProgram] = []
    for function in functions {
      let unfolding = try HLOUnfolding(module, function, file, options)
      programs.append(try unfolding.program())
    }
    return programs
  }
}

/// The unfolding of one function of a module into a program.
final class HLOUnfolding {
  let module: MLIRModule
  let function: MLIRFunction
  let file: SourceFile
  let options: ImportOptions
  let writer: ArrayWriter
  var places = PlaceTable()

  /// The operations under way, from the outside: the operation at hand and the calls around it.
  var path: [MLIROperation] = []

  /// What is to be known of the reading.
  var notes: [String] = []

  /// The values of names, by block.
  final class Scope {
    private var values: [String: [ArrayValue]] = [:]
    private let outer: Scope?

    init(in outer: Scope? = nil) { self.outer = outer }

    subscript(name: String) -> [ArrayValue]? {
      get {
        var scope: Scope? = self
        while let here = scope {
          if let value = here.values[name] { return value }
          scope = here.outer
        }
        return nil
      }
      set { values[name] = newValue }
    }
  }

  init(
    _ module: MLIRModule, _ function: MLIRFunction, _ file: SourceFile, _ options: ImportOptions
  ) throws(ImportFailure) {
    self.module = module
    self.function = function
    self.file = file
    self.options = options
    var count = 0
    var hasNarrowNumbers = false
    for argument in function.arguments {
      guard case .tensor(let sizes, let element) = argument.type else {
        throw .diagnostic(
          .error(
            "the argument `%\(argument.name)` is no array", at: file.span(argument.range),
            hint: "lower a function of arrays of numbers"))
      }
      guard let format = NumberFormat(element), format.kind == .real else {
        throw .diagnostic(
          .error(
            "the argument `%\(argument.name)` has entries of the type `\(element)`",
            at: file.span(argument.range),
            hint: "make it a constant of the program: an argument here is an array of reals"))
      }
      hasNarrowNumbers = hasNarrowNumbers || format != .double
      var size = 1
      for known in sizes {
        guard let known else {
          throw .diagnostic(
            .error(
              "the argument `%\(argument.name)` has no fixed sizes", at: file.span(argument.range),
              hint: "lower the function for arguments of known shapes"))
        }
        size *= known
      }
      count += size
    }
    let builder = ProgramBuilder(inputs: count, nodeLimit: options.nodeLimit)
    builder.memoryLimit = options.memoryLimit
    builder.cancellation = options.cancellation
    writer = ArrayWriter(builder)
    if hasNarrowNumbers { notes.append(ImportedProgram.realNumbers) }
  }

  func program() throws(ImportFailure) -> ImportedProgram {
    let builder = writer.builder
    if builder.p == 0 {
      throw .diagnostic(
        .error(
          "`@\(function.name)` has no arguments", at: file.span(function.nameRange),
          hint: "lower a function of what you differentiate by"))
    }
    var arguments: [ImportedProgram.Argument] = []
    var values: [ArrayValue] = []
    var next = 0
    for (i, argument) in function.arguments.enumerated() {
      let sizes = shape(argument.type)
      let count = Row.count(sizes)
      values.append(
        ArrayValue(sizes, .real, (next..<next + count).map { .number(builder.input($0)) }))
      next += count
      let given = module.name(of: argument.location) ?? ""
      arguments.append(
        ImportedProgram.Argument(
          name: Identifier.unique(
            given.isEmpty ? argument.name : given, "x\(i + 1)", arguments.map(\.name)),
          sizes: sizes))
    }
    let results = try call(function, values)
    var outputs: [Operand] = []
    for result in results { for entry in result.entries { outputs.append(writer.operand(entry)) } }
    if outputs.isEmpty {
      throw .diagnostic(
        .error("`@\(function.name)` returns nothing", at: file.span(function.nameRange)))
    }
    try checkFailure()
    do throws(BuildFailure) {
      let program = try builder.seal(outputs: outputs)
      let pruned = try program.pruned()
      return ImportedProgram(
        name: name, framework: .jax, arguments: arguments, results: results.map(\.shape),
        program: pruned, places: places.places, span: file.span(function.nameRange), notes: notes)
    } catch {
      throw failure(error)
    }
  }

  /// The name of the function: that of the module for `@main`, without JAX's mark.
  private var name: String {
    guard function.name == "main", let name = module.name else { return function.name }
    return name.hasPrefix("jit_") ? String(name.dropFirst(4)) : name
  }

  // MARK: - Types

  func shape(_ type: MLIRType) -> [Int] {
    if case .tensor(let sizes, _) = type { sizes.map { $0 ?? 0 } } else { [] }
  }

  /// The format of the entries of a type, which must have fixed sizes.
  func format(_ type: MLIRType) throws(ImportFailure) -> NumberFormat {
    guard case .tensor(let sizes, let element) = type else {
      throw unsupported(Unsupported("a value that is no array"))
    }
    if sizes.contains(where: { $0 == nil }) {
      throw unsupported(
        Unsupported(
          "an array whose sizes are not fixed", hint: "lower the function for known shapes"))
    }
    guard let format = NumberFormat(element) else {
      throw unsupported(
        Unsupported(
          "numbers of the type `\(element)`",
          hint: "use real numbers, integers or booleans"))
    }
    return format
  }

  // MARK: - Failures

  /// The diagnostic of what is not read, at the operation at hand, with the user's line.
  func unsupported(_ reason: Unsupported) -> ImportFailure {
    guard let operation = path.last else {
      return .diagnostic(.error(reason.reason, at: file.span(function.nameRange)))
    }
    var notes: [String] = []
    if let (place, _) = place, case .file(let name, let line, let column, _) = place {
      notes.append("written at \(name):\(line):\(column)")
    }
    return .diagnostic(
      .error(
        "`\(operation.name)` is not read: \(reason.reason)",
        at: file.span(operation.nameRange), notes: notes,
        hint: reason.hint ?? "write that part of the function with other operations"))
  }

  func reading<Result>(_ body: () throws(Unsupported) -> Result) throws(ImportFailure) -> Result {
    do throws(Unsupported) { return try body() } catch { throw unsupported(error) }
  }

  func checkFailure() throws(ImportFailure) {
    if options.cancellation.isRequested { throw .interrupted }
    if let failure = writer.builder.failure { throw self.failure(failure) }
  }

  func failure(_ failure: BuildFailure) -> ImportFailure {
    switch failure {
    case .interrupted: return .interrupted
    case .nodeLimit(let limit), .literalLimit(let limit):
      return .diagnostic(
        .error(
          "the program would have more than \(limit) nodes",
          at: file.span(path.last?.nameRange ?? function.nameRange),
          hint: "lower the function for smaller arrays"))
    case .memoryLimit(let needed, let limit):
      return .diagnostic(
        .error(
          "the program would take \(needed) bytes, more than \(limit)",
          at: file.span(path.last?.nameRange ?? function.nameRange),
          hint: "lower the function for smaller arrays"))
    case .domain, .arity:
      return unsupported(Unsupported("its operands have no value"))
    }
  }

  // MARK: - Places

  /// The user's place of the operation at hand: its own, or that of the innermost call around it
  /// that has one.
  var place: (MLIRLocation, name: String?)? {
    var name: String?
    for operation in path.reversed() {
      if name == nil { name = module.name(of: operation.location) }
      if let found = module.place(of: operation.location) {
        return (found.place, name ?? found.name)
      }
    }
    return nil
  }

  /// The anchor of the operation at hand.
  func anchor() -> Anchor {
    guard let (place, name) = place, case .file(let file, let line, let column, let end) = place
    else { return path.last.map { places.anchor(self.file.span($0.nameRange)) } ?? .none }
    // What JAX calls the operation stands last in the location's name.
    let word = name.map { String($0.split(separator: "/").last ?? "") } ?? ""
    var text = word.hasSuffix(":") ? String(word.dropLast()) : word
    if text.isEmpty { text = path.last?.name ?? "" }
    if let end, end - column > text.count {
      // As long as what the user wrote there.
      text += String(repeating: " ", count: 0)
    }
    return places.anchor(file: file, line: line, column: column, text: text)
  }

  // MARK: - Functions and blocks

  func call(
    _ function: MLIRFunction, _ arguments: [ArrayValue]
  ) throws(ImportFailure) -> [ArrayValue] {
    guard function.arguments.count == arguments.count else {
      throw unsupported(Unsupported("a call with another number of arguments"))
    }
    let scope = Scope()
    for (argument, value) in zip(function.arguments, arguments) { scope[argument.name] = [value] }
    return try run(function.body, scope)
  }

  /// Runs a block whose arguments have the given values.
  func run(
    _ block: MLIRBlock, _ values: [ArrayValue], in outer: Scope
  ) throws(ImportFailure) -> [ArrayValue] {
    let scope = Scope(in: outer)
    for (argument, value) in zip(block.arguments, values) { scope[argument.name] = [value] }
    return try run(block, scope)
  }

  func run(_ block: MLIRBlock, _ scope: Scope) throws(ImportFailure) -> [ArrayValue] {
    for operation in block.operations {
      path.append(operation)
      defer { path.removeLast() }
      let name = operation.name
      if name == "return" || name == "func.return" || name == "stablehlo.return"
        || name == "mhlo.return"
      {
        return try operands(of: operation, scope)
      }
      if path.count > 400 {
        throw unsupported(Unsupported("calls that are nested too deeply"))
      }
      writer.anchor = anchor()
      let results = try evaluate(operation, scope)
      try checkFailure()
      try checkShapes(results, of: operation)
      var next = 0
      for (name, count) in operation.results {
        guard next + count <= results.count else {
          throw unsupported(Unsupported("a result that it does not have"))
        }
        scope[name] = Array(results[next..<next + count])
        next += count
      }
    }
    return []
  }

  /// Refuses a text whose types say other shapes than its operations give.
  private func checkShapes(
    _ results: [ArrayValue], of operation: MLIROperation
  ) throws(ImportFailure) {
    var types = operation.resultTypes ?? operation.types
    if operation.resultTypes == nil, results.count == 1 { types = types.suffix(1) }
    guard types.count == results.count else { return }
    for (result, type) in zip(results, types) {
      guard shape(type) == result.shape, result.count == Row.count(result.shape) else {
        throw unsupported(Unsupported("its operands do not give an array of its type"))
      }
    }
  }

  func value(_ use: MLIRUse, _ scope: Scope) throws(ImportFailure) -> ArrayValue {
    guard let values = scope[use.name], use.number < values.count else {
      throw .diagnostic(
        .error(
          "`%\(use.name)` is used before it is defined", at: file.span(use.range),
          hint: "give the text as the framework writes it"))
    }
    return values[use.number]
  }

  func operands(
    of operation: MLIROperation, _ scope: Scope
  ) throws(ImportFailure) -> [ArrayValue] {
    var values: [ArrayValue] = []
    for use in operation.operands { values.append(try value(use, scope)) }
    return values
  }
}
