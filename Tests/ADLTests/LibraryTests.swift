import ADL
import Foundation
import Testing

/// The library as its users see it.
struct LibraryTests {
  @Test func `the README's lines are true`() throws {
    let relu2 = try Program("t -> relu(-t) + t")
    #expect("\(relu2)".contains("relu"))
    #expect(try relu2.evaluate(at: [3.0]).outputs == [3])
    #expect(try relu2.differentiateBackward(at: [0]).description == "[1]")
    #expect(try relu2.differentiateBackward(at: [0], under: Convention(.jax)).entries == [1])
    #expect(try relu2.derivative().evaluate(at: [0.0]).outputs == [1])
    #expect(
      try relu2.classify(at: [0]).description
        == "kink, AD in Clarke; Clarke critical; AD returns [1]")

    let losses = try Definitions("hinge(m) = max(0, 1 - m)")
    #expect(losses.names == ["hinge"])
    #expect(try losses.program("hinge'").evaluate(at: [1.0]).outputs == [0])
    let difference = try Program(inputs: 2) { x in [relu(x[0]) - abs(x[1])] }
    #expect(try difference.evaluate(at: [2.0, -3.0]).outputs == [-1])
  }

  @Test func `the README shows no line that is not tested`() throws {
    let tests = URL(fileURLWithPath: #filePath)
    let root = tests.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let own = try String(contentsOf: tests, encoding: .utf8)
    let section = try #require(readme.components(separatedBy: "## As a library\n```swift\n").last)
    for line in section.components(separatedBy: "```")[0].split(separator: "\n") {
      let code = line.components(separatedBy: "  //")[0]
        .replacing("print(relu2)", with: "\\(relu2)").trimmingCharacters(in: .whitespaces)
      #expect(own.contains(code), "\(code)")
    }
  }

  @Test func `a point of another length is an error`() throws {
    let program = try Program("(x, y) -> max(x, y)")
    let failure = EvaluationFailure.dimension(expected: 2, given: 1)
    #expect(throws: failure) { try evaluate(program, at: [1]) }
    #expect(throws: failure) { try program.differentiateBackward(at: [1]) }
    #expect(throws: failure) { try program.differentiateForward(at: [1]) }
    let execution = Execution(ExecutionPlan(program))
    #expect(throws: failure) { try execution.evaluate(at: [1]) }
    #expect(throws: failure) { try execution.gradient(at: [1]) }
    #expect(throws: PointFailure.dimension(expected: 2, given: 1)) { try program.classify(at: [1]) }
  }

  /// As a caller outside the package evaluates: with what is thrown.
  private func evaluate(_ program: Program, at x: [Double]) throws(EvaluationFailure) -> [Double] {
    let evaluate: ([Double], DomainPolicy) throws(EvaluationFailure) -> Evaluation<Double> =
      program.evaluate(at:domain:)
    return try evaluate(x, .diagnose).outputs
  }

  @Test func `a wrong number of operands is an error`() {
    let builder = ProgramBuilder(inputs: 2)
    let sum = builder.apply(.relu, [builder.input(0), builder.input(1)])
    #expect(throws: BuildFailure.arity(.relu, given: 2)) { try builder.seal(outputs: [sum]) }
    #expect(throws: BuildFailure.arity(.maximum, given: 1)) {
      try Program(inputs: 1) { x in [.apply(.maximum, x)] }
    }
  }

  @Test(arguments: ["t -> relu(", "t -> rleu(t)", "3", "f(t) = t", "x -> sum(x[i] for i in 1..3)"])
  func `what is wrong with a text is thrown with its place`(text: String) throws {
    let failure = #expect(throws: TextFailure.self) { _ = try Program(text) }
    #expect(try #require(failure).description.contains("text:1:"))
  }
}
