import ADLTestSupport
import Foundation
import Testing

/// Emitted files of Python: Python reads them. `Tests/Frameworks` runs them where the frameworks are.
struct EmittedPythonTests {
  private static let hasPython: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", ""]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  private struct Calls: Decodable {
    struct Case: Decodable {
      let function: String
      let points: [[Double]]
    }
    let cases: [Case]
  }

  @Test(.enabled(if: hasPython))
  func `Python reads every primitive in every framework`() throws {
    let folder = Folder()
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Frameworks/calls.json")
    let calls = try JSONDecoder().decode(Calls.self, from: Data(contentsOf: path))
    var script = """
      selection bend(t) = if t < 0 then 0 else if t < 1 and t > -3 then t^2 else 2*t - 1
      rule through(t, lambda) = round(t) derivative g -> (g, 0)
      deep(x, lambda) = if x > 1 then (if lambda > 0 then bend(x) else x) else through(x, lambda)

      """
    var count = 0
    for framework in ["jax", "pytorch", "tensorflow"] {
      func emit(_ function: String, _ point: String) {
        script += "emit \(function) as \(framework) at \(point) to \"\(framework)\(count).py\"\n"
        count += 1
      }
      emit("deep", "(1, 2)")
      emit("((t, lambda) -> [t, lambda; 1, inf])", "(1, 2)")
      for call in calls.cases {
        let point = call.points[0].map { "\($0)" }.joined(separator: ", ")
        emit(
          "(\(call.function))", call.function.hasPrefix("(x: R^") ? "([\(point)])" : "(\(point))")
      }
    }
    try folder.write("emit.adl", script)
    let emission = try folder.shell("adl run emit.adl")
    #expect(emission.status == 0, "\(emission.errors)")
    try folder.write(
      "read.py",
      """
      import ast, pathlib
      files = sorted(pathlib.Path(".").glob("*[0-9].py"))
      for file in files:
          ast.parse(file.read_text(), file.name)
      print(len(files))
      """)
    let reading = try folder.shell("python3 read.py")
    #expect(reading.output == "\(count)\n", "\(reading.errors)")
  }

  @Test func `a finding is a file, and the status is that of the comparison`() throws {
    let folder = Folder()
    let zero = "'(t -> relu(-t) + t)'"
    let run = try folder.shell("adl diff relu \(zero) --on '[-1, 1]' --under jax --to repro.py")
    #expect(run.status == 1 && run.output.hasSuffix("repro.py: a program in Python\n"))
    let text = try folder.shell("cat repro.py").output
    #expect(text.contains("[([0.0], [[0.0]]), ([0.0], [[1.0]])]"), "\(text)")
    let same = try folder.shell("adl diff relu relu --on '[-1, 1]' --to same.py")
    #expect(same.status == 0 && same.errors.contains("nothing differs"))
    #expect(try folder.shell("ls same.py").status != 0)
    try folder.write("a.adl", "f(t) = t\n")
    #expect(try folder.shell("adl diff a.adl a.adl --to x.py").status == 64)
  }
}
