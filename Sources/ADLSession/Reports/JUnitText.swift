import ADLText

/// JUnit's XML: a suite for each file, a case for each check.
enum JUnitText {
  /// Returns the document.
  static func text(_ cases: [Report.Case]) -> String {
    var files: [String] = []
    for file in cases.map(\.file) where !files.contains(file) { files.append(file) }
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites name=\"adl\">"]
    for file in files {
      let own = cases.filter { $0.file == file }
      let failures = own.count { !errors($0).isEmpty && !isTrouble($0) }
      let troubles = own.count { !errors($0).isEmpty && isTrouble($0) }
      lines.append(
        "  <testsuite name=\"\(escaped(file))\" tests=\"\(own.count)\" failures=\"\(failures)\""
          + " errors=\"\(troubles)\">")
      for one in own { lines += self.lines(one) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }

  private static func errors(_ one: Report.Case) -> [Finding] {
    one.findings.filter { $0.level == .error }
  }

  /// `true` iff it is not known how the check ends, as it could not be made.
  private static func isTrouble(_ one: Report.Case) -> Bool {
    errors(one).contains { $0.rule == .message }
  }

  private static func lines(_ one: Report.Case) -> [String] {
    let (errors, element) = (errors(one), isTrouble(one) ? "error" : "failure")
    let open =
      "    <testcase classname=\"\(escaped(one.file))\" name=\"\(escaped(one.name))\""
      + " file=\"\(escaped(one.file))\" line=\"\(one.line)\""
    if one.findings.isEmpty { return [open + "/>"] }
    var lines = [open + ">"]
    // One element says how a case ends.
    if let first = errors.first {
      let title = first.message.split(separator: "\n").first.map(String.init) ?? ""
      lines.append(
        "      <\(element) type=\"\(first.rule.rawValue)\" message=\"\(escaped(title))\">")
      lines += errors.map { escaped($0.message) }
      lines.append("      </\(element)>")
    }
    let rest = one.findings.filter { $0.level != .error }
    if !rest.isEmpty {
      lines.append("      <system-out>")
      lines += rest.map { "\($0.level.rawValue): \(escaped($0.message))" }
      lines.append("      </system-out>")
    }
    return lines + ["    </testcase>"]
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.escapingControlsInLines.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
