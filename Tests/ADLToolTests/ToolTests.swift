import Foundation
import Testing

/// The tool as a script sees it: streams, statuses, JSON.
struct ToolTests {
  let folder = Folder()

  @Test func `the status says how it ended`() throws {
    #expect(try Tool.run("eval", "1 + 1").status == 0)
    #expect(try Tool.run("eval", "assert 1 == 2").status == 1)
    #expect(try Tool.run("eval", "log(-1)").status == 2)
    #expect(try Tool.run("eval", "1 +").status == 2)
    #expect(try Tool.run("run", folder.path + "/none.adl").status == 2)
    #expect(try Tool.run("eval", "1", "--convention", "jaxx").status == 64)
    #expect(try Tool.run("trace", "relu").status == 64)
    #expect(try Tool.run("evl", "1").status == 64)
  }

  @Test func `answers go to the output and complaints to the errors, without colour`() throws {
    let run = try Tool.run(
      "run", "-", input: "1\nassert 1 == 2\n2\nfoo\n3",
      environment: [
        "NO_COLOR": "", "TERM": "xterm-256color",
      ])
    #expect(run.output == "1\n2\n")
    #expect(run.errors.contains("the assertion does not hold"))
    #expect(run.errors.contains("unknown name `foo`"))
    #expect(!(run.output + run.errors).contains("\u{1b}"))
    #expect(run.status == 2)
    let coloured = try Tool.run("eval", "foo", "--color", "always")
    #expect(coloured.errors.contains("\u{1b}[1;31m"))
  }

  @Test func `where the system limits addresses, work ends before allocations fail`() throws {
    let script =
      #"f(x: R^4000) = sum(abs(x[i]) for i in 1..4000)\nset budget 9000000;\nclarke f at zeros(4000)\n"#
    let run = try Tool.shell("ulimit -v 250000; printf '\(script)' | '\(Tool.path)' run -")
    #expect(run.output.contains("the memory limit was met (`set memory`)"), "\(run.errors)")
    #expect(run.status == 0)
  }

  @Test func `without a terminal standard input is a script, with no prompt`() throws {
    let run = try Tool.run(input: "relu2(t) = relu(-t) + t\nrelu2(3)\nrelu2'(0)\n")
    #expect(run.output == "3\n1\n")
    #expect(run.errors == "")
    #expect(run.status == 0)
    #expect(try Tool.run(input: "").status == 0)
  }

