import ADLFormats
import ADLPrograms
import ADLTestSupport
import Testing

@Suite struct ProgramListingTests {
  private func names(_ program: Program) -> [String] { (1...program.p).map { "t\($0)" } }

  private func listing(_ program: Program) -> String {
    ProgramListing(program, name: "f", inputNames: names(program)).text.plain
  }

  @Test(.slow, arguments: 0..<200)
  func `a listing reads back to the program`(seed: Int) throws {
    let program = RandomPrograms.program(
      seed, outputs: 1 + seed % 3, smoothExtras: seed % 2 == 0)
    for program in [program, try program.derivative(under: Convention(.jax))] {
      let text = listing(program)
      let read = try ProgramReader.program(text)
      #expect(listing(read) == text)
      let x = RandomPrograms.tiedPoint(seed, program.p)
      #expect(try read.evaluate(at: x).outputs == program.evaluate(at: x).outputs)
      let convention = Convention(.pytorch)
      #expect(
        try read.differentiateBackward(at: x, under: convention)
          == program.differentiateBackward(at: x, under: convention))
    }
  }

  @Test func `a node of many operands is short and reads back`() throws {
    let builder = ProgramBuilder(inputs: 1)
    var terms = (1...1000).map { i in
      builder.apply(
        .multiplication, [builder.literal(Literal(i)), builder.input(0)], anchor: .none)
    }
    terms.swapAt(500, 600)
    let program = try builder.seal(outputs: [builder.apply(.sum, terms, anchor: .none)])
    let text = listing(program)
    let last = text.split(separator: "\n").last ?? ""
    #expect(last.hasPrefix("  1002  sum([1 * t1, 2 * t1, 3 * t1, …, 1000 * t1])  "))
    #expect(last.contains("  2..501, 602, 503..601, 502, 603..1001  sum"))
    let read = try ProgramReader.program(text)
    #expect(read.predecessors[1001] == program.predecessors[1001])
    #expect(listing(read) == text)
  }

  @Test func `conditions, declared selections and odd literals read back`() throws {
    let piece = { (factor: Int) -> Program in
      let builder = ProgramBuilder(inputs: 1)
      let node = builder.apply(
        .multiplication, [builder.literal(Literal(factor)), builder.input(0)], anchor: .none)
      return try builder.seal(outputs: [node])
    }
    let sidesBuilder = ProgramBuilder(inputs: 1)
    let sides = try sidesBuilder.seal(
      outputs: [sidesBuilder.input(0), sidesBuilder.literal(Literal(0))])
    let definition = SelectionDefinition(
      name: "bend", pieces: [try piece(2), try piece(3)], sides: sides,
      conditions: [.comparison(0, .less)])
    let builder = ProgramBuilder(inputs: 2)
    let (x, y) = (builder.input(0), builder.input(1))
    let bent = builder.apply(
      .declaredSelection, [x], parameter: .selection(definition), anchor: .none)
    let third = builder.literal(Literal(double: 1.0 / 3, exact: Rational(1, 3)))
    let pi = builder.literal(Literal(double: 3.141592653589793, exact: nil))
    let sum = builder.literal(Literal(double: 0.1 + 0.2, exact: Rational(3, 10)))
    let condition = Condition.or([
      .and([.comparison(0, .less), .not(.comparison(1, .equal))]), .comparison(2, .atLeast),
    ])
    let branch = builder.apply(
      .branch, [x, third, y, pi, sum, bent, bent, y], parameter: .condition(condition),
      anchor: .none)
    let program = try builder.seal(outputs: [branch])
    let text = listing(program)
    let read = try ProgramReader.program(text)
    #expect(listing(read) == text)
    for point in [[-1.0, 2], [1, 3.141592653589793], [0.25, -4]] {
      #expect(try read.evaluate(at: point).outputs == program.evaluate(at: point).outputs)
    }
    #expect(try read.differentiateBackward(at: [-1, 2]).entries == [2, 0])
  }

  @Test func `a broken listing says which line`() {
    let good = """
      program f    p = 1, q = 1, m = 2
        k  x_k  pr(k)  g_k
        1  t1   –      input
        2  -t1  1      neg
      """
    #expect(throws: Never.self) { try ProgramReader.program(good) }
    #expect(throws: ProgramReadingError.unknownFunction(line: 4, name: "nag")) {
      try ProgramReader.program(good.replacing("neg", with: "nag"))
    }
    #expect(throws: ProgramReadingError.invalid(.notBefore(node: 1, operand: 1))) {
      try ProgramReader.program(good.replacing("-t1  1", with: "-t1  2"))
    }
    #expect(throws: ProgramReadingError.unfinished) {
      try ProgramReader.program(good.replacing("m = 2", with: "m = 3"))
    }
    #expect(throws: ProgramReadingError.self) { try ProgramReader.program("nothing") }
  }
}
