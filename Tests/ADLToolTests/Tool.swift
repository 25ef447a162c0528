import Foundation
import Testing

/// The tool as a process whose streams are pipes.
enum Tool {
  /// What a run left behind.
  struct Run {
    let status: Int32
    let output: String
    let errors: String

    /// The lines of the output, each a JSON object.
    var objects: [[String: Any]] {
      output.split(separator: "\n").compactMap {
        try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
    }
  }

  /// The binary that was built with these tests: it lies where the tests lie.
  static let path: String = {
    var folder = URL(fileURLWithPath: imagePath)
    repeat {
      folder.deleteLastPathComponent()
    } while folder.pathExtension == "xctest"
      || ["Contents", "MacOS"].contains(folder.lastPathComponent)
    return folder.appendingPathComponent("adl").path
  }()

  /// The bundle of these tests, which the test runner is or names.
  private static var imagePath: String {
    CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
  }

  /// Runs the tool and waits for its end, a minute at most.
  static func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Run {
    try run(path, arguments, input, environment)
  }

  /// Runs the tool, as above.
  static func run(_ arguments: [String]) throws -> Run { try run(path, arguments, "", [:]) }

  /// Runs a line of shell that runs the tool.
  static func shell(_ line: String) throws -> Run {
    try run("/bin/bash", ["-c", line], "", [:])
  }

  private static func run(
    _ executable: String, _ arguments: [String], _ input: String, _ environment: [String: String]
  ) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = Self.environment.merging(environment) { $1 }
    let (inPipe, outPipe, errorPipe) = (Pipe(), Pipe(), Pipe())
    process.standardInput = inPipe
    process.standardOutput = outPipe
    process.standardError = errorPipe
    try process.run()
    let killer = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: killer)
    DispatchQueue.global().async {
      send(Array(input.utf8), to: inPipe)
      try? inPipe.fileHandleForWriting.close()
    }
    nonisolated(unsafe) var errors = Data()
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      errors = contents(of: errorPipe)
    }
    let output = contents(of: outPipe)
    group.wait()
    process.waitUntilExit()
    killer.cancel()
    return Run(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self))
  }

  /// Reads to the end. The signals of prompts in this process interrupt reads, which a file handle
  /// takes for failures.
  private static func contents(of pipe: Pipe) -> Data {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(pipe.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return data }
      data.append(contentsOf: buffer[..<count])
    }
  }

  /// Writes all, or what the reader takes.
  private static func send(_ bytes: [UInt8], to pipe: Pipe) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        write(pipe.fileHandleForWriting.fileDescriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      sent += count
    }
  }

  /// An environment that depends on no user.
  static var environment: [String: String] {
    [
      "TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "HOME": NSTemporaryDirectory(),
      "ADL_HISTORY": "",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
    ]
  }
}
