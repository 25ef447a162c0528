import ADLFormats
import ADLPrograms
import Foundation
import Testing

@testable import ADLEmit

/// Programs with points, which are written as one file in C, compiled and run.
struct CompiledC {
  /// A number that the file computed, with what is expected.
  struct Line {
    let program: Int
    let text: String
    let number: Double
    let expected: Double
  }

  private var programs: [EmittedProgram] = []

  /// `true` iff the program's numbers do not depend on the C library.
  private(set) var isExact: [Bool] = []

  /// Adds a program, with what the definitions return at the points.
  mutating func add(
    _ program: Program, _ name: String, under convention: Convention, at points: [[Double]]
  ) {
    let name = "\(name) \(convention.name) \(programs.count)"
    let emitted = EmittedProgram(
      program, name: name, parameters: [.init(name: "x", sizes: [program.p])],
      sizes: program.q == 1 ? [] : [program.q], under: convention,
      at: points.map { .init(program, at: $0, under: convention) })
    add(emitted)
  }

  mutating func add(_ emitted: EmittedProgram) {
    programs.append(emitted)
    var functions = CFunctions()
    for k in emitted.program.p..<emitted.program.m {
      _ = functions.call(emitted.program.application(k), under: emitted.convention)
    }
    isExact.append(!functions.callsLibrary)
  }

  /// Compiles and runs the programs; the compilers that are here say nothing.
  func run() throws -> [Line] {
    let text = try CWriter.text(of: programs)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (source, tool) = (folder.appending(path: "f.c"), folder.appending(path: "f"))
    try text.write(to: source, atomically: true, encoding: .utf8)
    let flags = "-std=c99 -Wall -Wextra -Werror -ffp-contract=off -O2"
    let compiler = try Self.output(
      "/bin/sh",
      [
        "-c",
        """
        clang \(flags) \(source.path) -o \(tool.path) -lm 2>&1
        if command -v gcc >/dev/null; then gcc -fsyntax-only \(flags) \(source.path) 2>&1; fi
        """,
      ])
    try #require(compiler.prefix(2_000) == "")
    let lines = try Self.output(tool.path, []).split(separator: "\n")
    // A line for every point stands before its numbers.
    var owners = programs.indices.flatMap { i in programs[i].points.map { _ in i } }[...]
    var program = 0
    var heading: Substring = ""
    return try lines.compactMap { line in
      guard let middle = line.range(of: ", adl: ") else {
        let owner = owners.popFirst()
        program = try #require(owner)
        heading = line
        return nil
      }
      let number = try #require(line[..<middle.lowerBound].split(separator: " ").last)
      let expected = try #require(line[middle.upperBound...].split(separator: " ").first)
      return Line(
        program: program, text: "\(heading): \(line)",
        number: try #require(Double(String(number))),
        expected: try #require(Double(String(expected))))
    }
  }

  private static func output(_ path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

extension EmittedProgram.Point {
  /// Creates the point with what the definitions return there.
  init(_ program: Program, at x: [Double], under convention: Convention) {
    let evaluation = try! program.evaluate(at: x, domain: .notANumber)
    self.init(
      coordinates: x, values: evaluation.outputs,
      jacobian: evaluation.differentiateBackward(under: convention).entries)
  }
}

extension CompiledC.Line {
  /// `true` iff the numbers are at most `ulps` units in the last place apart.
  func agrees(within ulps: Double) -> Bool {
    if number == expected || number.isNaN && expected.isNaN { return true }
    return abs(number - expected) <= ulps * max(number.ulp, expected.ulp)
  }
}
