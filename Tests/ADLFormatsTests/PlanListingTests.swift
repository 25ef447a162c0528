@testable import ADLFormats
import ADLPrograms
import ADLTestSupport
import Foundation
import Testing

@Suite struct PlanListingTests {
  /// The worked example of the engine's page:
  /// `f(x: R^12) = sum(max(x[i]^2 - 1, 2 * x[i + 1]) for i in 1..11)`.
  static func example() throws -> Program {
    let builder = ProgramBuilder(inputs: 12)
    let terms = (0..<11).map { i in
      let square = builder.apply(
        Primitive(named: "ipow")!, [builder.input(i)], parameter: .integer(2), anchor: .none)
      let left = builder.apply(
        .subtraction, [square, builder.literal(Literal(1))], anchor: .none)
      let right = builder.apply(
        .multiplication, [builder.literal(Literal(2)), builder.input(i + 1)], anchor: .none)
      return builder.apply(Primitive(named: "max")!, [left, right], anchor: .none)
    }
    return try builder.seal(outputs: [builder.apply(.sum, terms, anchor: .none)])
  }

  /// The text of a file of the repository.
  private func text(_ path: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  @Test func `the engine's page shows the plan of its example`() throws {
    let listing = PlanListing(ExecutionPlan(try Self.example()), name: "f").text.plain
    let page = try text("Sources/ADLPrograms/Engine/README.md")
    // The bytes of a plan are another thing on another machine.
    let end = try #require(listing.range(of: "; bytes: plan"))
    #expect(page.contains(listing[..<end.lowerBound]), "\(listing)")
  }

  @Test func `every run of a plan is listed, and single nodes up to a limit`() throws {
    let builder = ProgramBuilder(inputs: 1)
    var t = builder.input(0)
    for _ in 0..<50 { t = builder.apply(Primitive(named: "exp")!, [t], anchor: .none) }
    let plan = ExecutionPlan(try builder.seal(outputs: [t]))
    let listing = PlanListing(plan, name: "chain", nodeLimit: 3)
    let lines = listing.text.plain.split(separator: "\n").map(String.init)
    #expect(lines.count == 7)
    #expect(lines[2].hasPrefix("     1  after  exp        @2      @1"))
    #expect(lines[5].contains("… 47 more"))
    #expect(listing.payload.loops.count == 1)
  }

  @Test(arguments: 0..<50)
  func `listings count what the program has`(seed: Int) throws {
    let program = RandomPrograms.program(seed, outputs: 1 + seed % 3, smoothExtras: seed % 2 == 0)
    let outline = ExecutionPlan(program).outline(nodeLimit: .max)
    let count = outline.loops.flatMap(\.runs).reduce(0) { $0 + $1.count }
    // Nodes that no output needs are not computed.
    #expect(count <= program.m - program.p && count > 0)
    #expect(outline.loops.allSatisfy { $0.omitted == 0 && !$0.runs.isEmpty })
  }
}
