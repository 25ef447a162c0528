import ADLLanguage
import ADLPrograms
import ADLText
import Testing

@testable import ADLSession

struct HelpTests {
  private func text(_ statement: String) -> String {
    var text = ""
    Session().run(SourceFile(name: "test", text: statement)) { text += $0.text.plain }
    return text
  }

  /// The functions of the language that are primitives.
  static let primitives = Builtin.table.compactMap(\.primitive)

  @Test(arguments: primitives) func `help on a primitive runs its example`(primitive: Primitive) {
    let help = text("help \(primitive.callWord)")
    #expect(help.contains(primitive.manual.summary))
    #expect(help.contains("adl> \(primitive.manual.example)\n  \(primitive.manual.result)\n"))
  }

  @Test(arguments: CommandEntry.table.map(\.form.word))
  func `help on a command shows its form and its example has no error`(word: String) throws {
    let entry = try #require(CommandEntry.named(word))
    let help = text("help \(word)")
    #expect(help.hasPrefix(entry.form.usage + "\n"))
    #expect(!help.contains("error:"))
  }

  @Test func `the commands stand in the order of the manual`() {
    let words = CommandForm.table.map(\.word)
    let positions = CommandEntry.table.compactMap { words.firstIndex(of: $0.form.word) }
    #expect(positions == positions.sorted())
    #expect(positions.count == CommandEntry.table.count)
  }

  @Test func `help lists every function and command`() {
    let help = text("help")
    for builtin in Builtin.table { #expect(help.contains(builtin.name)) }
    for entry in CommandEntry.table { #expect(help.contains(entry.form.usage)) }
  }
}
