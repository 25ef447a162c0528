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

  @Test func `a function of another shape is a difference, and open sizes are taken small`() throws
  {
    let old = try folder.write("old.adl", "f(t) = t\nn(x: R^n) = sum(x)\n")
    let new = try folder.write("new.adl", "f(t: R^2) = sum(t)\nn(x: R^n) = sum(x)\n")
    let shapes = try Tool.run("diff", old, new)
    #expect(shapes.status == 1 && shapes.output.contains("f: another shape"))
    #expect(shapes.output.contains("n: compared with 3 inputs"))
    let point = try Tool.run("diff", old, new, "--at", "[1, 2, 3]")
    #expect(point.status == 0 && point.output.contains("1 function compared"))
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
    #expect(run.status == 1)
    let summary = try #require(run.objects.last)
    #expect(summary["compared"] as? [String] == ["m", "r", "v"])
    #expect(summary["differing"] as? [String] == ["r", "v"])
    #expect((summary["notCompared"] as? [[String: String]])?.map { $0["name"] } == ["k"])
    let domain = run.objects.first {
      ($0["equality"] as? [String: Any])?["status"] as? String == "refuted"
    }
    #expect((domain?["equality"] as? [String: Any])?["isolated"] as? Bool == false)
    // At a point the one input of r has no place in m.
    #expect(try Tool.run("diff", old, new, "--at", "1").status == 0)
    #expect(try Tool.run("diff", old, new, "--at", "-1").status == 1)
  }

  @Test func `an assertion that fails in a script is trouble, and one subject is no comparison`()
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
    #expect(try Tool.run("diff", "relu", "abs").status == 64)
    #expect(try Tool.run("check-function", "relu").status == 0)
    #expect(try Tool.run("check-function", "t -> if t < 0 then -1 else t").status == 1)
  }
}
