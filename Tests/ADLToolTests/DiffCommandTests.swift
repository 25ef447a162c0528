import ADLTestSupport
import Foundation
import Testing

/// `adl diff` as a check that runs by itself: what it compares and how it ends.
struct DiffCommandTests {
  let folder = Folder()

  @Test func `two scripts are compared function by function, and the status says how it ended`()
    throws
  {
    let old = try folder.write("old.adl", "h(m) = max(0, 1 - m)\ng(t) = t^2\n")
    let same = try folder.write("same.adl", "h(m) = relu(1 - m)\ng(t) = t * t\nmore(t) = t\n")
    let other = try folder.write("other.adl", "h(m) = (1 - m + abs(1 - m)) / 2\ng(t) = t^2\n")
    let broken = try folder.write("broken.adl", "h(m) = \n")
    let equal = try Tool.run("diff", old, same)
    #expect(equal.status == 0 && equal.output.contains("2 functions compared, no difference"))
    #expect(equal.output.hasSuffix("  only in same.adl: more\n"))
    let different = try Tool.run("diff", old, other, "--json")
    #expect(different.status == 1)
    let pairs = different.objects.filter { $0["kind"] as? String == "diff" }
    #expect(pairs.map { $0["differs"] as? Bool } == [true, false])
    #expect(pairs.map { $0["line"] as? Int } == [1, 2])
    #expect(pairs.map { $0["name"] as? String } == ["h", "g"])
    let places = pairs.map { ($0["places"] as? [[String: Any]])?.map { $0["line"] as? Int } }
    #expect(places == [[1, 1], [2, 2]])
    for line in different.output.split(separator: "\n") {
      #expect(JSONSchema.adl.fault(in: String(line)) == nil)
    }
    #expect(try Tool.run("diff", old, other, "--on", "[-1, 1/2]").status == 0)
    #expect(try Tool.run("diff", old, other, "--at", "1").status == 1)
    #expect(try Tool.run("diff", old, broken).status == 2)
    #expect(try Tool.run("diff", old, folder.path + "/none.adl").status == 2)
  }

  @Test func `a function of another shape is a difference, and open sizes are taken small`() throws
  {
    let old = try folder.write("old.adl", "f(t) = t\nn(x: R^n) = sum(x)\n")
    let new = try folder.write("new.adl", "f(t: R^2) = sum(t)\nn(x: R^n) = sum(x)\n")
    let shapes = try Tool.run("diff", old, new)
    #expect(shapes.status == 1 && shapes.output.contains("f: another shape"))
    #expect(shapes.output.contains("n: compared with 3 inputs"))
    let point = try Tool.run("diff", old, new, "--at", "[1, 2, 3]")
    #expect(point.status == 2 && point.output.contains("1 function compared"))
    #expect(point.output.contains("f: not compared: "))
    #expect(try Tool.run("diff", old, new, "--at", "[1, 2, 3]", "--allow", "f").status == 0)
    #expect(try Tool.run("diff", old, old, "--at", "(1, 2)").status == 2)
  }

