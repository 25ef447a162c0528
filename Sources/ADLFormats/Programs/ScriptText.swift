import ADLPrograms

/// A program as a definition in the language, which reads back as the same program.
///
/// Neighbouring applications of one function that were written at one place are an array: where
/// their operands follow one another, a comprehension.
package struct ScriptText {
  /// A parameter: its name, and its sizes, of which there are none for a number.
  package struct Parameter: Sendable {
    package let name: String

    /// None for a number.
    package let sizes: [Int]

    package init(name: String, sizes: [Int]) {
      self.name = name
      self.sizes = sizes
    }

    /// The number of its entries.
    package var count: Int { sizes.reduce(1, *) }

    /// The parameter as a definition declares it.
    package var text: String {
      switch sizes.count {
      case 0: name
      case 1: "\(name): R^\(sizes[0])"
      default: "\(name): R^(\(sizes[0]),\(sizes[1]))"
      }
    }
  }

  /// A stretch of nodes that has a name: a parameter, an array of nodes, or one node.
  private struct Block {
    let name: String
    let first: Int
    let count: Int

    /// The number of columns of a matrix; 0 for a vector, -1 for a number.
    let columns: Int
  }

  private let program: Program
  private var blocks: [Block] = []

  /// The position in `blocks` of the block that each node is in.
  private var blockOf: [Int32] = []
  private var bindings: [(text: String, place: String?)] = []

  /// The name that counts in comprehensions.
  private var counter = "i"

  /// Returns the definition of `name`; `nil` where the language has no way to write a node.
  ///
  /// - Parameters:
  ///   - sizes: those of the value.
  ///   - place: what is said of the place of a node, such as a line of a file.
  package static func definition(
    _ program: Program, name: String, parameters: [Parameter], sizes: [Int],
    place: (Anchor) -> String?
  ) -> String? {
    var text = ScriptText(program)
    return text.definition(name, parameters, sizes, place)
  }

  private init(_ program: Program) { self.program = program }

  /// `true` iff the language has a way to write node `k`.
  package static func canWrite(_ program: Program, _ k: Int) -> Bool {
    let application = program.application(k)
    if application.isDerived { return false }
    switch application.primitive.spelling {
    case .stated, .derived: return false
    default: return true
    }
  }

  /// Returns the definition of `name`, documented by a line, with the selections that it needs
  /// before it; `nil` where the language has no way to write a node.
  package static func script(
    _ program: Program, name: String, documentation: String, parameters: [Parameter],
    sizes: [Int], place: (Anchor) -> String?
  ) -> String? {
    var declared: [SelectionDefinition] = []
    for k in program.p..<program.m {
      guard case .selection(let own) = program.application(k).parameter else { continue }
      if let other = declared.first(where: { $0.name == own.name }) {
        // One name stands for one selection.
        if other != own { return nil }
      } else {
        declared.append(own)
      }
    }
    var text = ""
    for definition in declared {
      guard let own = declaration(definition) else { return nil }
      text += own + "\n"
    }
    guard
      let own = self.definition(
        program, name: name, parameters: parameters, sizes: sizes, place: place)
    else { return nil }
    return text + "## \(documentation)\n" + own
  }

  /// The declaration of a selection.
  private static func declaration(_ definition: SelectionDefinition) -> String? {
    let inputs = (0..<(definition.pieces.first?.p ?? 0)).map { "t\($0 + 1)" }
    func formulas(_ program: Program) -> [String]? {
      var writer = ScriptText(program)
      for name in inputs { writer.add(Block(name: name, first: 0, count: 1, columns: -1)) }
      var texts = inputs.map { Formula(name: $0) }
      for k in program.p..<program.m {
        let application = program.application(k)
        let operands = application.operands.map { operand in
          operand.node.map { texts[$0] } ?? literal(program.literals[operand.literal!])
        }
        let own: Formula?
        switch application.primitive.spelling {
        case .lastOperand: own = operands.last
        case .vectorCall(let name):
          own = Formula(
            call: name,
            [Formula(name: "[\(operands.map(\.text).joined(separator: ", "))]")])
        case .infix, .negation, .integerPower, .call:
          own = writer.formula(application, operands) { _ in operands[0] }
        default: own = nil
        }
        guard let own, own.text.utf8.count <= 10_000 else { return nil }
        texts.append(own)
      }
      return program.outputs.map { texts[$0].text }
    }
    var pieces: [String] = []
    for piece in definition.pieces {
      guard let own = formulas(piece) else { return nil }
      pieces.append(own[0])
    }
    var sides: [String] = []
    if let program = definition.sides {
      guard let own = formulas(program) else { return nil }
      sides = own.map { "(\($0))" }
    }
    var text = pieces[pieces.count - 1]
    for (condition, piece) in zip(definition.conditions, pieces).reversed() {
      text = "if \(condition.text(sides)) then \(piece) else \(text)"
    }
    return "selection \(definition.name)(\(inputs.joined(separator: ", "))) = \(text)"
  }

  private mutating func definition(
    _ name: String, _ parameters: [Parameter], _ sizes: [Int], _ place: (Anchor) -> String?
  ) -> String? {
    var next = 0
    for parameter in parameters {
      add(
        Block(
          name: parameter.name, first: next, count: parameter.count,
          columns: parameter.sizes.isEmpty
            ? -1 : parameter.sizes.count == 1 ? 0 : parameter.sizes[1]
        ))
      next += parameter.count
    }
    var names = Set(parameters.map(\.name))
    names.insert(name)
    counter = ["i", "j", "k", "n"].first { !names.contains($0) } ?? "i_1"
    var number = 0
    var k = program.p
    var lastPlace: String?
    while k < program.m {
      if isCopy(k) {
        // What is only passed on is called as what it passes on.
        blockOf.append(-1)
        k += 1
        continue
      }
      let sorted = sortedEnd(from: k)
      let end = sorted ?? run(from: k)
      repeat { number += 1 } while names.contains("t\(number)")
      let own = "t\(number)"
      let whole = sorted == nil ? nil : order(k..<end)
      guard let text = whole ?? (end - k == 1 ? formula(k)?.text : array(k..<end)) else {
        return nil
      }
      let here = place(program.application(k).anchor)
      bindings.append(("\(own) = \(text)", here == lastPlace ? nil : here))
      lastPlace = here
      add(Block(name: own, first: k, count: end - k, columns: end - k == 1 ? -1 : 0))
      k = end
    }
    guard let value = value(sizes) else { return nil }
    let head = "\(name)(\(parameters.map(\.text).joined(separator: ", ")))"
    if bindings.isEmpty { return "\(head) = \(value)\n" }
    var lines: [String] = []
    for (i, binding) in bindings.enumerated() {
      let end = i + 1 < bindings.count ? "," : ""
      lines.append("  \(binding.text)\(end)" + (binding.place.map { "  # \($0)" } ?? ""))
    }
    return "\(head) = (let\n\(lines.joined(separator: "\n"))\n  in \(value))\n"
  }

  private mutating func add(_ block: Block) {
    blockOf += [Int32](repeating: Int32(blocks.count), count: block.count)
    blocks.append(block)
  }

  private func isCopy(_ k: Int) -> Bool { program.application(k).primitive == .copy }

  /// The end of the nodes from `k` on that are an array.
  private func run(from k: Int) -> Int {
    let first = program.application(k)
    var end = k + 1
    while end < program.m {
      let next = program.application(end)
      guard next.primitive == first.primitive, next.parameter == first.parameter,
        next.anchor == first.anchor, first.anchor != .none,
        next.operands.count == first.operands.count,
        !next.operands.contains(where: { ($0.node ?? -1) >= k })
      else { break }
      end += 1
    }
    return end
  }

  /// The end of the nodes from `k` on that are the entries of one vector in order, from the first.
  private func sortedEnd(from k: Int) -> Int? {
    let first = program.application(k)
    guard first.primitive.spelling.hasRank, first.parameter.integer == 1 else { return nil }
    var end = k + 1
    while end < program.m {
      let next = program.application(end)
      guard next.primitive == first.primitive, next.operands.elementsEqual(first.operands),
        next.parameter.integer == end - k + 1
      else { break }
      end += 1
    }
    return end - k > 1 ? end : nil
  }

  /// The entries of a vector in order, as one array.
  private func order(_ nodes: Range<Int>) -> String? {
    let application = program.application(nodes.lowerBound)
    let vector = vector(application.operands).text
    switch application.primitive.spelling {
    case .entry(let name):
      return nodes.count == application.operands.count
        ? "\(name)(\(vector))" : "\(name)(\(vector))[1..\(nodes.count)]"
    case .ranked(let name):
      return "[\(name)(\(counter), \(vector)) for \(counter) in 1..\(nodes.count)]"
    default: return nil
    }
  }

  // MARK: - Operands

  /// The node that a copy stands for.
  private func resolved(_ operand: Operand) -> Operand {
    guard let k = operand.node, k >= program.p, isCopy(k),
      let inner = program.application(k).operands.first
    else { return operand }
    return resolved(inner)
  }

  private func text(_ operand: Operand) -> Formula {
    switch resolved(operand) {
    case let operand where operand.literal != nil:
      return Self.literal(program.literals[operand.literal!])
    case let operand:
      let k = operand.node!
      let block = blocks[Int(blockOf[k])]
      return Formula(name: Self.entry(block, k - block.first))
    }
  }

  private static func entry(_ block: Block, _ i: Int) -> String {
    switch block.columns {
    case -1: block.name
    case 0: "\(block.name)[\(i + 1)]"
    default: "\(block.name)[\(i / block.columns + 1), \(i % block.columns + 1)]"
    }
  }

  /// The literal, so that it reads back as the same number.
  private static func literal(_ literal: Literal) -> Formula {
    guard let exact = literal.exact, Rational(decimal: NumberText.text(literal.double)) != exact
    else { return Formula(literal) }
    return Formula("(\(exact))", .atom)
  }

  /// A list of operands; a whole parameter or array by its name.
  private func vector(_ operands: some Collection<Operand>) -> Formula {
    let all = operands.map(resolved)
    if let first = all.first?.node, all.indices.allSatisfy({ all[$0].node == first + $0 }) {
      let block = blocks[Int(blockOf[first])]
      if block.columns == 0, block.first == first, block.count == all.count {
        return Formula(name: block.name)
      }
      if block.columns == 0, first + all.count <= block.first + block.count {
        let start = first - block.first + 1
        return Formula(name: "\(block.name)[\(start)..\(start + all.count - 1)]")
      }
    }
    return Formula(name: "[\(all.map { text($0).text }.joined(separator: ", "))]")
  }

  // MARK: - Formulas

  private func formula(_ k: Int) -> Formula? {
    let application = program.application(k)
    return formula(application, application.operands.map { text($0) }) { vector($0) }
  }

  private func formula(
    _ application: Application, _ operands: [Formula],
    _ vector: (ArraySlice<Operand>) -> Formula
  ) -> Formula? {
    if application.isDerived { return nil }
    let own = application.operands
    if application.primitive.name == "where", case .condition(let condition) = application.parameter
    {
      let (a, b) = (operands[operands.count - 2].text, operands[operands.count - 1].text)
      return Formula(name: "where(\(condition.text(operands.map(\.text))), \(a), \(b))")
    }
    switch application.primitive.spelling {
    case .infix, .negation, .integerPower:
      guard case .function(let rule) = application.primitive.kind else { return nil }
      return rule.value(operands, application.parameter)
    case .call(let name): return Formula(call: name, operands)
    case .vectorCall(let name): return Formula(call: name, [vector(own)])
    case .entry(let name):
      return Formula(
        name: "\(name)(\(vector(own).text))[\(application.parameter.integer)]")
    case .ranked(let name):
      return Formula(call: name, [Formula(application.parameter.integer), vector(own)])
    case .pairOfVectors(let name):
      let half = own.startIndex + own.count / 2
      return Formula(call: name, [vector(own[..<half]), vector(own[half...])])
    case .branch:
      guard case .condition(let condition) = application.parameter else { return nil }
      let (a, b) = (operands[operands.count - 2], operands[operands.count - 1])
      return Formula(
        "(if \(condition.text(operands.map(\.text))) then \(a.text) else \(b.text))", .atom)
    case .lastEntry(let name): return Formula(name: "\(name)(\(vector(own).text))[2]")
    case .pick(let name):
      let half = own.startIndex + own.count / 2
      return Formula(
        name: "(\(vector(own[half...]).text))[\(name)(\(vector(own[..<half]).text))]")
    case .interpolation:
      let half = own.startIndex + own.count / 2
      return Formula(
        call: "interp",
        [operands[0], vector(own[(own.startIndex + 1)...half]), vector(own[(half + 1)...])])
    case .lastOperand: return operands[operands.count - 1]
    case .declared: return Formula(call: application.name, operands)
    default: return nil
    }
  }

  /// An array of nodes: a comprehension, where operands follow one another, or its entries.
  private func array(_ nodes: Range<Int>) -> String? {
    if let element = element(nodes) { return "[\(element) for \(counter) in 1..\(nodes.count)]" }
    var entries: [String] = []
    for k in nodes {
      guard let text = formula(k)?.text else { return nil }
      entries.append(text)
    }
    return "[\(entries.joined(separator: ", "))]"
  }

  /// The entry of the array at i, from 1; `nil` where entries are not alike.
  private func element(_ nodes: Range<Int>) -> String? {
    let first = program.application(nodes.lowerBound)
    let rows = nodes.map { program.application($0).operands.map(resolved) }
    var operands: [Formula] = []
    var varies: [Bool] = []
    for j in 0..<first.operands.count {
      let own = rows.map { $0[j] }
      guard let text = indexed(own) else { return nil }
      operands.append(text)
      varies.append(own.contains { $0 != own[0] })
    }
    return formula(first, operands) { slice in
      let start = slice.startIndex - first.operands.startIndex
      let own = start..<start + slice.count
      if !varies[own].contains(true) { return vector(slice) }
      return Formula(name: "[\(operands[own].map(\.text).joined(separator: ", "))]")
    }?.text
  }

  /// The operand of every entry, as a formula in i; `nil` where there is none.
  private func indexed(_ operands: [Operand]) -> Formula? {
    let first = operands[0]
    if operands.allSatisfy({ $0 == first }) { return text(first) }
    guard let start = first.node, let second = operands[1].node else { return nil }
    let step = second - start
    let block = blocks[Int(blockOf[start])]
    for (n, operand) in operands.enumerated() {
      guard let k = operand.node, k == start + n * step, blockOf[k] == blockOf[start] else {
        return nil
      }
    }
    let offset = start - block.first
    func affine(_ step: Int, _ start: Int) -> String {
      let constant = start - step
      let product = step == 1 ? counter : step == -1 ? "-\(counter)" : "\(step) * \(counter)"
      return constant == 0
        ? product : constant > 0 ? "\(product) + \(constant)" : "\(product) - \(-constant)"
    }
    switch block.columns {
    case -1: return nil
    case 0: return Formula(name: "\(block.name)[\(affine(step, offset + 1))]")
    case let columns:
      if step % columns == 0 {
        let row = affine(step / columns, offset / columns + 1)
        return Formula(name: "\(block.name)[\(row), \(offset % columns + 1)]")
      }
      let last = offset + (operands.count - 1) * step
      guard offset / columns == last / columns else { return nil }
      return Formula(
        name: "\(block.name)[\(offset / columns + 1), \(affine(step, offset % columns + 1))]")
    }
  }

  /// The value: a number, a vector, or a matrix.
  private func value(_ sizes: [Int]) -> String? {
    let outputs = program.outputs.map { resolved(.node($0)) }
    for output in outputs where output.node.map({ blockOf[$0] < 0 }) ?? false { return nil }
    if sizes.isEmpty { return text(outputs[0]).text }
    if sizes.count == 1 { return vector(outputs).text }
    let rows = (0..<sizes[0]).map { row in
      outputs[row * sizes[1]..<(row + 1) * sizes[1]].map { text($0).text }.joined(separator: ", ")
    }
    return "[\(rows.joined(separator: "; "))]"
  }
}
