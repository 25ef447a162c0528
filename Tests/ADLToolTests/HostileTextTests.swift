import ADLTestSupport
import Foundation
import Testing

@testable import ADLLanguage

/// What a terminal would obey is shown and never sent, whatever command meets it and wherever.
struct HostileTextTests {
  let folder = Folder()

  /// Colours, titles, a screen that is cleared in one byte, a bell, an overprinted line, text that
  /// runs backwards or is not seen, and bytes that are no text.
  private static let signs = [
    "\u{1B}[31m", "\u{1B}]0;title\u{7}", "\u{9B}2J", "\u{8}\u{8}x", "\rx", "\u{202E}x", "\u{200F}x",
    "\u{61C}x", "\u{200B}x", "\u{FEFF}x", "\u{2066}x", "\u{E0041}x", "\u{7F}", "\u{AD}x",
  ]

  /// One of them, and all in two orders, as a message shows what comes first.
  private static let hostile = [signs[0], signs.joined(), signs.reversed().joined()]

  /// `true` iff the scalar may be sent to a terminal.
  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\t"
      || ![.control, .format, .lineSeparator, .paragraphSeparator]
        .contains(scalar.properties.generalCategory)
  }

  private func expectHarmless(_ run: Tool.Run, _ what: String) {
    #expect(!(run.output + run.errors).isEmpty, "\(what)")
    let found = (run.output + run.errors).unicodeScalars.first { !Self.isHarmless($0) }
    #expect(found == nil, "\(what): \(found?.escaped(asASCII: true) ?? "")")
  }

  @Test(.slow, arguments: hostile + ["\u{0}"])
  func `in a script, whatever the command and the verb`(hostile: String) throws {
    var lines = ["## doc \(hostile)", "f(t) = abs(t) # \(hostile)", "g\(hostile)(t) = t"]
    for form in CommandForm.table where form.word != "quit" {
      switch form.operands {
      case .functions:
        let needed = form.required.map { alternatives in
          "\(alternatives[0].rawValue) \(alternatives[0] == .on ? "[0, 1]" : "0")"
        }.joined(separator: " ")
        lines.append("\(form.word) f \(needed) # \(hostile)")
        lines.append("\(form.word) f\(hostile) \(needed)")
        for clause in Clause.allCases where form.allows(clause) {
          lines.append("\(form.word) f \(clause.rawValue) \(hostile)")
          lines.append("\(form.word) f \(clause.rawValue) \"\(hostile)\"")
        }
      default:
        lines.append("\(form.word) \(hostile)")
        lines.append("\(form.word) \"\(hostile)\"")
        lines.append("\(form.word) f # \(hostile)")
      }
    }
    lines += ["load \"\(hostile)\"", "assert f(0) == \(hostile)", "assert f(0) == 1 # \(hostile)"]
    try folder.write("h.adl", lines.joined(separator: "\n") + "\n")
    for verb in [
      "run --keep-going", "run --keep-going --json", "run --keep-going --echo", "run", "check",
      "check --json", "test", "test --json",
    ] {
      expectHarmless(try folder.shell("adl \(verb) h.adl"), verb)
    }
    // What is recorded is as harmless, beside what was written before.
    _ = try folder.shell("adl test --update h.adl")
    let recorded = try folder.shell("grep -a '^#>' h.adl")
    expectHarmless(recorded, "test --update")
  }

  @Test(.slow, arguments: hostile)
  func `on the command line and in points, whatever the command`(hostile: String) throws {
    let word = "'\(hostile)'"
    var commands = [
      "adl \(word)", "adl run \(word)", "adl test \(word)", "adl test --update \(word)",
      "adl check \(word)", "adl eval \(word)", "adl eval 1 --load \(word)", "adl help \(word)",
      "adl eval 1 --convention \(word)", "adl eval 1 --\(word)", "adl map \(word)",
      "adl map abs --points \(word)", "adl map abs --output /\(word)/x",
      "adl bench --workload \(word)",
      "adl diff ./\(word) ./\(word)", "printf '%s,x\\n1,2\\n' \(word) | adl map abs",
      "printf 'x\\n1%s\\n' \(word) | adl map abs", "printf '1%s\\n' \(word) | adl map abs --json",
    ]
    for form in CommandForm.table {
      guard let tool = form.toolName else { continue }
      let needed = form.required.map { "--\($0[0].rawValue) 0" }.joined(separator: " ")
      commands.append("adl \(tool) \(word) \(needed)")
      for clause in Clause.allCases where form.allows(clause) {
        commands.append("adl \(tool) abs --\(clause.rawValue) \(word)")
      }
    }
    let line = commands.map { $0.contains("|") ? $0 : "\($0) < /dev/null" }
    expectHarmless(
      try folder.shell(line.joined(separator: "\n")),
      hostile.unicodeScalars.map { $0.escaped(asASCII: true) }.joined())
  }
}
