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

  @Test(arguments: Builtin.table) func `help on a function runs its example`(builtin: Builtin) {
    let help = text("help \(builtin.name)")
    #expect(help.contains(builtin.signature.text + "\n"))
    #expect(help.contains(builtin.manual.summary))
    #expect(help.contains("adl> \(builtin.manual.example)\n  \(builtin.manual.result)\n"))
  }

  @Test(arguments: Builtin.table)
  func `the signature of a function has the operands of its primitive`(builtin: Builtin) {
    guard let primitive = builtin.primitive else { return }
    let kinds = builtin.signature.parameters.map(\.kind)
    if case .exactly(let count) = primitive.rule.arity, !kinds.contains(.vector) {
      #expect(kinds == [Signature.Kind](repeating: .number, count: count))
    } else {
      #expect(kinds.contains(.vector) || [.maximum, .minimum, .choice].contains(primitive))
    }
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
