import ADLPrograms

/// The lines that compute the outputs of a program, node by node; what is short and used once
/// stands where it is used.
struct PythonBody {
  let program: Program
  let framework: PythonFramework
  let parameters: [PythonParameter]
  let blocks: PythonBlocks

  /// The nodes that are computed as arrays.
  let groups: PythonGroups

  /// `true` iff the outputs are sides of comparisons, where a number may stand as it is.
  private let isCompared: Bool
  private let cancellation: Cancellation

  /// The texts of inputs and nodes that have one by now.
  var texts: [PythonText?]

  /// What is defined before the function, in the order in which it is met.
  var definitions: PythonDefinitions
  private(set) var lines: [String] = []

  /// The vectors that have a name, by what they are made of; those of the blocks around are seen.
  var vectors: [[VectorKey: String]] = [[:]]
  private var indent = 1

  /// How many of the largest of some operands are asked for.
  let ranks: [ArraySlice<Operand>: Int]

  struct VectorKey: Hashable {
    let maker: String
    let operands: [Operand]
  }

  /// The longest text that stands in place of a name.
  static let inlineLength = 48

  /// The deepest `if`, within what Python's reader takes, and the longest row of `elif`.
  private static let depthLimit = 80
  private static let chainLimit = 1_000

  init(
    _ program: Program, _ parameters: [PythonParameter], in framework: PythonFramework,
    _ definitions: PythonDefinitions, isCompared: Bool = false,
    cancellation: Cancellation = .never
  ) throws(EmissionFailure) {
    self.program = program
    self.framework = framework
    self.parameters = parameters
    self.definitions = definitions
    self.isCompared = isCompared
    self.cancellation = cancellation
    blocks = PythonBlocks(program)
    groups = PythonGroups(program, blocks)
    if let deep = blocks.blocks.firstIndex(where: { $0.depth > Self.chainLimit }) {
      throw .unwritable(
        node: blocks.blocks[deep].nodes.first ?? program.m - 1,
        reason: "is nested in more than \(Self.chainLimit) conditions")
    }
    var ranks: [ArraySlice<Operand>: Int] = [:]
    for k in program.p..<program.m where program.application(k).primitive == .largest {
      let application = program.application(k)
      let n = application.parameter.integer
      ranks[application.operands] = max(ranks[application.operands] ?? 1, n)
    }
    self.ranks = ranks
    texts = Array(repeating: nil, count: program.m)
    var k = 0
    for parameter in parameters {
      for text in parameter.entries {
        texts[k] = PythonText(text)
        k += 1
      }
    }
    try write(block: 0)
  }

  /// The texts of the outputs.
  var outputs: [String] { program.outputs.map { texts[$0]!.text } }

  // MARK: - Nodes

  private mutating func write(block: Int, butFor last: Int? = nil) throws(EmissionFailure) {
    for (number, k) in blocks.blocks[block].nodes.enumerated() where k != last {
      if number % 1024 == 0, cancellation.isRequested { throw .interrupted }
      if program.application(k).primitive == .branch {
        try writeBranch(k, into: name(k), isChained: false)
        texts[k] = PythonText(name(k))
      } else {
        try write(k)
      }
    }
  }

  private func name(_ k: Int) -> String { "x\(k + 1)" }

  mutating func append(_ line: String) {
    lines += PythonText.wrapped(String(repeating: "    ", count: indent) + line)
  }

  private mutating func write(_ k: Int) throws(EmissionFailure) {
    if let place = groups.place[k] {
      if let group = groups.groups[place.group], group.last == k { write(group) }
      return
    }
    let text = try text(of: k)
    let isShort = text.text.utf8.count <= Self.inlineLength && blocks.uses[k] == 1
    if isShort || text.isName
      || program.outputs.contains(k) && blocks.uses[k] == 1 && program.q == 1
    {
      texts[k] = text
    } else {
      append("\(name(k)) = \(text.text)")
      texts[k] = PythonText(name(k))
    }
  }

  func operand(_ operand: Operand) -> PythonText {
    if let k = operand.node { return texts[k] ?? PythonText("nan") }
    return .number(program.literals[operand.literal!].double)
  }

  /// An operand that has to be a tensor.
  func tensor(_ operand: Operand) -> String {
    let text = self.operand(operand).text
    return operand.node == nil ? framework.constant(text) : text
  }

