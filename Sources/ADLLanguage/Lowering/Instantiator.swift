import ADLPrograms
import ADLText

/// Runs the code of checked functions, and so writes a program: each application of a primitive
/// becomes a node of the builder.
///
/// Arguments are evaluated once, before the call; the body of a loop is written once and repeated,
/// or else the loop is unrolled; what is known (sizes, indices, conditions on them) is decided here.
final class Instantiator {
  let builder: ProgramBuilder
  let options: LoweringOptions

  /// What instantiators that write parts of one program share.
  let shared: Shared
  let meter: EntryMeter
  let stack = ValueStack()

  /// What gives calls their values where an expression is evaluated; `nil` where a program is
  /// written.
  private(set) var policy: (any CallPolicy)?

  /// The constants of the functions met so far, as values of this program, made when first used.
  @exclusivity(unchecked) private var constants: [Value?] = []
  @exclusivity(unchecked) private var links: [ObjectIdentifier: Link] = [:]
  @exclusivity(unchecked) private var lastLink: (function: ObjectIdentifier, link: Link)?

  @exclusivity(unchecked) private var integerLiterals: [Int: Operand] = [:]

  /// The number of foldings past which the call at hand is given up, if there is one.
  @exclusivity(unchecked) var foldingEnd: Int?

  /// The number of nodes past which the program at hand is given up.
  @exclusivity(unchecked) var nodeEnd = Int.max

  /// What was kept since the open block began.
  @exclusivity(unchecked) private var journal = Journal()

  /// The loops whose bodies were found to differ from one index to the next.
  @exclusivity(unchecked) var irregularLoops: Set<LoopKey> = []

  /// Counts steps between two looks at the interruption.
  @exclusivity(unchecked) private var steps = 0

  /// What is to be forgotten where an open block is abandoned.
  private struct Journal {
    var integers: [Int] = []
    var constants: [Int] = []
  }

  /// A function's place in the tables of this instantiator.
  private struct Link {
    /// The position of its first constant in `constants`.
    let constants: Int

    /// Its number in the anchor map.
    let number: Int32
  }

  /// What instantiators that write parts of one program share.
  final class Shared {
    @exclusivity(unchecked) var anchors = AnchorMap()

    /// The number of instructions under way.
    @exclusivity(unchecked) var depth = 0

    /// The maximum number of instructions that may be under way on the stack in use.
    let depthLimit: Int

    /// `true` iff the limit was passed.
    var isTooDeep = false

    /// The derivative programs written so far.
    var derivatives: [DerivativeKey: DerivativeProgram] = [:]

    /// The declared selections met so far.
    var selections: [SelectionKey: SelectionDefinition] = [:]

    /// The functions with derivatives of their own met so far.
    var rules: [SelectionKey: RulePrograms] = [:]

    /// Where the function or expression is written.
    let origin: SourceSpan

    /// What the vectors of all instantiators take.
    let meter: EntryMeter

    init(origin: SourceSpan, depthLimit: Int, memoryLimit: Int = .max) {
      meter = EntryMeter(limit: memoryLimit)
      self.origin = origin
      self.depthLimit = depthLimit
    }

    /// Creates the tables of a program that is kept: its parts name nothing of `whole`.
    init(part whole: Shared) {
      meter = whole.meter
      origin = whole.origin
      depthLimit = whole.depthLimit
      depth = whole.depth
    }
  }

  /// A call under way. Its function is kept alive by the caller; nothing here counts references.
  struct Activation {
    let code: CodeTables
    private let reference: Unmanaged<CheckedFunction>

    /// The first slot of the frame.
    let base: Int

    /// The position of the function's constants in the instantiator's.
    let constants: Int

    /// The anchor of the function's first instruction, or `nil` where anchors have run out.
    let anchors: Int32?

    /// The anchor of the call.
    let parent: Anchor

    init(
      _ function: CheckedFunction, base: Int, constants: Int, anchors: Int32?, parent: Anchor
    ) {
      code = function.code
      reference = Unmanaged.passUnretained(function)
      self.base = base
      self.constants = constants
      self.anchors = anchors
      self.parent = parent
    }

    var function: CheckedFunction { reference.takeUnretainedValue() }

    /// The anchor of the instruction `id`.
    func anchor(_ id: CodeID) -> Anchor {
      anchors.map { Anchor(rawValue: $0 + id.index) } ?? parent
    }

    func span(_ id: CodeID) -> SourceSpan { function.span(of: id) }
  }

  /// Prepares writing a program with `p` inputs.
  init(inputs p: Int, options: LoweringOptions, shared: Shared) {
    builder = ProgramBuilder(inputs: p, nodeLimit: options.nodeLimit)
    builder.cancellation = options.cancellation
    builder.memoryLimit = options.memoryLimit
    builder.rounding = options.rounding
    self.options = options
    self.shared = shared
    meter = shared.meter
  }

  /// Creates a instantiator that evaluates an expression.
  convenience init(
    evaluatingUnder options: LoweringOptions, shared: Shared, policy: any CallPolicy
  ) {
    // The input is there for nodes over literals, which may be outside a domain, to stand on.
    self.init(inputs: 1, options: options, shared: shared)
    self.policy = policy
    builder.exactFoldingLimit = options.exactFoldingLimit
  }

  // MARK: - Operands

  /// The literal operand of a whole number.
  func literal(_ value: Int) -> Operand {
    if let operand = integerLiterals[value] { return operand }
    let operand = builder.literal(Literal(value))
    integerLiterals[value] = operand
    if builder.isInBlock { journal.integers.append(value) }
    return operand
  }

