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

  @Test(arguments: CommandForm.table.map(\.word))
  func `help on a command shows its form and its example has no error`(word: String) throws {
    let form = try #require(CommandForm.named(word))
    let help = text("help \(word)")
    #expect(help.hasPrefix(form.usage + "\n"))
    #expect(!help.contains("error:"))
  }

  @Test(arguments: CommandForm.table.filter { $0.word != "quit" }.map(\.word))
  func `the example of every command has an answer`(word: String) throws {
    let form = try #require(CommandForm.named(word))
    // What there is to save is defined first, and goes where nothing is kept.
    let text = word == "save" ? "a = 1\nsave \"/dev/null\"" : form.example
    var answers: [String] = []
    let outcome = Session().run(SourceFile(name: "test", text: text)) {
      answers.append($0.text.plain)
    }
    #expect(outcome == .success)
    #expect(answers.contains { !$0.isEmpty })
  }

  @Test func `help lists every function and command`() {
    let help = text("help")
    for builtin in Builtin.table { #expect(help.contains(builtin.name)) }
    for form in CommandForm.table { #expect(help.contains(form.usage)) }
  }
}
