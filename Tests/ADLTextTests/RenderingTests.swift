import ADLText
import Testing

struct RenderingTests {
  /// Returns the lines of an error about the first occurrence of `marked` in `text`.
  private func lines(_ text: String, marked: String) -> [Substring] {
    let range = text.utf8.firstRange(of: Array(marked.utf8))!
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    let span = SourceFile(name: "f.adl", text: text).span(start..<start + marked.utf8.count)
    return Diagnostic.error("title", at: span, "label", hint: "hint").rendered().plain
      .split(separator: "\n")
  }

  @Test func `title, place, line, marks and hint each have a line`() {
    #expect(
      lines("a = 1\ny = relu4(2)\n", marked: "relu4") == [
        "error: title", "  --> f.adl:2:5", "   |", " 2 | y = relu4(2)",
        "   |     ^^^^^ label", "   = hint: hint",
      ])
  }

  @Test(arguments: ["\tx = y", "漢字 = y", "e\u{301}e\u{301} = y", "👩‍👩‍👧 = y", "\u{7} = y"])
  func `marks stand under the marked text`(text: String) {
    let lines = lines(text, marked: "y")
    let (source, marks) = (String(lines[3]), String(lines[4]))
    let before = source.prefix { $0 != "y" }
    let blanks = marks.prefix { $0 != "^" }
    #expect(before.displayWidth == blanks.displayWidth)
  }

  @Test func `columns count characters`() {
    let text = "\té👩‍👩‍👧漢y"
    #expect(lines(text, marked: "y")[1].hasSuffix(":1:5"))
  }

  @Test(arguments: [0, 40, 5_000, 99_990])
  func `of a long line only a window is shown`(offset: Int) {
    var text = String(repeating: "x + ", count: 25_000)
    text.replaceSubrange(
      text.index(
        text.startIndex, offsetBy: offset)..<text.index(text.startIndex, offsetBy: offset + 4),
      with: "here")
    let lines = lines(text, marked: "here")
    #expect(lines[3].count <= 110)
    let blanks = lines[4].prefix { $0 != "^" }.count
    #expect(lines[3].dropFirst(blanks).hasPrefix("here"))
    #expect(lines[4].hasSuffix("^^^^ label"))
  }

  @Test func `a second label on the same line has marks of its own`() {
    let file = SourceFile(name: "f", text: "a + b")
    let text = Diagnostic.error(
      "t", at: file.span(0..<1), "left", others: [.init(file.span(4..<5), "right")]
    ).rendered().plain
    #expect(text.contains(" 1 | a + b\n   | ^ left\n   |     - right\n"))
  }

  @Test func `no text can move the cursor`() {
    let text = lines("x\u{1B}[2J\u{202E}y", marked: "y").joined()
    #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test func `control characters are shown and not sent, wherever they come from`() {
    let file = SourceFile(name: "a\u{1B}]0;x\u{7}\n.adl", text: "x\u{9B}y\r")
    let text = Diagnostic.error(
      "unknown \u{1B}c", at: file.span(0..<1), "la\u{202E}bel", notes: ["no\nte\u{85}"],
      hint: "hi\u{7F}nt"
    ).rendered()
    #expect(text.plain.unicodeScalars.allSatisfy { !$0.isControl || $0 == "\n" })
    #expect(text.plain.split(separator: "\n").count == 7)
    #expect(text.plain.contains("error: unknown \\u{1B}c\n"))
    #expect(text.plain.contains("--> a\\u{1B}]0;x\\u{7}\\u{A}.adl:1:1\n"))
    #expect(StyledText("a\tb\n\u{1B}[1m").formatted(.ansi) == "a\tb\n\\u{1B}[1m")
    #expect("plain é漢 text".escapingControls == "plain é漢 text")
    #expect("\r\n".escapingControlsInLines == "\\u{D}\n")
  }

  @Test(arguments: 0..<12)
  func `an error about any bytes can be shown`(seed: Int) {
    // A long run of continuation bytes has no boundary for a window to begin at.
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    let bytes = (0..<1_500).map { _ -> UInt8 in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return seed % 2 == 0 ? 0x80 | UInt8(state & 0x3F) : UInt8(truncatingIfNeeded: state)
    }
    let file = SourceFile(name: "f.adl", bytes: bytes)
    for start in stride(from: 0, through: bytes.count, by: 97) {
      for length in [0, 1, 700] where start + length <= bytes.count {
        let span = file.span(start..<start + length)
        #expect(Diagnostic.error("title", at: span, "label", hint: "hint").rendered().plain != "")
      }
    }
  }
}