  /// The operand of a number; `nil` for a vector, a matrix and a function.
  @inline(__always)
  func operand(_ value: Value) -> Operand? {
    switch value {
    case .integer(let integer): literal(integer)
    case .index(let column): operand(column)
    case .scalar(let operand): operand
    case .vector, .matrix, .function: nil
    }
  }

  /// The entries of a value, row by row; none for a function.
  func entries(_ value: Value) -> [Operand] {
    switch value {
    case .integer(let integer): [literal(integer)]
    case .index(let column): [operand(column)]
    case .scalar(let operand): [operand]
    case .vector(let vector): vector.all
    case .matrix(let matrix): matrix.entries
    case .function: []
    }
  }

  /// The shape of a value; `nil` for a function.
  func shape(_ value: Value) -> Shape? {
    switch value {
    case .integer, .index, .scalar: .scalar
    case .vector(let vector): .vector(vector.count)
    case .matrix(let matrix): .matrix(rows: matrix.rows, columns: matrix.columns)
    case .function: nil
    }
  }

  /// The value of the given shape with the given entries.
  func value(_ entries: [Operand], _ shape: Shape) -> Value {
    switch shape {
    case .scalar: .scalar(entries[0])
    case .vector: .vector(VectorValue(entries, meter))
    case .matrix(let rows, let columns):
      .matrix(MatrixValue(entries, rows: rows, columns: columns, meter))
    }
  }

  // MARK: - Functions

  /// Starts a call of `function`, whose arguments begin at `base` on the stack.
  func activation(
    _ function: CheckedFunction, base: Int, calledAt parent: Anchor
  ) -> Activation {
    let link = link(function)
    return Activation(
      function, base: base, constants: link.constants,
      anchors: shared.anchors.reserve(
        Int32(function.code.count), for: link.number, calledAt: parent),
      parent: parent)
  }

  private func link(_ function: CheckedFunction) -> Link {
    let id = ObjectIdentifier(function)
    if let lastLink, lastLink.function == id { return lastLink.link }
    let link: Link
    if let known = links[id] {
      link = known
    } else {
      link = Link(constants: constants.count, number: shared.anchors.insert(function))
      constants += [Value?](repeating: nil, count: function.constants.count)
      links[id] = link
    }
    lastLink = (id, link)
    return link
  }

  /// The constant at `index` of the function under way.
  func constant(_ index: Int32, in frame: Activation) -> Value {
    let place = frame.constants + Int(index)
    if let value = constants[place] { return value }
    let value = value(of: frame.function.constants[Int(index)])
    constants[place] = value
    if builder.isInBlock { journal.constants.append(place) }
    return value
  }

  /// Returns the constant as a value of this program.
  func value(of constant: ConstantValue) -> Value {
    switch constant {
    case .integer(let integer): .integer(integer)
    case .number(let literal): .scalar(builder.literal(literal))
    case .vector(let entries): .vector(VectorValue(entries.map(builder.literal), meter))
    case .matrix(let entries, let rows, let columns):
      .matrix(MatrixValue(entries.map(builder.literal), rows: rows, columns: columns, meter))
    case .table(let table):
      .matrix(
        MatrixValue(
          table.entries.map(builder.literal), rows: table.rowCount, columns: table.columns.count,
          meter))
    case .function(let reference): .function(function(reference))
    }
  }

  /// Returns the function as a value of this program.
  func function(_ reference: FunctionReference) -> FunctionValue {
    switch reference {
    case .defined(let function, let captures):
      FunctionValue(.defined(function, captures: captures.map { value(of: $0) }))
    case .builtin(let builtin): FunctionValue(.builtin(builtin))
    case .derivative(let base, let order):
      FunctionValue(.derivative(function(base), order: order))
    }
  }

  // MARK: - Blocks

  /// Begins a body that is written once for `count` indices.
  func beginBlock(count: Int, isRun: Bool) {
    journal = Journal()
    builder.beginBlock(count: count, isRun: isRun)
  }

  /// Takes back what was written since the block began.
  func abandonBlock() {
    builder.abandonBlock()
    for value in journal.integers { integerLiterals[value] = nil }
    for place in journal.constants { constants[place] = nil }
  }

  // MARK: - Failures

  /// Looks at the interruption and at the builder's failure, once in a while.
  @inline(__always)
  func tick() throws(LoweringFailure) {
    steps &+= 1
    if steps & 0x3FF == 0 { try checkFailure() }
    if meter.isPassed, let (needed, limit) = meter.excess() {
      throw .diagnostic(
        .tooMuchMemoryForVectors(needed: needed, limit: limit, at: shared.origin))
    }
    if let foldingEnd, builder.foldings > foldingEnd { throw .outOfBudget }
    if builder.m > nodeEnd { throw .outOfBudget }
    if builder.isIrregular { throw .irregular }
  }

  /// Throws if the builder cannot go on, or the caller asked to stop.
  func checkFailure() throws(LoweringFailure) {
    if options.cancellation.isRequested { throw .interrupted }
    if let failure = builder.failure { throw self.failure(failure) }
  }

  /// Why the builder stopped, as a failure of this instantiator.
  func failure(_ failure: BuildFailure) -> LoweringFailure {
    switch failure {
    case .nodeLimit(let limit): .diagnostic(.tooManyNodes(limit: limit, at: shared.origin))
    case .literalLimit(let limit):
      .diagnostic(.tooManyLiterals(limit: limit, at: shared.origin))
    case .memoryLimit(let needed, let limit):
      .diagnostic(.tooMuchMemoryForProgram(needed: needed, limit: limit, at: shared.origin))
    case .interrupted: .interrupted
    case .arity: preconditionFailure("calls have as many arguments as their functions take")
    case .domain(let violation):
      .diagnostic(.domainViolation(violation, anchors: shared.anchors))
    }
  }
}
