import ADLText

/// The commands that GitHub's workflows read from the output of a step, by which they mark lines.
enum Annotation {
  /// Returns the line that shows a finding.
  static func line(_ finding: Finding, in owner: Report.Case) -> String {
    var properties = [("file", finding.place?.file.name ?? owner.file)]
    if let place = finding.place {
      let (start, end) = (place.start, place.end)
      properties += [("line", "\(start.line)"), ("endLine", "\(end.line)")]
      // Columns are of use on one line alone.
      if start.line == end.line {
        properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")]
      }
    } else {
      properties.append(("line", "\(finding.line ?? owner.line)"))
    }
    properties.append(("title", "adl \(owner.kind): \(finding.rule.rawValue)"))
    let words = properties.map { "\($0.0)=\(escaped($0.1, isProperty: true))" }
    return "::\(finding.level.rawValue) \(words.joined(separator: ","))"
      + "::\(escaped(finding.message, isProperty: false))\n"
  }

  /// The text with what would end a property, or the command, in the form that is read back.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.escapingControlsInLines.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