  @Test func `JSON is one object per line, errors too`() throws {
    let script = "x = 3\nx / 4\n[1, 2; 3, 4]\nset domain nan\nlog(-1)\n\nassert x == 4\nfoo"
    let run = try Tool.run("run", "-", "--json", input: script)
    #expect(run.errors == "")
    #expect(run.objects.count == run.output.split(separator: "\n").count)
    let kinds = run.objects.map { $0["kind"] as? String }
    #expect(
      kinds == ["definition", "number", "matrix", "settings", "number", "assertion", "error"])
    #expect(run.objects.map { $0["line"] as? Int } == [1, 2, 3, 4, 5, 7, 8])
    let values = run.objects.map { ($0["value"] as? [String: Any])?["double"] }
    #expect(values[1] as? Double == 0.75 && values[4] as? String == "nan")
    #expect(run.status == 2)
  }

  @Test func `a formula may begin with a minus`() throws {
    #expect(try Tool.run("eval", "-1").output == "-1\n")
    let value = try Tool.run("eval", "-relu(-2)", "--json").objects.first?["value"]
    #expect((value as? [String: Double])?["double"] == 0)
    #expect(try Tool.run("-e", "-(1 + 2)").output == "-3\n")
    #expect(try Tool.run("backward", "relu", "--at", "-1").output == "0\n")
  }

  @Test func `definitions are loaded and conventions chosen`() throws {
    let file = try folder.write("f.adl", "f(t) = abs(t) + relu(t)\nprogram f\n")
    #expect(try Tool.run("eval", "f'(0)", "--load", file).output == "0\n")
    #expect(try Tool.run("eval", "f'(0)", "--load", file, "--convention", "jax").output == "1\n")
    let program = try Tool.run("program", "f", "--load", file)
    #expect(program.output.contains("abs(t) + relu(t)  2, 3   add"))
    let broken = try folder.write("broken.adl", "g(t) = ")
    let run = try Tool.run("eval", "1", "--load", broken)
    #expect(run.status == 2)
    #expect(run.output == "")
  }

  @Test func `questions about a point are answered in words and as JSON`() throws {
    let file = try folder.write("zero.adl", "zero(t) = (relu(-t) + t) - relu(t)\n")
    let lambda = "(x -> x - zero(x))"
    let run = try Tool.run("classify", lambda, "--at", "0", "--load", file)
    #expect(run.status == 0)
    #expect(
      run.output.hasPrefix("differentiable, AD wrong (spurious); artificial critical point\n"))
    let answer = try #require(
      try Tool.run("classify", lambda, "--at", "0", "--load", file, "--json").objects.first)
    #expect(answer["kind"] as? String == "classify")
    #expect(answer["critical"] as? String == "artificial critical point")
    let clarke = answer["clarke"] as? [String: Any]
    let vectors = clarke?["vectors"] as? [[String: Any]]
    #expect(vectors?.map { $0["exact"] as? [String] } == [["1"]])
    let tied = answer["tied"] as? [[String: Any]]
    #expect(
      tied?.map { ($0["place"] as? [String: Any])?["source"] as? String } == [
        "relu(-t)", "relu(t)",
      ])
    #expect(tied?.map { ($0["place"] as? [String: Any])?["file"] as? String } == [file, file])
    let zero = answer["zero"] as? [String: Any]
    #expect(zero?["in"] as? Bool == false)
    #expect((zero?["delta"] as? [String: Any])?["exact"] as? String == "1")

    let slope = try Tool.run("direction", "abs", "--at", "0", "--along", "-2")
    #expect(slope.output.hasPrefix("f'(x; d) = 2, f'(x; -d) = 2\n"))
    let pytorch = try Tool.run("field", "max", "--at", "(1, 1)", "--convention", "pytorch")
    #expect(pytorch.output.contains("[1/2, 1/2]"))
    #expect(try Tool.run("selection", "relu", "--at", "1/3").output.contains("f_s         t\n"))
    #expect(
      try Tool.run("field", "(t -> if t < 0 then t^2 else t)", "--at", "1", "--literal")
        .output.contains("[1, 2]"))
    #expect(try Tool.run("clarke", "log", "--at", "-1").status == 2)
    #expect(try Tool.run("direction", "max", "--at", "(0, 0)", "--along", "1").status == 2)
    #expect(try Tool.run("classify", "relu").status == 64)
  }

  @Test func `scripts run alone, and are checked without being run`() throws {
    let one = try folder.write("one.adl", "a = 1\na")
    let two = try folder.write("two.adl", "a")
    let run = try Tool.run("run", one, two)
    #expect(run.output == "1\n")
    #expect(run.errors.contains("unknown name `a`"))
    let check = try Tool.run("check", one)
    #expect(check.output == "" && check.status == 0)
    #expect(try Tool.run("check", two).status == 2)
  }

  @Test func `a script is tested and brought up to date`() throws {
    let file = try folder.write("s.adl", "1 + 1\n#> 3\n")
    let before = try Tool.run("test", file)
    #expect(before.status == 1)
    #expect(before.output.contains("- 3\n+ 2\n"))
    #expect(try Tool.run("test", file, "--update").status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "1 + 1\n#> 2\n")
    let objects = try Tool.run("test", file, "--json").objects
    #expect(objects.first?["results"] as? Int == 1)
  }

  @Test func `a script is echoed with its results`() throws {
    let file = try folder.write("e.adl", "# A sum.\n1 + 1\n#> stale\n\n2\n\nfoo\n3\n")
    let run = try Tool.run("run", "--echo", file)
    #expect(run.output.hasPrefix("# A sum.\n1 + 1\n#> 2\n\n2\n#> 2\n\nfoo\n#> error: unknown name"))
    #expect(run.status == 2 && run.errors == "")
    let whole = try folder.write("w.adl", "1\n# end\n")
    #expect(try Tool.run("run", "--echo", whole).output == "1\n#> 1\n# end\n")
  }

  @Test func `wrong words are named, with what was meant`() throws {
    #expect(try Tool.run("evl", "1").errors.contains("did you mean `eval`?"))
    #expect(try Tool.run("x.adl").errors.contains("adl run x.adl"))
    #expect(try Tool.run("eval", "1", "--jsn").errors.contains("--json"))
    #expect(try Tool.run("trace", "relu", "--on", "[0, 1]").errors.contains("has no --on"))
  }

  @Test func `every error of names and syntax is reported, and nothing twice`() throws {
    let names =
      "a = 1\na\ng(t) = foo(t)\nlog(-1)\nclassify h at q\nplot abs on [0, r]\ntime bar(2)\n"
    for script in [names, names + "f(t) = )\nf(1)\n"] {
      try folder.write("e.adl", script)
      let run = try folder.shell("adl run e.adl")
      #expect(run.status == 2 && run.output == (script == names ? "1\n" : ""))
      for name in ["foo", "h", "q", "r", "bar"] {
        #expect(run.errors.components(separatedBy: "unknown name `\(name)`").count == 2, "\(name)")
      }
      #expect(try folder.shell("adl check e.adl").errors.contains("unknown name `bar`"))
    }
    // What a loaded file defines is known, and what it would define is not missed twice.
    try folder.write("lib.adl", "k(t) = t\n")
    try folder.write("bad.adl", "m(t) = t\nlog(-1)\n")
    let load = "load \"lib.adl\"\nload \"bad.adl\"\nk(1)\nm(1)\nnope(1)\n"
    try folder.write("l.adl", "log(0)\n\(load)")
    #expect(try folder.shell("adl check l.adl").errors.components(separatedBy: "error").count == 2)
    for script in ["log(0)\n\(load)", load] {
      try folder.write("l.adl", script)
      let run = try folder.shell("adl run l.adl")
      #expect(run.errors.components(separatedBy: "unknown name").count == 2)
      #expect(run.errors.contains("unknown name `nope`"))
    }
  }

  @Test func `a script may go on behind what fails`() throws {
    try folder.write("e.adl", "1\nlog(-1)\n2\nassert 1 == 2\nnope\n3 )\n4\n")
    let run = try folder.shell("adl run --keep-going e.adl")
    #expect(run.output == "1\n2\n4\n" && run.status == 2)
    for words in ["`log(-1)`", "assertion", "`nope`", "`)`"] {
      #expect(run.errors.components(separatedBy: words).count > 1, "\(words)")
    }
    let echo = try folder.shell("adl run --keep-going --echo e.adl")
    #expect(echo.output.hasSuffix("\n4\n#> 4\n") && echo.status == 2)
    #expect(try folder.shell("adl run e.adl").output == "")
    try folder.write("a.adl", "1\nassert 1 == 2\n2\n")
    #expect(try folder.shell("adl run --keep-going a.adl").status == 1)
  }

  @Test func `a reader that goes away ends the tool quietly`() throws {
    let script = "f(t) = t\n" + String(repeating: "[f(i) for i in 1..200]\n", count: 500)
    let file = try folder.write("long.adl", script)
    let pipe = "'\(Tool.path)' run '\(file)' | head -n 1; echo ${PIPESTATUS[0]}"
    let run = try Tool.shell(pipe)
    #expect(run.errors == "")
    #expect(run.output.hasSuffix("\n141\n"))
    let full = try Tool.shell("'\(Tool.path)' eval 1 > /dev/full")
    #expect(full.status == 2)
    #expect(full.errors.contains("cannot write the output"))
  }
}
