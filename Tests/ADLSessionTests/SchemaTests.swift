import ADLTestSupport
import ADLText
import Foundation
import Testing

@testable import ADLSession

/// What `adl-1.schema.json` says of the answers, and that each kind of them is met. That every
/// script keeps to it is asked where scripts are run.
struct SchemaTests {
  private static let schema = JSONSchema.adl

  /// The kinds that the tool alone prints.
  private static let others: Set = [
    "row", "measurement", "batchMeasurement", "descentMeasurement", "textMeasurement",
  ]

  @Test func `a key that is not listed, a missing one and a wrong word are found`() throws {
    let line = try #require(lines("f(t) = abs(t)\nkinks f on [-1, 1]").last)
    #expect(Self.schema.fault(in: line) == nil)
    for (old, new, words) in [
      ("\"tier\":\"exact\",\"guards\"", "\"tiers\":\"exact\",\"guards\"", "`tiers` is not listed"),
      ("\"complete\":true,", "", "`complete` is missing"),
      ("\"class\":\"kink\"", "\"class\":\"bend\"", "/rows/0/"),
      ("\"double\":0,", "\"double\":\"0\",", "/rows/0/"),
      ("\"line\":2", "\"line\":2.5", "/line: number is not integer"),
      ("\"schema\":\"adl/1\"", "\"schema\":\"adl/2\"", "/schema"),
      ("\"kind\":\"kinks\"", "\"kind\":\"kinds\"", "/kind"),
    ] {
      #expect(line.contains(old), "\(old)")
      let fault = Self.schema.fault(in: line.replacing(old, with: new, maxReplacements: 1))
      #expect(fault?.contains(words) == true, "\(old): \(fault ?? "no fault")")
    }
  }

  @Test func `objects are closed, and every definition is used`() throws {
    var used: Set<String> = []
    func visit(_ schema: JSON) {
      if case .object(let members) = schema {
        if let name = members["$ref"]?.string {
          used.insert(String(name.trimmingPrefix("#/$defs/")))
        }
        if members["properties"] != nil, members["type"] == .string("object") {
          #expect(members["additionalProperties"] == .boolean(false), "\(members.keys)")
        }
        members.values.forEach(visit)
      }
      schema.elements.forEach(visit)
    }
    visit(Self.schema.root)
    #expect(used == Set(Self.schema.names))
  }

  @Test func `every kind of answer is met, and keeps to the schema`() throws {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (old, new) = (folder + "/old.adl", folder + "/new.adl")
    try "f(t) = abs(t)\n#> x\n".write(toFile: old, atomically: true, encoding: .utf8)
    try "f(t) = relu(t)\n".write(toFile: new, atomically: true, encoding: .utf8)
    var lines = self.lines(Self.script + "save \"\(folder)/saved.adl\"\n")
    lines += self.lines("load \"\(new)\"\nx = nosuch", as: .prompt)
    _ = FileComparison(paths: [old, new]).run(in: [Session(), Session()]) { lines.append($0.json) }
    lines.append(Answer(try ScriptTest.run(path: old), file: old, line: 1).json)
    var kinds: Set<String> = []
    for line in lines {
      #expect(Self.schema.fault(in: line) == nil, "\(line.prefix(300))")
      if let kind = try JSON(line)["kind"]?.string { kinds.insert(kind) }
    }
    #expect(kinds.union(Self.others).subtracting(["warning"]) == Self.schemaKinds)
  }

  /// The kinds that the schema lists.
  private static let schemaKinds: Set<String> = {
    var kinds: Set<String> = []
    for name in schema.names {
      guard let kind = schema.definition(name)?["properties"]?["kind"] else { continue }
      kinds.formUnion([kind["const"]].compactMap { $0?.string })
      kinds.formUnion(kind["enum"]?.elements.compactMap(\.string) ?? [])
    }
    return kinds.subtracting(["warning"])
  }()

  private func lines(_ text: String, as mode: Session.Mode = .recording) -> [String] {
    var lines: [String] = []
    Session().run(SourceFile(name: "test.adl", text: text), as: mode) { lines.append($0.json) }
    return lines
  }

  private static let script = """
    ## Bends at 0.
    f(t) = abs(t)
    g(x, y) = max(x, y) + abs(x)
    v(x, y) = [x * y, relu(x)]
    selection bend(t) = if t < 0 then t / 2 else t + t^2
    f
    1/3
    [1, inf]
    [1, 2; 3, 4]
    set domain nan
    log(-1)
    set domain error
    log(-1)
    assert f(1) == 2
    assert 1 < 2
    program g
    program bend
    program g plan
    trace v at (0, 1)
    trace g at (0, 0) under paper, jax
    forward v at (0, 1)
    forward v at (0, 1) along (1, 2)
    backward g at (0, 0) under tensorflow, jax
    selection g at (0, 0)
    field g at (0, 0)
    field g at (0, 0) literal
    field (x -> sort(x)[3]) at zeros(7)
    field v at (0, 0)
    clarke g at (0, 0) under paper, jax
    clarke (t -> if t < 0 then 0 else 1) at 0
    clarke (t -> sqrt(abs(t))) at 0
    classify f at 0
    classify (t -> sqrt(t)) at 0
    gradient g at (0, 0)
    gradient f at 1
    gradcheck f against 2 at 0
    gradcheck relu against (t -> if t > 0 then 1 else 0) on [-1, 1]
    gradcheck relu against 1 at -1e-9
    direction f at 0 along 1
    direction (t -> sqrt(t)) at 0 along 1
    kinks f on [-1, 1] under paper, jax
    kinks (t -> abs(t^2 - 2)) on [-inf, inf)
    diff f, relu on [-1, 1]
    diff f at 0 under paper, pytorch
    diff g, (x, y) -> max(y, x) + abs(x) on [-1, 1]^2
    check f on [-1, 1]
    check (t -> if t < 0 then 0 else 1) on [-1, 1]
    check (t -> sqrt(sin(t))) on [-1, 1]
    verify f on [-1, 1]
    trace g at (0, 0) matrices
    verify g from (0, 1) to (1, -1)
    verify g along (t -> [t^2, t]) on [-1, 1]
    verify (t -> if t < 0 then 0 else 1) from -1 to 1
    cells g on [-1, 1]^2
    craft f at 0 slope 7
    emit f as dot at 0
    index f
    index (t -> if t < 0 then 1 else 2)
    selection f at 0 literal
    field g near (0, 0) along (1, 1)
    plot f on [-1, 1]
    plot g on [-1, 1] x [-1, 1]
    descend g from (1, 0) steps 20
    descend (t -> relu(-t) + t) from 1 on [-1, 1] steps 9
    descend g starts 20 on [-1, 1]^2 steps 20
    descend (t -> (t + 1)^2 / 2 - (relu(-t) + t - relu(t))) adversarial on [-1, 1] rate c/k
    precision g on [-1, 1]^2 samples 20
    precision (t -> relu(t - 0.1)) on [0, 0.2] as f16, f32 samples 20 under jax, tensorflow
    set precision f16
    trace g at (1, 0)
    trace (x -> sqrt(x^2)) at 0
    classify relu' at 0
    set precision f64
    convention
    convention jax
    convention relu6(0) = 1
    convention
    names
    set
    help
    help relu6
    help kinks
    help pi
    help f
    time 1 + 1

    """
}
