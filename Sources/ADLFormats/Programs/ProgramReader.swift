import ADLPrograms

/// Why a text is not a listing of a program.
public enum ProgramReadingError: Error, Hashable, Sendable {
  /// The line (from 1) is not what a listing has there.
  case malformed(line: Int, text: String)

  /// The line names a primitive or a selection that does not exist.
  case unknownFunction(line: Int, name: String)

  /// The table is read, but is not a program.
  case invalid(ProgramViolation)

  /// The text ends inside a listing.
  case unfinished
}

/// Reads the text of a `ProgramListing` back.
///
/// The columns k, pr(k) and g_k say everything; x_k and the pieces are passed over.
public struct ProgramReader {
  private var lines: [Substring]
  private var position = 0
  private var selections: [String: SelectionDefinition] = [:]

  /// Returns the program that `text` lists.
  public static func program(_ text: String) throws(ProgramReadingError) -> Program {
    var reader = ProgramReader(
      lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    try reader.readDeclarations()
    reader.position = 0
    return try reader.readProgram()
  }

  private init(lines: [Substring]) { self.lines = lines }

  /// Reads the blocks of declared selections, in the order in which they need each other.
  private mutating func readDeclarations() throws(ProgramReadingError) {
    while position < lines.count {
      guard lines[position].hasPrefix("selection @") else {
        position += 1
        continue
      }
      let name = String(lines[position].dropFirst("selection ".count))
      position += 1
      var conditions: [Condition] = []
      var count = 0
      while position < lines.count, lines[position].hasPrefix("  when ") {
        var parser = FunctionParser(lines[position].dropFirst("  when ".count))
        guard let condition = parser.condition(&count), parser.isAtEnd else { throw malformed() }
        conditions.append(condition)
        position += 1
      }
      var pieces: [Program] = []
      var sides: Program?
      while true {
        skipBlankLines()
        guard position < lines.count, lines[position] != "end" else { break }
        let isSides = lines[position].hasPrefix("program sides")
        let program = try readProgram()
        if isSides { sides = program } else { pieces.append(program) }
      }
      guard position < lines.count else { throw .unfinished }
      guard pieces.count == conditions.count + 1 else { throw malformed() }
      position += 1
      selections[name] = SelectionDefinition(
        name: String(name.dropFirst()), pieces: pieces, sides: sides, conditions: conditions)
    }
  }

  private mutating func readProgram() throws(ProgramReadingError) -> Program {
    skipBlankLines()
    guard position < lines.count else { throw .unfinished }
    guard let (p, q, m) = sizes(lines[position]) else { throw malformed() }
    position += 1
    guard position < lines.count, let header = Self.cells(lines[position]),
      header == ["k", "pr(k)", "g_k"]
    else { throw malformed() }
    position += 1
    var applications: [(Primitive, [Operand], Parameter, Anchor)] = []
    var literals: [Literal] = []
    var derived: Set<Int> = []
    for k in 1...m {
      guard position < lines.count else { throw .unfinished }
      guard let cells = Self.cells(lines[position]), Int(cells[0]) == k else { throw malformed() }
      if k > p {
        let (application, isDerived) = try application(cells[1], cells[2], &literals)
        applications.append(application)
        if isDerived { derived.insert(k - 1) }
      }
      position += 1
    }
    do {
      return try Program(
        p: p, q: q, applications: applications, literals: literals, derived: derived)
    } catch { throw .invalid(error) }
  }

  private mutating func skipBlankLines() {
    while position < lines.count, lines[position].allSatisfy({ $0 == " " }) { position += 1 }
  }

  /// p, q and m at the end of a title line.
  private func sizes(_ line: Substring) -> (Int, Int, Int)? {
    guard line.hasPrefix("program ") else { return nil }
    var numbers: [Int] = []
    for (name, part) in zip(["p = ", "q = ", "m = "], line.split(separator: ",").suffix(3)) {
      let text = part.split(separator: " ").suffix(3).joined(separator: " ")
      guard text.hasPrefix(name), let number = Int(text.dropFirst(name.count)) else { return nil }
      numbers.append(number)
    }
    guard numbers.count == 3, numbers[2] >= numbers[0], numbers[2] >= 1 else { return nil }
    return (numbers[0], numbers[1], numbers[2])
  }

  /// The cells k, pr(k) and g_k of a row; two blanks end a cell, and no cell has two in a row.
  private static func cells(_ line: Substring) -> [Substring]? {
    let cells = line.split(separator: "  ").map { $0.drop { $0 == " " } }
    return cells.count >= 4 ? [cells[0], cells[2], cells[3]] : nil
  }

  private func application(
    _ predecessors: Substring, _ function: Substring, _ literals: inout [Literal]
  ) throws(ProgramReadingError) -> (
    application: (Primitive, [Operand], Parameter, Anchor), isDerived: Bool
  ) {
    guard let nodes = PredecessorText.nodes(predecessors, limit: Int(Int32.max))?.map({ $0 - 1 })
    else { throw malformed() }
    var parser = FunctionParser(function, selections: selections)
    let parsed = parser.function(predecessors: nodes.count)
    if let name = parser.unknownName { throw .unknownFunction(line: position + 1, name: name) }
    guard let parsed, parser.isAtEnd else { throw malformed() }
    var next = nodes.makeIterator()
    var operands: [Operand] = []
    for slot in parsed.slots {
      if let literal = slot {
        operands.append(.literal(literals.count))
        literals.append(literal)
      } else if let node = next.next() {
        operands.append(.node(node))
      } else {
        throw malformed()
      }
    }
    guard next.next() == nil else { throw malformed() }
    return ((parsed.primitive, operands, parsed.parameter, .none), parsed.isDerived)
  }

  private func malformed() -> ProgramReadingError {
    let text = position < lines.count ? String(lines[position]) : ""
    return .malformed(line: position + 1, text: text)
  }
}
