import ADLTestSupport
import Foundation
import Testing

/// `adl map`: rows of points in, rows of values and derivatives out.
struct MapCommandTests {
  let folder = Folder()

  /// Runs `adl map` over the lines of `points`.
  private func map(_ points: String, _ arguments: String...) throws -> Tool.Run {
    let file = try folder.write("points.csv", points)
    return try Tool.run(["map"] + arguments + ["--points", file])
  }

  @Test func `values and gradients come in the order of the points`() throws {
    let run = try map(
      "1,2\n\n# ties\n0, 0\n3;-1\n-1.5e0\t2\r\n", "(x, y) -> max(x, y)^2", "--gradient")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output == "4,0,4\n0,0,0\n9,6,0\n4,0,4\n")
  }

  @Test func `a row of names finds the inputs`() throws {
    let named = try map("y,label,x\n1,a,10\n2,b,20\n", "(x, y) -> x - y", "--gradient")
    #expect(named.output == "value,d/x,d/y\n9,1,-1\n18,1,-1\n")
    let matrix = try map(
      "\"W[1, 1]\",\"W[1, 2]\"\n3,4\n", "(W: R^(1,2)) -> sum(W @ [1, 10])", "--gradient")
    #expect(
      matrix.output == "value,\"d/W[1, 1]\",\"d/W[1, 2]\"\n43,1,10\n")
    let missing = try map("a,b,c\n1,2,3\n", "(x, y) -> x - y")
    #expect(missing.status == 2 && missing.errors.contains("no column is called `x`, `y`"))
    #expect(missing.errors.contains("points.csv:1:1"))
  }

  @Test func `limiting gradients stand beside what AD returns`() throws {
    let zero = "t -> relu(-t) + t - relu(t)"
    let run = try map("t\n0\n2\n", zero, "--true")
    #expect(run.output == "value,d/t,true d/t,differentiable\n0,1,0,1\n0,0,0,1\n")
    let kink = try map("0\n", "abs", "--true", "--json")
    let row = try #require(kink.objects.first)
    #expect(JSONSchema.adl.fault(in: kink.output) == nil)
    #expect(row["isDerivative"] as? Bool == false)
    let several = try map("x,y\n1,1\n", "(x, y) -> [max(x, y), x*y]", "--true")
    let rows = several.output.split(separator: "\n").map(String.init)
    #expect(
      rows[0] == "value[1],value[2],d[1]/x,d[1]/y,d[2]/x,d[2]/y,"
        + "true d[1]/x,true d[1]/y,true d[2]/x,true d[2]/y,differentiable")
    #expect(rows[1] == "1,1,1,0,1,1,1,0,1,1,0")
    // Where there is no gradient none is written.
    let edge = try map("0\n", "sqrt", "--true", "--domain", "nan")
    #expect(edge.output.hasSuffix(",nan,nan\n"))
  }

  @Test func `a first row is a point, or names every input once`() throws {
    for (points, words, place) in [
      ("1,2x\n3,4\n", "`2x` is not a number", "1:3"), ("\n1x;2\n", "`1x` is not a number", "2:1"),
      ("1,,2\n", "a number is missing", "1:3"), ("x,2\n", "`x` is not a number", "1:1"),
      ("x,z\n1,2\n", "no column is called `y`", "1:1"), ("z\n1\n", "`x`, `y`", "1:1"),
      ("x,y,x\n1,2,3\n", "two columns are called `x`", "1:1"),
      ("X,Y\n1,2\n", "no column is called `x`, `y`", "1:1"),
    ] {
      let run = try map(points, "(x, y) -> x - y")
      #expect(run.status == 2 && run.output.isEmpty, "\(points)")
      #expect(run.errors.contains(words) && run.errors.contains("points.csv:\(place)\n"))
    }
    #expect(try map("z\n1\n", "(x, y) -> x").errors.contains("as in `x,y`"))
    #expect(try map("y , x\n1,2\n", "(x, y) -> x - y").output == "value\n1\n")
  }

  @Test func `a file of results stays as it was until there is a result`() throws {
    let output = try folder.write("values.csv", "old\n")
    func text() throws -> String { try String(contentsOfFile: output, encoding: .utf8) }
    for (points, function) in [
      ("1\n", "nosuch"), ("1\n", "t -> "), ("1\n", "3"), ("x,z\n1,2\n", "(x, y) -> x"),
      ("1x\n", "t -> t"), ("-1\n", "t -> sqrt(t)"), ("1,2,3\n", "(x, y) -> x"),
    ] {
      #expect(try map(points, function, "--output", output).status == 2)
      #expect(try text() == "old\n", "\(function)")
    }
    let missing = folder.path + "/none.csv"
    #expect(try Tool.run("map", "sin", "--points", missing, "--output", output).status == 2)
    #expect(try text() == "old\n")
    // Where a row is bad, the rows before it take the place of what was there.
    #expect(try map("1\n4\nx\n", "t -> sqrt(t)", "--output", output).status == 2)
    #expect(try text() == "1\n2\n")
    #expect(try map("", "sin", "--output", output).status == 0)
    #expect(try text().isEmpty)
    // A function that is not known makes no file either.
    #expect(try map("1\n", "nosuch", "--output", missing).status == 2)
    #expect(!FileManager.default.fileExists(atPath: missing))
  }

  @Test func `a vector takes as many numbers as the first row has`() throws {
    #expect(try map("3,4\n6,8\n", "x -> norm2(x)").output == "5\n10\n")
    let several = try map("2,5\n", "(x, y) -> [x * y, x]", "--gradient", "--json")
    let values = "\"value\":{\"double\":[10,2]},\"backward\":{\"double\":[5,2,1,0]}"
    #expect(several.output == "{\"schema\":\"adl/1\",\"kind\":\"row\",\(values)}\n")
    #expect(JSONSchema.adl.fault(in: several.output) == nil)
  }

  @Test(.slow) func `shards put together are the whole`() throws {
    let points = "t\n" + (0..<50_000).map { "\($0)e-3\n" }.joined()
    let file = try folder.write("points.csv", points)
    let whole = try Tool.run(
      "map", "t -> sin(t) * relu(t - 1)", "--gradient", "--points", file, "--threads", "1")
    #expect(whole.output.split(separator: "\n").count == 50_001)
    let threads = try Tool.run(
      "map", "t -> sin(t) * relu(t - 1)", "--gradient", "--points", file, "--threads", "3")
    #expect(threads.output == whole.output)
    var rows: [Substring] = []
    for skip in stride(from: 0, to: 50_000, by: 20_000) {
      let shard = try Tool.run(
        "map", "t -> sin(t) * relu(t - 1)", "--gradient", "--points", file, "--skip", "\(skip)",
        "--take", "20000")
      rows += shard.output.split(separator: "\n").dropFirst()
    }
    #expect(rows == Array(whole.output.split(separator: "\n").dropFirst()))
  }

  @Test(.slow) func `numbers are read to the nearest double and written to be read back`() throws {
    let numbers = [
      "0.1", "1e22", "1e23", "9007199254740993", "123456789012345678901234567890", "1e-320",
      "2.2250738585072014e-308", "1.7976931348623157e308", "-0.3333333333333333", "4.35",
      "0.000001e-17", "+7", ".5", "5.", "1e400",
    ]
    let run = try map(numbers.joined(separator: "\n"), "t -> t")
    let results = run.output.split(separator: "\n").map { Double($0) }
    #expect(results == numbers.map { Double($0) ?? .nan })
    for wrong in ["1.2.3", "1e", "--1", "0x", "1_000", "e5", "."] {
      for points in [wrong + "\n2\n", "1\n" + wrong, "2,\(wrong)\n"] {
        let run = try map(points, "t -> t")
        #expect(run.status == 2 && run.errors.contains("points.csv:"), "\(wrong): \(run.errors)")
      }
    }
  }

  @Test func `what was written before a bad row stays whole`() throws {
    let rows = (1...30_000).map { "\($0)\n" }.joined()
    let output = folder.path + "/values.csv"
    let file = try folder.write("points.csv", rows + "1,2\n3\n")
    let run = try Tool.run("map", "t -> 2 * t", "--points", file, "--output", output)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("points.csv:30001:1") && run.errors.contains("2 numbers, not 1"))
    let written = try String(contentsOfFile: output, encoding: .utf8)
    #expect(written == (1...30_000).map { "\(2 * $0)\n" }.joined())
    let word = try map("1\n2\nthree\n", "t -> 2 * t")
    #expect(word.output == "2\n4\n" && word.errors.contains("points.csv:3:1"))
    let gap = try map("1,2\n1,,2\n", "(x, y) -> x")
    #expect(gap.errors.contains("a number is missing") && gap.errors.contains("points.csv:2:3"))
  }

  @Test func `a point outside the domain is an error, or not a number`() throws {
    let points = "4\n-1\n9\n"
    let stopped = try map(points, "t -> sqrt(t)", "--gradient")
    #expect(stopped.status == 2 && stopped.output == "2,0.25\n")
    #expect(stopped.errors.contains("`sqrt(-1)` is not defined"))
    #expect(stopped.errors.contains("points.csv:2:1"))
    let marked = try map(points, "t -> sqrt(t)", "--gradient", "--domain", "nan")
    #expect(marked.status == 0 && marked.output == "2,0.25\nnan,nan\n3,0.16666666666666666\n")
  }

  @Test func `the convention breaks the ties`() throws {
    for (convention, slope) in [("tensorflow", "0"), ("jax", "0"), ("paper", "0")] {
      let run = try map("0\n", "relu", "--gradient", "--convention", convention)
      #expect(run.output == "0,\(slope)\n")
    }
    #expect(
      try map("0\n", "t -> max(t, 0)", "--gradient", "--convention", "jax").output == "0,0.5\n")
  }

  @Test func `batches that do not fit into memory are refused`() throws {
    let script = try folder.write("memory.adl", "set memory 2\n")
    #expect(try map("1\n", "sin", "--load", script).output == "0.8414709848078965\n")
    let refused = try map("1\n", "sin", "--load", script, "--threads", "64")
    #expect(refused.status == 2 && refused.output.isEmpty)
    #expect(refused.errors.contains("of memory, more than 2 MB"))
  }

  @Test func `what cannot be mapped is said`() throws {
    let file = try folder.write("points.csv", "1\n")
    for (arguments, words, status) in [
      (["map", "t -> ", "--points", file], "error", 2),
      (["map", "3", "--points", file], "`3` is not a function", 2),
      (["map", "nosuch", "--points", file], "nosuch", 2),
      (["map", "sin", "--points", folder.path + "/none"], "cannot read", 2),
      (["map", "sin", "--points", file, "--output", file], "it is the file of points", 2),
      (["map", "sin", "--points", file, "--take", "-1"], "--take", 64),
      (["map", "sin", "--points", file, "--threads", "0"], "--threads", 64),
    ] as [([String], String, Int32)] {
      let run = try Tool.run(arguments)
      #expect(run.status == status && run.errors.contains(words), "\(arguments): \(run.errors)")
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "1\n")
    #expect(try map("", "sin").output.isEmpty)
  }

  @Test func `columns beside those of a lone input are passed over`() throws {
    for function in ["x -> 2 * x", "f", "abs"] {
      let name = ["f": "a", "abs": "t"][function] ?? "x"
      let run = try Tool.shell(
        "printf 'b,\(name),c\\n7,1,5\\n7,2,oops\\n' | '\(Tool.path)' map '\(function)' --load <(echo 'f(a: R) = a')"
      )
      #expect(
        run.output == (function == "x -> 2 * x" ? "value\n2\n4\n" : "value\n1\n2\n"),
        "\(run.errors)")
    }
    let vector = try Tool.shell(
      "printf 'x[1],x[2]\\n1,2\\n' | '\(Tool.path)' map 'x -> x[1] + x[2]'")
    #expect(vector.output == "value\n3\n", "\(vector.errors)")
  }
}
