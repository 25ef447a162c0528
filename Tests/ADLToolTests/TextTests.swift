import ADLTestSupport
import Foundation
import Testing

/// Text as it comes: however its lines end, whatever bytes it has and through whatever it is read,
/// every verb says of it what it says of the plain text in a file.
struct TextTests {
  /// One way to write down a text.
  struct Spelling: CustomTestStringConvertible {
    let testDescription: String
    let bytes: @Sendable (String) -> [UInt8]

    init(_ name: String, _ bytes: @escaping @Sendable (String) -> [UInt8]) {
      testDescription = name
      self.bytes = bytes
    }

    static let all = [
      Spelling("lines that end with CR LF") { Array($0.replacing("\n", with: "\r\n").utf8) },
      Spelling("lines that end both ways") { text in
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
          .map { $0.offset == 0 ? $0.element : ($0.offset % 2 == 0 ? "\n" : "\r\n") + $0.element }
          .joined().utf8.map { $0 }
      },
      Spelling("a byte order mark") { [0xEF, 0xBB, 0xBF] + Array($0.utf8) },
      Spelling("no newline at the end") { Array($0.utf8.dropLast($0.hasSuffix("\n") ? 1 : 0)) },
      Spelling("a mark, CR LF and no newline at the end") { text in
        [0xEF, 0xBB, 0xBF] + Array(text.replacing("\n", with: "\r\n").utf8.dropLast(2))
      },
      Spelling("Latin-1") { $0.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } },
    ]
  }

  let folder = Folder()

  private static let script = """
    # A caf\u{E9}.
    ## |t|, spelled out: \u{E9}.
    f(a: R) = max(a,
      -a)
    f(2)
    #> 2
    assert f(3) == 3
    """ + "\n"

  private static let other = "f(a: R) = relu(a) + relu(-a)  # \u{E9}\n"
  private static let points = "a,caf\u{E9}\n1,2\n-3,\u{E9}\n"

  /// What reads a script, another script and points: `@s`, `@o` and `@p`.
  private static let verbs = [
    "adl run @s", "adl test @s", "adl check @s", "adl eval 'f(-7)' --load @s",
    "adl eval 'load \"@s\"'", "adl classify f --at 0 --load @s",
    "adl kinks f --on '[-1, 1]' --load @s", "adl diff ./@s ./@o",
    "adl diff ./@s --under jax,pytorch", "adl map f --gradient --load @s --points @p",
  ]

  /// Returns the verb with `name` in place of its files.
  private func put(_ verb: String, only: String = "sop", _ name: (String) -> String) -> String {
    only.reduce(verb) { verb, file in
      verb.replacing("./@\(file)", with: name("\(file)"))
        .replacing("@\(file)", with: name("\(file)"))
    }.replacing("@", with: "")
  }

  /// Returns the verb with its files.
  private func files(_ verb: String) -> String { verb.replacing("@", with: "") }

  private func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name))
  }

  @Test(.slow, arguments: Spelling.all)
  func `every verb reads it`(spelling: Spelling) throws {
    for (name, text) in [("s", Self.script), ("o", Self.other), ("p", Self.points)] {
      try write("plain-" + name, Array(text.utf8))
      try write("odd-" + name, spelling.bytes(text))
    }
    for verb in Self.verbs {
      func run(_ kind: String) throws -> Tool.Run {
        let links = "ln -sf \(kind)-s s; ln -sf \(kind)-o o; ln -sf \(kind)-p p"
        return try folder.shell("\(links); \(files(verb))")
      }
      let (plain, odd) = (try run("plain"), try run("odd"))
      #expect(plain.status < 2, "\(verb): \(plain.errors)")
      #expect(plain.output == odd.output && plain.status == odd.status, "\(verb)")
      #expect(plain.errors == odd.errors, "\(verb)")
    }
  }

  @Test(.slow) func `every verb reads pipes and standard input, once`() throws {
    try folder.write("s", Self.script)
    try folder.write("o", Self.other)
    try folder.write("p", Self.points)
    for verb in Self.verbs {
      let plain = try folder.shell(files(verb))
      let pipes = put(verb) { verb.contains("\"") ? "'<(cat \($0))'" : "<(cat \($0))" }
      let input = put(verb, only: "s") { _ in "-" }
      for other in [pipes, "\(input) < s", "cat s | \(input)"] {
        let run = try folder.shell(other)
        #expect(run.status == plain.status, "\(other): \(run.errors)")
        // Names of files differ, and nothing else.
        func text(_ run: Tool.Run) -> String {
          run.output.replacing(#//dev/fd/\d+|<stdin>|(?m)^-(?=:)/#, with: "s").filter { $0 != " " }
        }
        if !verb.contains("diff") { #expect(text(run) == text(plain), "\(other)") }
      }
    }
    try folder.write("l", "load \"-\"\nf(2)\n#> 7\n")
    #expect(try folder.shell("adl test --update l < s").status == 0)
    #expect(try folder.text("l") == "load \"-\"\nf(2)\n#> 2\n")
    try folder.write("l", "load \"-\"\nload \"-\"\nf(2)\n")
    #expect(try folder.shell("cat s | adl run l").output == "2\n")
  }

  @Test func `a NUL is named with its place by every verb`() throws {
    for name in ["s", "o"] { try write(name, Array("f(a) = a\u{0}\n".utf8)) }
    try write("p", Array("a\n1\u{0}\n".utf8))
    for verb in Self.verbs {
      let run = try folder.shell(files(verb))
      #expect(run.status == (verb.contains("test") ? 1 : 2), "\(verb)")
      #expect((run.errors + run.output).contains("s:1:9"), "\(verb): \(run.errors)")
    }
    try folder.write("s", Self.script)
    let run = try folder.shell(files(Self.verbs[Self.verbs.count - 1]))
    #expect(run.status == 2 && run.errors.contains("`1\\u{0}` is not a number"))
    #expect(run.errors.contains("p:2:1"))
  }

  @Test(arguments: Spelling.all)
  func `recording changes recorded lines alone, in the file that is there`(spelling: Spelling)
    throws
  {
    let stale = Self.script.replacing("#> 2\n", with: "#> stale\n#> too\n") + "f(5)"
    let fresh = Self.script + "f(5)\n#> 5"
    try write("s", spelling.bytes(stale + "\n"))
    let links = "ln s other; stat -c '%i %h %u %g %a' s other"
    let before = try folder.shell("chmod 640 s; \(links)").output
    let update = try folder.shell("adl test --update s")
    #expect(update.status == 0, "\(update.errors)")
    #expect(try folder.shell("stat -c '%i %h %u %g %a' s other").output == before)
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/other")))
    var expected = spelling.bytes(fresh + "\n")
    if spelling.testDescription == "lines that end both ways" {
      // Which line ends how depends on the lines above; what is left are the lines.
      #expect(bytes.filter { $0 != 0x0D } == expected.filter { $0 != 0x0D })
      #expect(bytes.count { $0 == 0x0D } >= 3)
      expected = bytes
    }
    #expect(bytes == expected)
    #expect(try folder.shell("adl test s").status == 0)
    _ = try folder.shell("adl test --update s")
    #expect(Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/s"))) == expected)
    #expect(try folder.shell("ls").output == "other\ns\n")
  }

  @Test func `what cannot be recorded is said, and nothing is lost`() throws {
    let text = "1 + 1\n" + String(repeating: "# long\n", count: 200)
    try folder.write("s", text)
    // A file may have 1024 bytes here, and this one has more already.
    let run = try folder.shell("ulimit -f 1; adl test --update s")
    #expect(run.status == 2, "\(run.output)")
    #expect(run.errors.contains("cannot record results in `s`: File too large"), "\(run.errors)")
    #expect(try folder.text("s") == text)
    let none = try folder.shell("adl test --update none")
    #expect(none.status == 2 && none.errors.contains("cannot read `none`"))
  }

  @Test func `what is echoed is a script, whatever stood for blanks`() throws {
    try write("s", Array("f(a) =\ra\u{B}+\u{C}1\r\r\nf(1)\n# \u{1B}\n".utf8))
    let run = try folder.shell("adl run --echo s > e; cat e; adl test e")
    #expect(
      run.output == "f(a) = a + 1 \nf(1)\n#> 2\n# \\u{1B}\ne: 1 result, all as recorded\n",
      "\(run.output) \(run.errors)")
  }
}
