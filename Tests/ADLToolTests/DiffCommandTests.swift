import Foundation
import Testing

/// `adl diff` as a check that runs by itself: what it compares and how it ends.
struct DiffCommandTests {
  let folder = Folder()

  @Test func `two scripts are compared function by function, and the status says how it ended`()
    throws
  {
    let old = try folder.write("old.adl", "h(m) = max(0, 1 - m)\ng(t) = t^2\ngone(t) = t\n")
    let same = try folder.write("same.adl", "h(m) = relu(1 - m)\ng(t) = t * t\nmore(t) = t\n")
    let other = try folder.write("other.adl", "h(m) = (1 - m + abs(1 - m)) / 2\ng(t) = t^2\n")
    let broken = try folder.write("broken.adl", "h(m) = \n")
    let equal = try Tool.run("diff", old, same)
    #expect(equal.status == 0 && equal.output.contains("2 functions compared, no difference"))
    #expect(equal.output.contains("only in \(old): gone"))
    #expect(equal.output.contains("only in \(same): more"))
    let different = try Tool.run("diff", old, other, "--json")
    #expect(different.status == 1)
    let pairs = different.objects.filter { $0["kind"] as? String == "diff" }
    #expect(pairs.map { $0["differs"] as? Bool } == [true, false])
    #expect(pairs.map { $0["line"] as? Int } == [1, 2])
    #expect(try Tool.run("diff", old, other, "--on", "[-1, 1/2]").status == 0)
    #expect(try Tool.run("diff", old, other, "--at", "1").status == 1)
    #expect(try Tool.run("diff", old, broken).status == 2)
    #expect(try Tool.run("diff", old, folder.path + "/none.adl").status == 2)
  }

  @Test func `a function of another shape is a difference, and open sizes need a point`() throws {
    let old = try folder.write("old.adl", "f(t) = t\nn(x: R^n) = sum(x)\n")
    let new = try folder.write("new.adl", "f(t: R^2) = sum(t)\nn(x: R^n) = sum(x)\n")
    let shapes = try Tool.run("diff", old, new)
    #expect(shapes.status == 1 && shapes.output.contains("f: another shape"))
    #expect(shapes.output.contains("n: not compared"))
    let point = try Tool.run("diff", old, new, "--at", "[1, 2, 3]")
    #expect(point.status == 0 && point.output.contains("1 function compared"))
    #expect(try Tool.run("diff", old, old, "--at", "(1, 2)").status == 2)
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
    #expect(try Tool.run("diff", "relu", "abs").status == 64)
    #expect(try Tool.run("check-function", "relu").status == 0)
    #expect(try Tool.run("check-function", "t -> if t < 0 then -1 else t").status == 1)
  }
}
