import ADLTestSupport
import Foundation
import Testing

/// `adl bench` as another program's measuring instrument: points in, results and times out.
struct BenchCommandTests {
  let folder = Folder()

  /// Writes a file of doubles, little-endian, and returns its path.
  private func points(_ numbers: [Double]) throws -> String {
    let path = folder.path + "/points"
    let bytes = numbers.flatMap { number in
      withUnsafeBytes(of: number.bitPattern.littleEndian, Array.init)
    }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test func `points of a file get values and gradients, with times`() throws {
    let file = try points([3, 1, -1, -2, 0, 0.5])
    let run = try Tool.run("bench", "--workload", "W1", "--n", "2", "--points", file, "--json")
    let object = try #require(run.objects.first)
    #expect(run.status == 0 && run.objects.count == 1)
    #expect(object["workload"] as? String == "maxq" && object["p"] as? Int == 2)
    #expect(JSONSchema.adl.fault(in: run.output.trimmingCharacters(in: .newlines)) == nil)
    let results = try #require(object["points"] as? [[String: Double]])
    #expect(results.map { $0["value"] } == [9, 4, 0.25])
    #expect(results.map { $0["gradientSum"] } == [6, -4, 1])
    #expect(results.map { $0["gradientNorm"] } == [6, 4, 1])
    for time in ["build", "plan", "evaluation", "gradient", "gradientInC"] {
      #expect(try #require(object[time] as? Double) > 0)
    }
    #expect(object["difference"] as? Double == 0)
  }

  @Test func `every workload has the gradient that C has`() throws {
    let sized = ["maxq", "chained_lq", "chained_cb3_1", "mifflin2", "deep", "mixed"]
    let arguments = sized.flatMap { ["--workload", $0] } + ["--n", "50", "--json"]
    let runs = [
      try Tool.run(["bench"] + arguments), try Tool.run("bench", "--workload", "W5", "--json"),
    ]
    let objects = runs.flatMap(\.objects)
    #expect(objects.compactMap { $0["workload"] as? String } == sized + ["mlp"])
    for object in objects {
      #expect(try #require(object["difference"] as? Double) < 1e-14)
    }
  }

  @Test func `descents end where those in C end`() throws {
    let run = try Tool.run("bench", "--descents", "--n", "700", "--json")
    let object = try #require(run.objects.first)
    #expect(run.status == 0 && object["runs"] as? Int == 700)
    #expect(object["differing"] as? Int == 0)
    #expect(JSONSchema.adl.fault(in: run.output.trimmingCharacters(in: .newlines)) == nil)
    let table = try Tool.run("bench", "--descents", "--n", "50")
    #expect(table.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func `every primitive has the gradient that C has`() throws {
    let run = try Tool.run("bench", "--primitives", "--n", "40", "--json")
    #expect(run.status == 0 && run.objects.count >= 60)
    for object in run.objects {
      let difference = try #require(object["difference"] as? Double)
      #expect(difference < 1e-13, "\(object["workload"] ?? ""): \(difference)")
    }
  }

  @Test func `a function of a script is measured`() throws {
    let file = try folder.write("loss.adl", "f(x: R^n) = sum(max(0, 1 - x[i])^2 for i in 1..n)\n")
    let run = try Tool.run("bench", "f", "--load", file, "--n", "20", "--json")
    let object = try #require(run.objects.first)
    #expect(run.status == 0 && object["p"] as? Int == 20)
    #expect(object["operations"] as? [String: Int] == ["max": 20, "sub": 20, "ipow": 20, "sum": 1])
    #expect(JSONSchema.adl.fault(in: run.output.trimmingCharacters(in: .newlines)) == nil)
    let many = try folder.write("many.adl", "f(x: R^n) = [x[i]^2 for i in 1..n]\n")
    #expect(try Tool.run("bench", "f", "--load", many, "--n", "200").status == 0)
    let table = try Tool.run("bench", "f", "--load", file, "--n", "20")
    #expect(table.output.contains("sub 20"))
    #expect(try Tool.run("bench", "g", "--load", file).status == 2)
    #expect(try Tool.run("bench", "f").status == 64)
  }

  @Test func `the table fits a terminal of 100 columns`() throws {
    let run = try Tool.run("bench", "--workload", "mixed", "--workload", "deep", "--n", "1000")
    #expect(run.status == 0 && run.output.contains("mixed") && run.output.contains("mean"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func `what cannot be measured is said, with the status of trouble`() throws {
    let odd = try points([1, 2, 3])
    let text = try folder.write("seven", "1 2 3 4")
    for (arguments, words) in [
      (["--workload", "W9"], "no workload `W9`"),
      (["--workload", "mlp", "--n", "5"], "`mlp` is fixed"),
      (["--workload", "maxq", "--n", "2", "--points", odd], "2 numbers each"),
      (["--workload", "maxq", "--n", "2", "--points", text], "7 bytes"),
      (["--workload", "maxq", "--points", folder.path + "/none"], "cannot read"),
      (["--workload", "deep", "--batches"], "no batch in C"),
    ] {
      let run = try Tool.run(["bench"] + arguments)
      #expect(run.status == 2 && run.errors.contains(words), "\(arguments): \(run.errors)")
    }
    let nan = try points([.nan, 1])
    let undefined = try Tool.run("bench", "--workload", "W1", "--n", "2", "--points", nan, "--json")
    #expect(undefined.status == 0 && undefined.output.contains("\"value\":\"nan\""))
    #expect(try Tool.run("bench", "--points", odd).status == 64)
    #expect(try Tool.run("bench", "--n", "1").status == 64)
  }
}
