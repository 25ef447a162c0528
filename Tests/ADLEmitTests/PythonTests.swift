import ADLPrograms
import Testing

@testable import ADLEmit

struct PythonTests {
  /// What `PythonBody` writes by its structure, and the derivatives of selections, which it refuses.
  private static let structure: Set<Primitive> = [
    .negation, .integerPower, .reciprocalPower, .copy, .constant, .stopGradient, .rule, .choice,
    .branch, .declaredSelection, .derivedEntry, .interp, .sortedEntry, .largest,
  ]

  @Test func `every primitive is a call, or has a structure of its own`() {
    for primitive in Primitive.all {
      let isCall = PythonCalls.table[primitive] != nil
      #expect(isCall != Self.structure.contains(primitive), "\(primitive.name)")
    }
  }

  @Test func `a long line ends at an outer comma`() {
    let lines = PythonText.wrapped("    f(a, g(bbbb, cccc), dddd)", width: 22)
    #expect(lines == ["    f(a,", "        g(bbbb, cccc),", "        dddd)"])
    #expect(PythonText.wrapped("x", width: 0) == ["x"])
  }

  @Test(arguments: [
    (0.1, "0.1"), (-0.0, "0.0"), (-2, "-2.0"), (.infinity, "inf"), (-.infinity, "-inf"),
    (.nan, "nan"), (1e-300, "1e-300"), (1e22, "1e+22"),
  ])
  func `numbers are read back`(number: Double, text: String) {
    #expect(PythonText.number(number).text == text)
  }

  @Test func `names that mean something are not taken`() {
    var definitions = PythonDefinitions(.pytorch)
    #expect(definitions.free("lambda") == "lambda_")
    #expect(definitions.free("torch") == "torch_")
    #expect(definitions.free("x3") == "x3_")
    #expect(
      [definitions.free("f"), definitions.free("f"), definitions.free("f")] == ["f", "f_2", "f_3"])
  }
}
