import Foundation
import Testing

/// The tool at a terminal, end to end.
struct PromptTests {
  let folder = Folder()

  @Test func `a session defines, answers, saves and loads back`() throws {
    let tool = try Conversation()
    #expect(try tool.answer("relu2(t) = relu(-t) + t") == "relu2(t)\n")
    #expect(try tool.answer("relu2(3)") == "3\n")
    #expect(try tool.answer("ans + relu2'(0)") == "4\n")
    let file = folder.path + "/saved.adl"
    #expect(try tool.answer("save \"\(file)\"").hasSuffix("saved.adl: 1 definition\n"))
    #expect(try tool.answer("time relu2(1);").contains("s\n"))
    tool.type("quit\n")
    #expect(try tool.status() == 0)

    let other = try Conversation("--quiet")
    #expect(try other.answer("load \"\(file)\"").hasSuffix("saved.adl: relu2\n"))
    #expect(try other.answer("relu2'(0)") == "1\n")
    #expect(try other.answer("names") == "  relu2(t)\n")
  }

  @Test func `an entry goes on until it is whole, and help runs its example`() throws {
    let tool = try Conversation()
    tool.type("## The rectifier.\n")
    try tool.expect("...> ")
    tool.type("f(t) =\n")
    try tool.expect("...> ")
    #expect(try tool.answer("max(0, t)") == "f(t)\n")
    #expect(try tool.answer("?f").contains("  The rectifier.\n"))
    #expect(try tool.answer("help relu").contains("relu'(0)\n  0\n"))
    #expect(try tool.answer("f(1) f(2)").contains("error: "))
    #expect(try tool.answer("f(2)") == "2\n")
  }

  @Test func `Ctrl-C ends an evaluation, and the definitions stay`() throws {
    let tool = try Conversation()
    #expect(try tool.answer("f(t) = sum(sin(i * t) for i in 1..100000000)") == "f(t)\n")
    tool.type("f(1)\n")
    try tool.expect("\u{1b}[?2004l")
    usleep(300_000)
    let start = Date()
    tool.type("\u{3}")
    try tool.expect("interrupted")
    try tool.expectPrompt()
    #expect(Date().timeIntervalSince(start) < 5)
    #expect(try tool.answer("f").contains("sum(sin(i * t)"))
  }

  @Test func `Ctrl-C drops what is typed, and Ctrl-D leaves`() throws {
    let tool = try Conversation()
    tool.type("f(t")
    tool.type("\u{3}")
    try tool.expect("^C")
    try tool.expectPrompt()
    #expect(try tool.answer("names") == "nothing is defined\n")
    tool.type("\u{4}")
    #expect(try tool.status() == 0)
  }

  @Test func `Tab completes names of the session`() throws {
    let tool = try Conversation()
    #expect(try tool.answer("reluctance(t) = 3 * t") == "reluctance(t)\n")
    #expect(try tool.answer("reluc\t2)") == "6\n")
    tool.type("lo\t")
    try tool.expect("load")
    try tool.expect("logsumexp")
    tool.type("\u{3}")
    try tool.expectPrompt()
  }

  @Test func `what was typed is found in the next session`() throws {
    let environment = ["ADL_HISTORY": folder.path + "/state/history"]
    let first = try Conversation(environment: environment)
    #expect(try first.answer("2 * 21") == "42\n")
    first.type("\u{4}")
    #expect(try first.status() == 0)
    let second = try Conversation(environment: environment)
    #expect(try second.answer("\u{1b}[A") == "42\n")
  }

  @Test func `a history that cannot be kept costs one warning`() throws {
    let environment = ["ADL_HISTORY": "/dev/null/history"]
    let tool = try Conversation(environment: environment)
    #expect(tool.greeting.contains("adl: history cannot be read: /dev/null/history: "))
    #expect(try tool.answer("1 + 1") == "2\n")
    #expect(try tool.answer("2 + 1") == "3\n")
  }

  @Test func `settings and conventions change and are shown`() throws {
    let tool = try Conversation()
    #expect(try tool.answer("convention jax") == "")
    #expect(try tool.answer("convention").contains("convention jax-0.10"))
    #expect(try tool.answer("abs'(0)") == "1\n")
    #expect(try tool.answer("set domain nan") == "")
    #expect(try tool.answer("log(-1)") == "nan\n")
    #expect(try tool.answer(":set domian nan").contains("write `domain`"))
    #expect(try tool.answer("convention jaxx").contains("write `jax`"))
    #expect(try tool.answer("set timing on").contains("s\n"))
    #expect(try tool.answer("1").hasPrefix("1\n"))
  }

  @Test func `a stopped prompt comes back as it was`() throws {
    let tool = try Conversation()
    tool.type("nam")
    try tool.expect("nam")
    tool.send(SIGSTOP)
    tool.send(SIGCONT)
    try tool.expect("nam")
    #expect(try tool.answer("es") == "nothing is defined\n")
  }

  @Test func `the keys of vi are asked for by a setting`() throws {
    let tool = try Conversation()
    #expect(try tool.answer("set editor vi") == "")
    tool.type("xnames\u{1b}")
    usleep(100_000)
    #expect(try tool.answer("0x") == "nothing is defined\n")
  }

  @Test func `no bytes end the prompt or keep it busy`() throws {
    let tool = try Conversation()
    for bytes in [
      [0xFC, 0xBB, 0x83, 0xB1, 0xA5, 0xA1], [0xF8, 0x88, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
      [0xED, 0xA0, 0x80], [0xFF, 0xC3],
    ] as [[UInt8]] {
      tool.type(bytes: bytes)
      #expect(try tool.answer("20 + 1").hasSuffix("21\n"))
    }
    tool.type("\u{1b}x")
    usleep(100_000)
    // Alt-x is not a key: what follows is an entry.
    #expect(try tool.answer("\"").contains("error: "))
    #expect(try tool.answer("20 + 2") == "22\n")
  }

  @Test func `what names no file is an error, and control characters are shown`() throws {
    let tool = try Conversation()
    for line in ["save ;", "load ;", "plot relu on [0, 1] to ;"] {
      #expect(try tool.answer(line).contains("needs the name of a file"))
    }
    // Ctrl-V takes the next key as it is.
    let answer = try tool.answer("1 + \u{16}\u{1b}[31m")
    #expect(answer.contains("1 + \\u{1B}[31m") && !answer.contains("\u{1b}[31m"))
    let file = try folder.write("w.adl", "f(t) = t\nsave \"x.adl\"\n")
    #expect(try tool.answer("load \"\(file)\"").contains("`x.adl` was not written"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/x.adl"))
    #expect(try tool.answer("f(4)") == "4\n")
  }

  @Test func `an ending signal leaves the terminal as it was`() throws {
    let tool = try Conversation()
    tool.send(SIGTERM)
    try tool.expect("\u{1b}[?2004l")
    #expect(try tool.status() == 128 + SIGTERM)
  }
}
