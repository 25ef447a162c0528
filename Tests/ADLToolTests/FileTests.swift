import ADLSession
import ADLText
import Foundation
import Testing

/// Files as the tool reads and writes them: pipes, line ends, control characters.
struct FileTests {
  let folder = Folder()

  private func shell(_ line: String) throws -> Tool.Run { try folder.shell(line) }

  @Test(arguments: ["adl test -", "adl test /dev/stdin", "adl test <(cat)"])
  func `what comes through a pipe is read once, and tested`(command: String) throws {
    let failing = try shell("echo 'assert 1 == 2' | \(command)")
    #expect(failing.status == 1 && failing.output.contains("+ error: the assertion does not hold"))
    #expect(failing.output.hasSuffix("1 result, 1 difference\n"))
    #expect(try shell("printf '1 + 1\\n#> 2\\n' | \(command)").status == 0)
    #expect(try shell("printf '1 + 1\\n#> 3\\n' | \(command)").status == 1)
  }

  @Test func `every verb reads a pipe`() throws {
    #expect(try shell("echo 'assert 1 == 2' | adl run -").status == 1)
    #expect(try shell("adl run <(echo 'assert 1 == 2')").status == 1)
    #expect(try shell("echo 'f(t) = ' | adl check -").status == 2)
    #expect(try shell("echo 'f(t) = 3' | adl eval 'f(1)' --load -").output == "3\n")
    #expect(try shell("adl map 't -> t' --points <(echo 7)").output == "7\n")
    #expect(
      try shell("echo 'f(t) = abs(t)' | adl diff - <(echo 'f(t) = max(t, -t)')").status == 1)
    #expect(
      try shell("adl diff ./a.adl ./a.adl --load <(echo 'c = 2')").errors.contains("cannot read"))
    try folder.write("a.adl", "f(t) = c * t\n")
    #expect(try shell("adl diff ./a.adl ./a.adl --load <(echo 'c = 2')").status == 0)
  }

  @Test(arguments: [
    "adl run - -", "adl test - -", "adl check - -", "adl eval 1 --load - --load -",
    "adl map sin --load -", "adl diff - -", "adl run one.adl -",
  ])
  func `standard input cannot be read twice`(command: String) throws {
    try folder.write("one.adl", "load \"-\"\n")
    let run = try shell("echo 'f(t) = t' | \(command)")
    #expect(run.status == 2)
    #expect(run.errors.contains("cannot read `-`: standard input was read before"))
  }

  @Test func `results are recorded in regular files only`() throws {
    for command in ["adl test --update -", "adl test --update <(echo 1)"] {
      let run = try shell("echo 1 | \(command)")
      #expect(run.status == 2 && run.errors.contains("cannot record results in"))
      #expect(run.errors.contains("it is not a regular file"))
    }
  }

  @Test func `lines may end as on Windows`() throws {
    let script = "f(a,\r\n  b) = a + b\r\n#> stale\r\n\r\nf(1, 2)\r\n#> 3\r\nhelp f"
    let file = try folder.write("w.adl", script)
    let before = try Tool.run("test", file)
    #expect(before.status == 1 && before.output.contains("- stale\n"))
    #expect(try Tool.run("test", "--update", file).status == 0)
    let updated = try String(contentsOfFile: file, encoding: .utf8)
    #expect(
      updated
        == "f(a,\r\n  b) = a + b\r\n\r\nf(1, 2)\r\n#> 3\r\nhelp f\r\n#> f(a, b)\r\n#>   f(a,\r\n#>     b) = a + b"
    )
    #expect(try Tool.run("test", file).status == 0)
    let echo = try Tool.run("run", "--echo", file)
    #expect(echo.status == 0 && !echo.output.utf8.contains(0x0D))
    let saved = try folder.write("s.adl", script.replacing("help f", with: "save \"t.adl\""))
    #expect(try Tool.run("run", saved).status == 0)
    #expect(
      try String(contentsOfFile: folder.path + "/t.adl", encoding: .utf8)
        == "f(a,\n  b) = a + b\n")
  }

  @Test func `control characters are shown and never sent`() throws {
    let file = try folder.write(
      "e.adl",
      "## doc \u{1B}[31mred\u{9B}2J\nf(t) = t # \u{1B}]0;x\u{7}\nhelp f\nnames\n1 +\u{8}\u{202E} x\n"
    )
    try folder.write("g.adl", "## doc \u{1B}[31mred\nf(t) = t # \u{1B}]0;x\u{7}\n")
    let hostile = "'\u{1B}[31m\u{7}'"
    for command in [
      "adl run e.adl", "adl run --echo e.adl", "adl test e.adl", "adl check e.adl",
      "adl run --json e.adl", "adl test --json e.adl", "adl run --echo g.adl",
      "adl eval 'help f' --load g.adl", "adl eval names --load g.adl",
      "adl eval f --load g.adl", "adl run \(hostile)", "adl \(hostile)", "adl run --\(hostile)",
      "adl eval \(hostile)", "adl trace \(hostile) --at 1", "adl diff \(hostile) f --at 1",
      "adl eval 'load \"'\(hostile)'\"'", "adl map \(hostile)", "adl eval 'help '\(hostile)",
      "adl eval 1 --convention \(hostile)", "adl eval 'set '\(hostile)' 1'",
      "adl map sin --points \(hostile)", "printf 'a\\033[31m,b\\n' | adl map sin",
      "printf '1\\033[31m,2\\n' | adl map sin", "adl help \(hostile)",
    ] {
      let run = try shell(command)
      let scalars = (run.output + run.errors).unicodeScalars
      #expect(!scalars.isEmpty, "\(command)")
      for scalar in scalars where scalar != "\n" && scalar != "\t" {
        let isControl = scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value
        #expect(!isControl && scalar != "\u{202E}", "\(command): \(scalar.escaped(asASCII: true))")
      }
    }
    let echo = try Tool.run("run", "--echo", file)
    #expect(echo.output.hasPrefix("## doc \\u{1B}[31mred\\u{9B}2J\nf(t) = t # \\u{1B}]0;x\\u{7}\n"))
    #expect(try Tool.run("test", "--update", file).status == 0)
    #expect(try Tool.run("test", file).status == 0)
  }

  @Test func `files that are loaded or compared write none`() throws {
    let names = ["x.svg", "y.adl"]
    let script = "f(t) = t\nplot f on [0, 1] to \"x.svg\"\nsave \"y.adl\"\n"
    let file = try folder.write("w.adl", script)
    for arguments in [
      ["diff", file, file], ["diff", file, "--under", "jax, paper"],
      ["eval", "f(1)", "--load", file],
      ["eval", "load \"\(file)\""],
    ] {
      let run = try Tool.run(arguments)
      #expect(run.status == 0)
      for name in names {
        #expect(run.errors.contains("`\(name)` was not written"), "\(arguments)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/" + name))
      }
    }
    #expect(try Tool.run("run", file).status == 0)
    for name in names {
      #expect(FileManager.default.fileExists(atPath: folder.path + "/" + name))
    }
  }

  @Test func `a file name that is not text names no file`() throws {
    for name in ["\"a\\x00b.adl\"", "\\xFF\"x.adl\"", "\"a\\x1b.adl\"", "\"\\xC3.adl\""] {
      let run = try shell("printf 'f(t) = t\\nsave \(name)\\n' | adl run -")
      #expect(run.status == 2 && run.errors.contains("not UTF-8"), "\(run.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test func `a timed statement is silenced and its time is not`() throws {
    #expect(
      try shell("adl eval 'time relu(1);'").output.wholeMatch(of: #/[\d.]+ (µs|ms|s)\n/#) != nil)
    #expect(try shell("adl eval 'time relu(1)'").output.hasPrefix("1\n"))
  }

  @Test(arguments: ["save ;", "load ;", "plot relu on [0, 1] to ;"])
  func `a file without a name is an error`(statement: String) throws {
    let run = try Tool.run("eval", statement)
    #expect(run.status == 2 && run.errors.contains("needs the name of a file"))
  }

  @Test func `nothing that is read is overwritten, whatever it is called`() throws {
    for name in ["s.adl", "./s.adl", "link", "other", "sub/../s.adl"] {
      let text = "f(t) = abs(t)\nsave \"\(name)\"\n"
      try folder.write("s.adl", text)
      _ = try shell("mkdir -p sub; ln -sf s.adl link; ln -f s.adl other")
      for command in [
        "adl run s.adl", "adl run - < s.adl", "adl < s.adl", "adl run other", "adl run link",
      ] {
        let run = try shell(command)
        #expect(run.status == 2 && run.errors.contains("it is a file that was read"), "\(command)")
        #expect(try folder.text("s.adl") == text)
      }
    }
    try folder.write("s.adl", "f(t) = abs(t)\n")
    try folder.write("p", "1\n2\n")
    for command in [
      "adl kinks f --on '[0, 1]' --load s.adl --to other", "adl eval 'save \"other\"' --load s.adl",
      "adl map f --load s.adl --output link < p", "adl map f --load s.adl --points p --output p",
      "adl map f --load s.adl < p >> p",
      "adl eval 'kinks f on [0, 1] to \"p\"' --load s.adl --load p",
      "adl program f --load - --to link < s.adl",
    ] {
      let run = try shell("ln -f s.adl other; \(command)")
      #expect(run.status == 2 && run.errors.contains("it is "), "\(command): \(run.errors)")
      #expect(try folder.text("s.adl") == "f(t) = abs(t)\n" && folder.text("p") == "1\n2\n")
    }
  }

  @Test func `an answer for standard output goes there`() throws {
    let picture = try shell("adl plot abs --on '[-1, 1]' --to -; ls")
    #expect(picture.status == 0 && picture.output.hasPrefix("<svg"))
    #expect(picture.output.hasSuffix("</svg>\n"))
    let answers =
      "f(t) = abs(t)\nplot f on [0, 1]^1 to \"-\"\nprogram f to -\nkinks f on [-1, 1] to -\n"
    try folder.write("a.adl", answers + "diff f, abs on [0, 1] to -\nsave \"-\"\n")
    let run = try shell("adl run a.adl; ls")
    #expect(run.output.hasPrefix("<svg") && run.output.hasSuffix("\nf(t) = abs(t)\na.adl\n"))
    let objects = try shell("adl run a.adl --json").objects.filter {
      $0["kind"] as? String == "file"
    }
    #expect(objects.count == 5 && objects.allSatisfy { $0["text"] is String })
    // Loading is silent.
    #expect(try shell("adl eval 'f(1)' --load a.adl").output == "1\n")
  }

  @Test func `an edited file says what changed, and what goes on with the old meanings`() throws {
    let (old, new) = (folder.path + "/old.adl", folder.path + "/new.adl")
    try folder.write("old.adl", "c = 2\nd = 5\nf(t) = c * t\ng(t) = d * t\n")
    try folder.write("new.adl", "c = 3\nd = 5\nf(t) = c * t\ng(t) = d * t\nk = 1\n")
    let session = Session()
    var answers: [String] = []
    for entry in [
      "load \"\(old)\"", "h(t) = f(t)", "i(t) = h(t)", "j(t) = g(t)", "load \"\(new)\"",
    ] {
      session.run(SourceFile(name: "prompt", text: entry), as: .prompt) {
        answers.append($0.text.plain)
      }
    }
    #expect(
      answers.last == """
        \(new): k; changed: c, f
        note: `h`, `i` still use the earlier `c`
        note: `h`, `i` still use the earlier `f`

        """)
  }
}
