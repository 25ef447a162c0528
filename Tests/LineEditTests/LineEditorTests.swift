import CLineEdit
import Foundation
import Testing

@testable import LineEdit

/// The interrupt flag belongs to the process, so the prompts of these tests take turns.
@Suite(.serialized) struct LineEditorTests {
  let folder = TemporaryFolder()

  static let balanced: @Sendable (String) -> Bool = { text in
    text.count { $0 == "(" } <= text.count { $0 == ")" }
  }

  @Test func `characters of every width come through, in the C locale too`() throws {
    setenv("LC_ALL", "C", 1)
    defer { setenv("LC_ALL", "C.UTF-8", 1) }
    let prompt = try PromptHarness()
    #expect(try prompt.entering("α + é·∂漢\n") == .line("α + é·∂漢"))
    // Bytes that are no UTF-8 are dropped, what follows them is not.
    prompt.type(bytes: [0xFF, 0x61, 0xE2, 0x88])
    #expect(try prompt.entering("b\n") == .line("ab"))
    try prompt.end()
  }

  @Test func `what is not a character of Unicode is dropped`() throws {
    let prompt = try PromptHarness()
    // Five and six bytes, overlong forms, a surrogate, beyond U+10FFFF, and what is cut off.
    let none: [[UInt8]] = [
      [0xFC, 0xBB, 0x83, 0xB1, 0xA5, 0xA1], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xC0, 0x80],
      [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F], [0xFE, 0xFF],
    ]
    for bytes in none {
      prompt.type(bytes: [0x61] + bytes)
      #expect(try prompt.entering("é\n") == .line("aé"))
    }
    #expect(try prompt.entering("\u{10FFFD}\u{FFFD}\n") == .line("\u{10FFFD}\u{FFFD}"))
    try prompt.end()
  }

  @Test(arguments: [LineEditor.Keys.emacs, .vi])
  func `no key leads to commands of the editor's own`(keys: LineEditor.Keys) throws {
    let prompt = try PromptHarness(keys: keys)
    // A command with an open quote would end the process.
    prompt.type(keys == .vi ? "\u{1b}" : "\u{1b}x")
    usleep(100_000)
    let entry = try prompt.entering(keys == .vi ? ":\"\n" : "\"\n")
    #expect(entry == .line(keys == .vi ? "" : "\""))
    #expect(try prompt.entering("2\n") == .line("2"))
    try prompt.end()
  }

  @Test(arguments: [LineEditor.Keys.emacs, .vi])
  func `Enter continues an incomplete entry`(keys: LineEditor.Keys) throws {
    let prompt = try PromptHarness(keys: keys, isComplete: Self.balanced)
    prompt.type("f(1,\n")
    try prompt.expect("...> ")
    #expect(try prompt.entering("2)\n") == .line("f(1,\n2)"))
    // Two empty lines end what would go on for ever.
    #expect(try prompt.entering("f(\n\n\n") == .line("f("))
    try prompt.end()
  }

  @Test func `Backspace at the beginning of a continued line joins it to the one above`() throws {
    let prompt = try PromptHarness(isComplete: Self.balanced)
    #expect(try prompt.entering("f(1\n\u{7f}2)\n") == .line("f(12)"))
    #expect(try prompt.entering("ab\u{7f}c\n") == .line("ac"))
    try prompt.end()
  }

  @Test(arguments: [LineEditor.Keys.emacs, .vi])
  func `a paste is inserted and not run`(keys: LineEditor.Keys) throws {
    let prompt = try PromptHarness(keys: keys)
    let long = String(repeating: "+ 1 ", count: 5_000)
    #expect(
      try prompt.entering("\u{1b}[200~a\tb\rc\r\u{1b}[201~d\n") == .line("a  b\ncd"))
    #expect(try prompt.entering("\u{1b}[200~\(long)\u{1b}[201~\n") == .line(long))
    let transcript = "adl> f(t) =\n...> t\n#> defined\n3\nadl> f(3)\n3\n"
    #expect(
      try prompt.entering("\u{1b}[200~\(transcript)\u{1b}[201~\n") == .line("f(t) =\nt\nf(3)"))
    try prompt.end()
  }

  @Test(arguments: [LineEditor.Keys.emacs, .vi])
  func `Ctrl-C drops the whole entry and the prompt goes on`(keys: LineEditor.Keys) throws {
    let prompt = try PromptHarness(keys: keys, isComplete: Self.balanced)
    prompt.type("f(1,\n")
    try prompt.expect("...> ")
    InterruptFlag.raise()
    #expect(try prompt.entering("") == .interrupted)
    #expect(!InterruptFlag.isRaised)
    #expect(try prompt.entering("3\n") == .line("3"))
    // In the middle of a search, too.
    prompt.type("\u{12}f")
    // The question mark says that f was read and found nothing; before that it may meet the next
    // entry.
    try prompt.expect("bck?f")
    InterruptFlag.raise()
    #expect(try prompt.entering("") == .interrupted)
    #expect(try prompt.entering("4\n") == .line("4"))
    try prompt.end()
  }

  @Test func `undo takes back word by word`() throws {
    let prompt = try PromptHarness()
    #expect(try prompt.entering("ab cd\u{17}\u{1f}\n") == .line("ab cd"))
    #expect(try prompt.entering("ab cd ef\u{1f}\u{1f}\n") == .line("ab"))
    #expect(try prompt.entering("x\u{1f}\u{1f}y\n") == .line("y"))
    try prompt.end()
  }

  @Test(arguments: [LineEditor.Keys.emacs, .vi])
  func `Up and Down walk through the entries that begin alike`(keys: LineEditor.Keys) throws {
    let prompt = try PromptHarness(keys: keys, isComplete: Self.balanced)
    let (up, down) = ("\u{1b}[A", "\u{1b}OB")
    for entry in ["relu(1)", "x = 2", "relu(\n2)", "y = 3"] {
      #expect(try prompt.entering(entry + "\n") == .line(entry))
    }
    #expect(try prompt.entering("re\(up)\n") == .line("relu(\n2)"))
    #expect(try prompt.entering("re\(up)\(up)\n") == .line("relu(1)"))
    #expect(try prompt.entering("re\(up)\(up)\(up)\(down)\(down)d\n") == .line("red"))
    // Inside an entry that is being typed, Up moves by a line.
    #expect(try prompt.entering("f(\n2\(up)3)\n") == .line("f(3)\n2"))
    try prompt.end()
  }

  @Test func `the search finds entries of other sessions`() throws {
    let history = folder.path + "/history"
    HistoryFile(path: history).append("zero(\nt)")
    let prompt = try PromptHarness(history: history)
    #expect(try prompt.entering("one\n") == .line("one"))
    prompt.type("\u{12}zer")
    try prompt.expect("zer")
    #expect(try prompt.entering("\n") == .line("zero(\nt)"))
    #expect(HistoryFile(path: history).entries == ["one", "zero(\nt)"])
    try prompt.end()
  }

  @Test func `Tab inserts what is certain and lists the rest`() throws {
    let names = ["classify", "clarke", "clip"]
    let prompt = try PromptHarness(columns: 20) { text in
      let word = text.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
      let found = names.filter { $0.hasPrefix(word) }
      return Completion(replacing: word.count, with: found.map { .init($0, suffix: " ") })
    }
    #expect(try prompt.entering("clar\tf\n") == .line("clarke f"))
    prompt.type("c\t")
    prompt.type("\t")
    try prompt.expect("classify  clip")
    try prompt.expect("clarke")
    try prompt.expect("adl> ")
    #expect(try prompt.entering("i\tx\n") == .line("clip x"))
    // In the middle of the line, what follows stays.
    #expect(try prompt.entering("clar g\u{1b}[D\u{1b}[D\t\n") == .line("clarke  g"))
    try prompt.end()
  }

  @Test func `the user's editrc is read and the editor's keys stay`() throws {
    let file = folder.path + "/editrc"
    try Data("adl:bind -v\nother:bind -e\n".utf8).write(to: URL(fileURLWithPath: file))
    setenv("EDITRC", file, 1)
    defer { unsetenv("EDITRC") }
    let prompt = try PromptHarness(isComplete: Self.balanced)
    prompt.type("abc")
    prompt.type("\u{1b}")
    usleep(100_000)
    #expect(try prompt.entering("0x\n") == .line("bc"))
    #expect(try prompt.entering("f(\n1)\n") == .line("f(\n1)"))
    try prompt.end()
  }

  @Test func `a new width and a wake-up leave the entry as it is`() throws {
    let prompt = try PromptHarness()
    prompt.type("abc")
    kill(getpid(), SIGWINCH)
    kill(getpid(), SIGCONT)
    try prompt.expect("adl> ")
    #expect(try prompt.entering("d\n") == .line("abcd"))
    try prompt.end()
  }

  @Test func `arrows, Home, End and Delete work in both modes`() throws {
    for keys in [LineEditor.Keys.emacs, .vi] {
      let prompt = try PromptHarness(keys: keys)
      #expect(
        try prompt.entering("bd\u{1b}[Dc\u{1b}[Ha\u{1b}[4~e\u{1b}[D\u{1b}[3~\n") == .line("abcd"))
      try prompt.end()
    }
  }

  @Test func `the flag is raised during work only`() {
    InterruptFlag.install()
    InterruptFlag.raise()
    let seen = InterruptFlag.duringWork {
      let before = InterruptFlag.isRaised
      kill(getpid(), SIGINT)
      var turns = 0
      while !InterruptFlag.isRaised, turns < 5_000 {
        usleep(1_000)
        turns += 1
      }
      return (before, InterruptFlag.isRaised)
    }
    #expect(seen == (false, true))
    #expect(!InterruptFlag.isRaised)
  }
}
