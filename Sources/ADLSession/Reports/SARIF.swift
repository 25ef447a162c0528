import ADLFormats
import ADLText

/// The Static Analysis Results Interchange Format, version 2.1.0.
enum SARIF {
  /// Returns the document.
  static func text(_ cases: [Report.Case]) -> String {
    let rules = Finding.Rule.allCases.map { rule in
      Rule(id: rule.rawValue, shortDescription: Message(text: rule.summary))
    }
    let results = cases.flatMap { one in one.findings.map { Result($0, in: one) } }
    let driver = Driver(name: "adl", version: Release.version, rules: rules)
    let run = Run(tool: Tool(driver: driver), results: results)
    return JSONText.line(Log(runs: [run])) + "\n"
  }

  private struct Log: Encodable {
    let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    private enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case version, runs
    }
  }

  private struct Run: Encodable {
    let tool: Tool
    let columnKind = "unicodeCodePoints"
    let results: [Result]
  }

  private struct Tool: Encodable {
    let driver: Driver
  }

  private struct Driver: Encodable {
    let name: String
    let version: String
    let rules: [Rule]
  }

  private struct Rule: Encodable {
    let id: String
    let shortDescription: Message
  }

  private struct Message: Encodable {
    let text: String
  }

  private struct Result: Encodable {
    let ruleId: String
    let level: String
    let message: Message
    let locations: [Location]

    init(_ finding: Finding, in owner: Report.Case) {
      ruleId = finding.rule.rawValue
      level = finding.level == .note ? "note" : finding.level.rawValue
      message = Message(text: finding.message)
      locations = [Location(finding, in: owner)]
    }
  }

  private struct Location: Encodable {
    let physicalLocation: PhysicalLocation

    init(_ finding: Finding, in owner: Report.Case) {
      let file = finding.place?.file.name ?? owner.file
      physicalLocation = PhysicalLocation(
        artifactLocation: Artifact(uri: file), region: Region(finding, line: owner.line))
    }
  }

  private struct PhysicalLocation: Encodable {
    let artifactLocation: Artifact
    let region: Region
  }

  /// A file by a relative reference, with what a reference has a meaning for in percents.
  private struct Artifact: Encodable {
    let uri: String

    init(uri path: String) {
      var text = ""
      for byte in path.utf8 {
        let isPlain =
          byte < 0x80 && (Character(Unicode.Scalar(byte)).isLetter || (0x30...0x39).contains(byte))
        if isPlain || "/._-~".utf8.contains(byte) {
          text.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
          text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
      }
      uri = text
    }
  }

  private struct Region: Encodable {
    let startLine: Int
    let startColumn: Int?
    let endLine: Int?
    let endColumn: Int?

    init(_ finding: Finding, line: Int) {
      guard let place = finding.place else {
        startLine = max(finding.line ?? line, 1)
        (startColumn, endLine, endColumn) = (nil, nil, nil)
        return
      }
      let (start, end) = (place.start, place.end)
      startLine = start.line
      (startColumn, endLine, endColumn) = (start.column, end.line, end.column)
    }
  }
}