  private mutating func text(of k: Int) throws(EmissionFailure) -> PythonText {
    let application = program.application(k)
    let operands = Array(application.operands)
    let n = application.parameter.integer
    switch application.primitive {
    case .copy: return operand(operands[0])
    case .constant:
      let text = operand(operands[1])
      return operands[1].node == nil && !isCompared
        ? PythonText(framework.tensor(text.text)) : text
    case .choice:
      guard case .condition(let condition) = application.parameter else { break }
      let parts = operands.suffix(2).map { tensor($0) }.joined(separator: ", ")
      let test = self.condition(condition, operands, isElementwise: true)
      return PythonText("\(framework.module).where(\(test), \(parts))")
    case .sortedEntry:
      return PythonText("\(sorted(operands))[\(n - 1)]")
    case .largest:
      return PythonText("\(largest(ranks[application.operands] ?? n, of: operands))[\(n - 1)]")
    case .interp:
      let half = operands.count / 2
      let (xs, ys) = (vector(Array(operands[1...half])), vector(Array(operands[(half + 1)...])))
      if framework == .jax { return PythonText("jnp.interp(\(tensor(operands[0])), \(xs), \(ys))") }
      definitions.need(.interpolation)
      return PythonText("interp(\(tensor(operands[0])), \(xs), \(ys))")
    case .declaredSelection:
      guard case .selection(let definition) = application.parameter else { break }
      let name = try definitions.name(of: definition)
      return PythonText("\(name)(\(operands.map { tensor($0) }.joined(separator: ", ")))")
    case .rule: return stated(operands)
    case .derivedEntry:
      throw .unwritable(
        node: k,
        reason: "is the derivative of a selection, which frameworks take by their own means")
    default: break
    }
    if let text = applied(application, operands.map(argument), operands) { return text }
    throw .unwritable(
      node: k, reason: "applies `\(application.name)`, which \(framework.title) has no call for")
  }

  /// What a call is given: a text, and the number where it is one.
  struct Argument {
    let text: PythonText
    let number: Double?
  }

  private func argument(_ operand: Operand) -> Argument {
    Argument(
      text: self.operand(operand), number: operand.literal.map { program.literals[$0].double })
  }

  /// Returns the function of a node, applied to numbers or entry by entry to arrays; `nil` where
  /// the framework has no call. Vectors are made of `operands`.
  mutating func applied(
    _ application: Application, _ x: [Argument], _ operands: [Operand]
  ) -> PythonText? {
    switch application.primitive {
    case .negation: return PythonText("-" + x[0].text.bound(.power), .sign)
    case .integerPower, .reciprocalPower:
      let n = application.parameter.integer
      return PythonText("\(x[0].text.bound(.atom)) ** \(n)", .power)
    case .stopGradient: return PythonText(framework.stopped(x[0].text.text))
    default: break
    }
    guard let call = PythonCalls.table[application.primitive]?[framework] else { return nil }
    if case .infix(let sign, let level) = call.form {
      // Both sides of a power are atoms, so that nothing depends on how it groups.
      let left = x[0].text.bound(level == .power ? .atom : level)
      let right = x[1].text.bound(level == .power ? .atom : level.next)
      return PythonText("\(left) \(sign) \(right)", level)
    }
    let (template, helper) = call.text { x[$0].number }
    if let helper { definitions.need(helper) }
    var text = ""
    var rest = template[...]
    while let mark = rest.firstIndex(where: { $0 == "$" || $0 == "%" }) {
      text += rest[..<mark]
      let word = rest[rest.index(after: mark)...]
      let half = operands.count / 2
      switch word.first {
      case "V"?: text += vector(operands)
      case "A"?: text += vector(Array(operands[..<half]))
      case "B"?: text += vector(Array(operands[half...]))
      case let digit?:
        let own = x[(digit.wholeNumberValue ?? 1) - 1]
        text +=
          rest[mark] == "%" && own.number != nil
          ? framework.constant(own.text.text) : own.text.text
      case nil: break
      }
      rest = word.dropFirst()
    }
    text += rest
    let isFormula = template.first == "0" || template.contains(" / tf")
    return PythonText(text, isFormula ? .product : .atom)
  }

