import Foundation
import Testing

/// Every error has a script under Tests/Scripts/errors that records it.
struct DiagnosticCoverageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// What no script of reasonable size can show, or none as text; tests of their own meet these.
  private static let exceptions: Set<String> = [
    "sourceTooLarge", "lineTooLong", "tooManyFailures", "tooManyLiterals", "invalidUTF8",
    // Between a command's operands and clauses the prompt alone differs.
    "unknownCommand",
    // Options are parts of a command line, not of a script.
    "partGoesOn",
    // Its title is made of values; domains.adl records it.
    "domainViolation",
  ]

  private static func texts(in folder: String, suffix: String) -> [String] {
    let url = root.appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted().compactMap {
      try? String(contentsOf: url.appending(path: $0), encoding: .utf8)
    }
  }

  /// The diagnostics of the language: the name of each function, and the pieces of its title that
  /// no value is put into.
  private static let diagnostics: [(name: String, pieces: [String])] =
    texts(in: "Sources/ADLLanguage/Diagnostics", suffix: ".swift").flatMap { text in
      text.components(separatedBy: "static func ").dropFirst().compactMap { function in
        guard let call = function.range(of: ".error("),
          let open = function[call.upperBound...].firstIndex(of: "\"")
        else { return nil }
        let name = String(function.prefix { $0 != "(" })
        let rest = function[function.index(after: open)...]
        return (name, pieces(ofLiteral: rest))
      }
    }

  /// The pieces of a string literal between its interpolations; `text` begins after its quote.
  private static func pieces(ofLiteral text: Substring) -> [String] {
    var pieces = [""]
    var depth = 0
    var previous: Character = " "
    for character in text {
      if depth == 0 && previous == "\\" && character == "(" {
        pieces[pieces.count - 1].removeLast()
        pieces.append("")
        depth = 1
      } else if depth > 0 {
        depth += character == "(" ? 1 : character == ")" ? -1 : 0
      } else if character == "\"" {
        break
      } else {
        pieces[pieces.count - 1].append(character)
      }
      previous = character
    }
    return pieces
  }

  @Test(arguments: diagnostics.map(\.name))
  func `a script records it`(name: String) throws {
    let recorded = Self.texts(in: "Tests/Scripts/errors", suffix: ".adl").joined().split(
      separator: "\n")
    for diagnostic in Self.diagnostics where diagnostic.name == name {
      if Self.exceptions.contains(name) { continue }
      #expect(
        recorded.contains { line in
          guard line.hasPrefix("#> error: ") else { return false }
          var rest = line.dropFirst("#> error: ".count)
          for piece in diagnostic.pieces {
            guard
              let range = piece.isEmpty
                ? rest.startIndex..<rest.startIndex : rest.firstRange(of: piece)
            else { return false }
            rest = rest[range.upperBound...]
          }
          return true
        }, "\(name): \(diagnostic.pieces)")
    }
  }

  @Test func `the diagnostics are found`() {
    #expect(Self.diagnostics.count > 100)
  }
}
