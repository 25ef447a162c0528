import Foundation
import Testing

/// Programs of frameworks on the command line: as functions, compared, and written as scripts.
struct ProgramFileTests {
  private let folder = Folder()

  private static let files = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Scripts/files").path

  @Test func `a file stands for its function`() throws {
    let spline = Self.files + "/jax/spline_cond.mlir"
    let verdict = try Tool.run("classify", spline, "--at", "(0, 0)")
    #expect(verdict.status == 0 && verdict.output.contains("programs.py:42"))
    let gradient = Self.files + "/jax/spline_cond.grad.mlir"
    let judged = try Tool.run("diff", spline + "'", gradient, "--at", "(0, 0)")
    #expect(judged.status == 0 && judged.output.contains("the derivatives agree"))
    let points = try folder.write("points.csv", "x,c\n0,0\n2,1\n")
    let rows = try Tool.run("map", spline, "--points", points, "--gradient")
    #expect(rows.status == 0 && rows.output.split(separator: "\n").count == 3)
  }

  @Test func `two versions are compared, and a constant that changed is found`() throws {
    let path = Self.files + "/jax/spline_cond.mlir"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("dense<-5.000000e-01>"))
    let changed = try folder.write(
      "new.mlir",
      text.replacingOccurrences(of: "dense<-5.000000e-01>", with: "dense<-0.50000000000000011>"))
    #expect(try Tool.run("diff", path, path, "--at", "(0, 1)").status == 0)
    #expect(try Tool.run("diff", path, changed, "--at", "(0, 1)").status == 1)
  }

  @Test(arguments: [
    ("jax/clip_chain.mlir", "([0.5, -1, 2], -1, 1)"),
    ("jax/soft_units.mlir", "([0, 3, 1], [6, 0, -1])"),
    ("jax/max_pool.mlir", "([1, 2, 1, 2, 1, 3], [1, 0, 1])"),
    ("torch/activations.pt2.json", "[1, -1, 0.5]"),
  ])
  func `a script is the same program`(file: String, point: String) throws {
    let original = Self.files + "/" + file
    let script = folder.path + "/script.adl"
    let run = try Tool.run("import", original, "--to", script, "--as", "f")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(try folder.text("script.adl").contains("programs.py:"))
    let compared = try Tool.run("diff", "f", original, "--load", script, "--at", point)
    #expect(compared.status == 0, "\(compared.output)\(compared.errors)")
  }
}