  @Test func `open sizes, domains and vectors are compared, and what is named is not counted`()
    throws
  {
    let old = try folder.write(
      "old.adl",
      """
      m(x: R^n, y: R^n) = dot(x, relu(y))
      r(t) = if t > 0 then sqrt(t) else 0
      v(x: R^2) = [relu(x[1]), x[1] * x[2]]
      k(i: N, x: R^n) = sort(x)[i]

      """)
    let new = try folder.write(
      "new.adl",
      """
      m(x: R^n, y: R^n) = sum(x[i] * relu(y[i]) for i in 1..n)
      r(t) = sqrt(t)
      v(x: R^2) = [max(x[1], 0), x[2] * x[1]]
      k(i: N, x: R^n) = sort(x)[i]

      """)
    let run = try Tool.run("diff", old, new, "--json")
    // What cannot be compared is trouble, whatever the others are.
    #expect(run.status == 2)
    #expect(try Tool.run("diff", old, new, "--allow", "k").status == 1)
    let summary = try #require(run.objects.last)
    #expect(summary["compared"] as? [String] == ["m", "r", "v"])
    #expect(summary["differing"] as? [String] == ["r", "v"])
    #expect((summary["notCompared"] as? [[String: String]])?.map { $0["name"] } == ["k"])
    let domain = run.objects.first {
      ($0["equality"] as? [String: Any])?["status"] as? String == "refuted"
    }
    #expect((domain?["equality"] as? [String: Any])?["isolated"] as? Bool == false)
    // At a point the one input of r has no place in m.
    let allowed = ["m", "v", "k"].flatMap { ["--allow", $0] }
    #expect(try Tool.run(["diff", old, new, "--at", "1"]).status == 2)
    #expect(try Tool.run(["diff", old, new, "--at", "1"] + allowed).status == 0)
    #expect(try Tool.run(["diff", old, new, "--at", "-1"] + allowed).status == 1)
  }

  @Test func `a function that is gone is a difference, unless it is allowed or renamed`() throws {
    let old = try folder.write("old.adl", "f(t) = relu(t)\nhinge(m) = max(0, 1 - m)\n")
    let new = try folder.write("new.adl", "f(t) = max(0, t)\nloss(m) = relu(1 - m)\n")
    let gone = try Tool.run("diff", old, new)
    #expect(gone.status == 1)
    #expect(gone.output.contains("1 function compared, no difference; 1 gone\n"))
    #expect(gone.output.contains("  only in old.adl: hinge\n  only in new.adl: loss\n"))
    #expect(try Tool.run("diff", old, new, "--allow", "hinge").status == 0)
    #expect(try Tool.run("diff", old, new, "--allow", "f").status == 1)
    let renamed = try Tool.run("diff", old, new, "--rename", "hinge=loss", "--json")
    #expect(renamed.status == 0)
    #expect(renamed.objects.map { $0["name"] as? String } == ["f", "hinge", nil])
    #expect(renamed.objects.map { $0["newName"] as? String } == [nil, "loss", nil])
    // What is new is not a difference; a name that no script has is a mistake.
    #expect(try Tool.run("diff", new, new).status == 0)
    let one = try folder.write("one.adl", "f(t) = relu(t)\n")
    #expect(try Tool.run("diff", one, old).status == 0)
    let empty = try folder.write("empty.adl", "x = 3\n")
    #expect(try Tool.run("diff", one, empty).status == 1)
    #expect(try Tool.run("diff", empty, empty).status == 2)
    for (arguments, words) in [
      (["--allow", "hing"], "no function `hing`"), (["--rename", "hinge=los"], "write `loss`"),
      (["--rename", "hing=loss"], "`old.adl` has no function `hing`"),
    ] {
      let run = try Tool.run(["diff", old, new] + arguments)
      #expect(run.status == 2 && run.errors.contains(words), "\(run.errors)")
    }
    for arguments in [
      ["--rename", "hinge"], ["--rename", "=loss"], ["--rename", "f=f", "--rename", "f=loss"],
    ] {
      #expect(try Tool.run(["diff", old, new] + arguments).status == 64)
    }
    #expect(try Tool.run("diff", "relu", "abs", "--on", "[0, 1]", "--allow", "relu").status == 64)
  }

  @Test func `a difference may be allowed, and functions are those of every definition`() throws {
    let old = try folder.write("old.adl", "f(t) = relu(t)\ng = t -> t\nh = relu'\n")
    let new = try folder.write("new.adl", "f(t) = abs(t)\ng = t -> 2 * t\nh = relu'\n")
    let run = try Tool.run("diff", old, new, "--on", "[1, 2]", "--json")
    #expect(run.objects.last?["compared"] as? [String] == ["f", "g", "h"])
    #expect(run.status == 1 && run.objects.last?["differing"] as? [String] == ["g"])
    #expect(try Tool.run("diff", old, new, "--on", "[1, 2]", "--allow", "g").status == 0)
    #expect(try Tool.run("diff", old, new, "--allow", "g").status == 1)
  }