  /// A value with the derivatives that its author states: neither passes one of its own.
  private mutating func stated(_ operands: [Operand]) -> PythonText {
    definitions.need(.stated)
    let p = (operands.count - 1) / 2
    func tuple(_ texts: [String]) -> String {
      "(\(texts.joined(separator: ", "))\(texts.count == 1 ? "," : ""))"
    }
    func held(_ operand: Operand) -> String {
      operand.node == nil
        ? framework.tensor(self.operand(operand).text) : framework.stopped(tensor(operand))
    }
    // A literal is no input.
    let inputs = (0..<p).filter { operands[$0].node != nil }
    let slopes = tuple(inputs.map { held(operands[p + $0]) })
    let values = tuple(inputs.map { tensor(operands[$0]) })
    return PythonText("stated(\(held(operands[2 * p])), \(slopes), \(values))")
  }

  // MARK: - Conditions

  private mutating func writeBranch(
    _ k: Int, into target: String, isChained: Bool
  ) throws(EmissionFailure) {
    let application = program.application(k)
    guard case .condition(let condition) = application.parameter, let arms = blocks.arms[k] else {
      return
    }
    guard indent < Self.depthLimit else {
      throw .unwritable(node: k, reason: "is nested deeper than Python reads")
    }
    let operands = Array(application.operands)
    let test = self.condition(condition, operands, isElementwise: false)
    append("\(isChained ? "elif" : "if") \(test):")
    try writeArm(arms.then, operands[operands.count - 2], into: target)
    // An `if` that is all of the other arm goes on with `elif`.
    let other = operands[operands.count - 1]
    if let j = other.node, blocks.blocks[arms.otherwise].nodes.last == j, isBranchAlone(j) {
      let count = lines.count
      vectors.append([:])
      try write(block: arms.otherwise, butFor: j)
      vectors.removeLast()
      // What the condition needs stands in its text, or before it.
      if lines.count == count { return try writeBranch(j, into: target, isChained: true) }
      let inner = lines[count...].map { "    " + $0 }
      lines.removeSubrange(count...)
      append("else:")
      lines += inner
      indent += 1
      defer { indent -= 1 }
      return try writeBranch(j, into: target, isChained: false)
    }
    append("else:")
    try writeArm(arms.otherwise, other, into: target)
  }

  private func isBranchAlone(_ j: Int) -> Bool {
    program.application(j).primitive == .branch && blocks.uses[j] == 1
  }

  private mutating func writeArm(
    _ block: Int, _ result: Operand, into target: String
  ) throws(EmissionFailure) {
    indent += 1
    vectors.append([:])
    defer {
      indent -= 1
      vectors.removeLast()
    }
    if let j = result.node, blocks.blocks[block].nodes.last == j, isBranchAlone(j) {
      try write(block: block, butFor: j)
      return try writeBranch(j, into: target, isChained: false)
    }
    try write(block: block)
    let text = operand(result).text
    append("\(target) = \(result.node == nil ? framework.tensor(text) : text)")
  }

  /// The condition of an `if`, which asks from left to right, or of a `where`, which takes all.
  private func condition(
    _ condition: Condition, _ operands: [Operand], isElementwise: Bool
  ) -> String {
    func joined(_ parts: [Condition], _ word: String, _ sign: String) -> String {
      parts.map { "(\(self.condition($0, operands, isElementwise: isElementwise)))" }
        .joined(separator: isElementwise ? " \(sign) " : " \(word) ")
    }
    switch condition {
    case .comparison(let i, let relation):
      let sides = [operand(operands[2 * i]), operand(operands[2 * i + 1])]
      return "\(sides[0].bound(.sum)) \(relation.rawValue) \(sides[1].bound(.sum))"
    case .and(let parts): return joined(parts, "and", "&")
    case .or(let parts): return joined(parts, "or", "|")
    case .not(let part):
      let inner = "(\(self.condition(part, operands, isElementwise: isElementwise)))"
      return isElementwise ? "~\(inner)" : "not \(inner)"
    }
  }
}

extension PythonText {
  /// `true` iff it is a name, a number or an entry, which says as much as a name.
  fileprivate var isName: Bool {
    level == .atom && !text.contains("(") && !text.contains(" ")
  }
}

extension PythonCall.Level {
  /// The level that a right operand needs.
  fileprivate var next: PythonCall.Level { PythonCall.Level(rawValue: rawValue + 1) ?? .atom }
}
