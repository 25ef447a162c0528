import ADLLanguage
import ADLPrograms
import ADLTestSupport
import ADLText
import Foundation
import Testing

@testable import ADLEmit
@testable import ADLSession

@Suite struct ExampleTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../examples").standardized

  /// The functions of the examples whose sizes are few inputs, as they are written for a file.
  private static func programs() throws -> [(name: String, EmittedProgram)] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    var result: [(String, EmittedProgram)] = []
    for name in names where name.hasSuffix(".adl") {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      // Definitions alone: what the examples ask takes longer, and is asked elsewhere.
      let session = Session()
      let script = Script.parse(SourceFile(name: name, text: text)).script
      for statement in script.statements {
        switch statement.kind {
        case .command, .expression, .assertion, .load: continue
        default:
          let own = script.file.text(in: statement.range)
          _ = session.run(SourceFile(name: name, text: own)) { _ in }
        }
      }
      for function in session.currentDefinitions where function.isFunction {
        let own = Script.parse(SourceFile(name: "<test>", text: "\(function.name)")).script
        guard case .expression(let expression)? = own.statements.first?.kind else { continue }
        let context = Context(silent: own)
        for dimension in [nil, 1, 2, 3, 4, 6] as [Int?] {
          guard
            let instance = try? dimension.map({
              try session.instance(expression, dimension: $0, in: context)
            }) ?? session.instance(expression, at: nil, in: context)
          else { continue }
          let p = instance.program.p
          if instance.program.m > 2_000 || p > 60 { continue }
          let steps = (0..<p).map { Double($0 % 3) - 1 }
          let others = (0..<p).map { i -> Double in 0.25 + Double(i * 7 % 5) / 8 }
          let points = [
            [Double](repeating: 0, count: p), [Double](repeating: 1, count: p), steps, others,
          ]
          guard
            let emitted = try? session.emittedProgram(
              instance, under: .paper, at: points, domain: .notANumber)
          else { continue }
          result.append(("\(name) \(function.name)", emitted))
          break
        }
      }
    }
    return result
  }

  @Test(.slow) func `functions of the examples have the bits of their definitions in C`() throws {
    var compiled = CompiledC()
    let programs = try Self.programs()
    #expect(programs.count > 40)
    for (_, emitted) in programs { compiled.add(emitted) }
    for line in try compiled.run() {
      let agrees =
        line.agrees(within: 0)
        || !compiled.isExact[line.program]
          && abs(line.number - line.expected) <= 1e-11 * max(1, abs(line.expected))
      #expect(agrees, "\(line.text)")
    }
  }
}
