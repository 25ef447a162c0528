import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLTestSupport
import ADLText
import Testing

@testable import ADLSession

/// A formula that is shown reads back as what it stands for.
struct FormulaTests {
  /// Returns the value that a session gives to `text`; `nil` where it has none.
  private func value(_ text: String, in session: Session) -> Double? {
    var value: Double?
    session.run(SourceFile(name: "formula", text: text)) { answer in
      value = Double(answer.text.plain.split(separator: "\n").first ?? "")
    }
    return value
  }

  @Test(arguments: 0..<60)
  func `the formula of a piece and of its gradient has their values`(seed: Int) throws {
    let program = RandomPrograms.program(seed, size: 14, smoothExtras: seed % 3 == 0)
    var random = SplitMix64(seed: UInt64(seed))
    let point = (0..<program.p).map { _ in Rational(Int.random(in: -3...3, using: &random), 2) }
    guard let analysis = try? PointAnalysis(program, at: point.map { Certified($0) }),
      let selection = try? analysis.selection()
    else { return }
    let names = ["x", "y", "z"]
    for written in [selection.piece, selection.gradient].compactMap(\.self) {
      for i in 0..<written.q {
        let text = LetFormula(written, inputNames: names).text(outputs: i..<i + 1, limit: 100_000)
        guard let text else { continue }
        #expect(!text.contains("+ -") && !text.contains("- -") && !text.contains("* -"), "\(text)")
        let session = Session()
        session.run(SourceFile(name: "formula", text: "f(x, y, z) = \(text)")) { answer in
          #expect(answer.content.kind == "definition", "\(answer.text.plain)")
        }
        for _ in 0..<4 {
          let x = point.map { _ in Double.random(in: -2...2, using: &random) }
          guard let expected = try? written.evaluate(at: x).outputs[i] else { continue }
          let arguments = x.map { "\($0)" }.joined(separator: ", ")
          let found = try #require(value("f(\(arguments))", in: session), "\(text)")
          #expect(found == expected || (found.isNaN && expected.isNaN), "\(text) at \(x)")
        }
      }
    }
  }

  @Test func `signs and factors 1 stand as one writes them`() throws {
    let cases: [(function: String, piece: String)] = [
      ("(a, b) -> a + -b", "a - b"), ("(a, b) -> a - -b", "a + b"),
      ("(a, b) -> a + -1 * b", "a - b"), ("(a, b) -> a * -2 - b * 1", "-a * 2 - b"),
      ("(a, b) -> -(a * b) + b", "-a * b + b"), ("(a, b) -> a / -b", "-a / b"),
      ("(a, b) -> -(a + b)", "-(a + b)"), ("(a, b) -> a * -(b - 1)", "-a * (b - 1)"),
      ("(a, b) -> -a^2 + b^2 * -1", "-a^2 - b^2"), ("(a, b) -> a - (b - 1)", "a - (b - 1)"),
      ("(a, b) -> a + -1/3", "a - 1/3"),
    ]
    for (function, piece) in cases {
      var text = ""
      Session().run(SourceFile(name: "t", text: "selection (\(function)) at (2, 3)")) {
        text = $0.text.plain
      }
      let line = text.split(separator: "\n").first { $0.hasPrefix("  f_s") } ?? ""
      #expect(line.dropFirst(5).drop { $0 == " " } == piece, "\(function)")
    }
  }
}
