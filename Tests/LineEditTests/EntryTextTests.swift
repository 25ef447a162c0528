import Testing

@testable import LineEdit

struct EntryTextTests {
  @Test func `the continuation prompt comes and goes without a trace`() {
    let text = "f(t) =\n  t\n\n...x"
    let shown = EntryText.shown(text, continuation: "...> ")
    #expect(shown == "f(t) =\n...>   t\n...> \n...> ...x")
    #expect(EntryText.plain(shown, continuation: "...> ") == text)
    #expect(EntryText.plain("a\n...>\n...>b", continuation: "...> ") == "a\n\nb")
    #expect(EntryText.plain("a\nb", continuation: "") == "a\nb")
  }

  @Test func `a transcript loses its prompts and answers, other text only its line ends`() {
    func pasted(_ text: String) -> String {
      EntryText.pasted(text, prompt: "adl> ", continuation: "...> ")
    }
    #expect(pasted("a\r\nb\rc\n\n") == "a\n...> b\n...> c")
    #expect(pasted("adl> a(\n...> 1)\n2\nadl>\nadl> b") == "a(\n...> 1)\n...> \n...> b")
    #expect(pasted("x\nadl> a") == "x\n...> adl> a")
    #expect(pasted("\n") == "")
  }
}