  @Test func `what is not complete says so last, and is a difference if that is asked for`() throws
  {
    let old = try folder.write("old.adl", "f(x, y) = max(sin(x), y)\ng(t) = t^2\n")
    let new = try folder.write("new.adl", "f(x, y) = max(sin(x), y) * 1\ng(t) = t * t\n")
    let open = try Tool.run("diff", old, new)
    #expect(open.status == 0)
    #expect(open.output.contains("2 functions compared, no difference found\n"))
    let last = open.output.split(separator: "\n").last ?? ""
    #expect(last == "  not complete, though no difference was found: f (not all was looked at)")
    let strict = try Tool.run("diff", old, new, "--strict", "--json")
    #expect(strict.status == 1)
    #expect(strict.objects.last?["complete"] as? Bool == false)
    let incomplete = strict.objects.last?["incomplete"] as? [[String: String]]
    #expect(incomplete?.map { $0["name"] } == ["f"])
    #expect(try Tool.run("diff", old, new, "--strict", "--allow", "f").status == 0)
    #expect(try Tool.run("diff", old, old, "--strict", "--on", "[0, 1]").status == 1)
    let one = try folder.write("one.adl", "g(t) = t^2\n")
    #expect(try Tool.run("diff", one, one, "--strict").status == 0)
    // The same for functions.
    let box = ["diff", "(x, y) -> max(x, y) + 1", "(x, y) -> 1 + max(x, y)", "--on", "[-1, 1]^2"]
    #expect(try Tool.run(box).status == 0)
    #expect(try Tool.run(box + ["--strict"]).status == 1)
    #expect(try Tool.run(box + ["--strict"]).errors.contains("not complete"))
  }

  @Test func `what spends its budget before it compares is trouble`() throws {
    let old = try folder.write("old.adl", "set budget 1\nf(t) = abs(sin(t)) + abs(cos(t))\n")
    let new = try folder.write(
      "new.adl", "set budget 1\nf(t) = max(sin(t), -sin(t)) + abs(cos(t))\n")
    let run = try Tool.run("diff", old, new)
    #expect(run.status == 2 && run.output.contains("f: not compared: "))
  }

  @Test func `an assertion that fails in a script is trouble, and one subject is not a comparison`()
    throws
  {
    let failing = try folder.write("failing.adl", "f(t) = t\nassert f(1) == 2\n")
    #expect(try Tool.run("diff", failing, failing).status == 2)
    #expect(try Tool.run("diff", "relu", "--at", "0").status == 2)
  }

  @Test func `one script under two conventions`() throws {
    let script = try folder.write("c.adl", "r(t) = relu(t)\nc(t) = clip(t, -1, 1)\n")
    let run = try Tool.run("diff", script, "--under", "pytorch-1.13,pytorch-2.15")
    #expect(run.status == 1 && run.output.contains("2 functions compared, 1 with differences"))
    #expect(try Tool.run("diff", script, "--under", "jax, jax").status == 0)
    #expect(try Tool.run("diff", script).status == 64)
  }

  @Test func `a difference is an answer to a script and a finding of the tool`() throws {
    #expect(try Tool.run("eval", "diff relu, abs on [-1, 1]").status == 0)
    #expect(try Tool.run("diff", "relu", "abs", "--on", "[-1, 1]").status == 1)
    #expect(try Tool.run("diff", "relu", "--on", "[-1, 1]", "--under", "jax, paper").status == 0)
    #expect(try Tool.run("diff", "relu", "abs", "--on", "[1, -1]").status == 2)
    #expect(try Tool.run("diff", "relu", "abs").status == 1)
    #expect(try Tool.run("check-function", "relu").status == 0)
    #expect(try Tool.run("check-function", "t -> if t < 0 then -1 else t").status == 1)
  }
}
