import ADLLanguage
import ADLPrograms
import CWorkloads

extension Workload {
  /// The workloads W1 to W7.
  public static let table: [Workload] = [
    onVector("maxq", PackageResources.maxq_adl, cMaxq),
    onVector("chained_lq", PackageResources.chained_lq_adl, cChainedLQ),
    onVector("chained_cb3_1", PackageResources.chained_cb3_1_adl, cChainedCB3),
    onVector("mifflin2", PackageResources.mifflin2_adl, cMifflin2),
    Workload(
      name: "mlp", text: String(decoding: PackageResources.mlp_adl, as: UTF8.self),
      defaultSize: 1377, function: "mlp",
      arguments: { _ in
        [matrix(32, 8), vector(32), matrix(32, 32), vector(32), vector(32), .number(Literal(0))]
      }, inC: cMlp),
    Workload(
      name: "deep", text: String(decoding: PackageResources.deep_adl, as: UTF8.self),
      defaultSize: 10_000, function: "deep",
      arguments: { [.integer($0), .number(Literal(0))] }, inC: cDeep),
    onVector("mixed", PackageResources.mixed_adl, cMixed),
  ]

  /// The workload called `name`, or known as W1, …, W7.
  public static func named(_ name: String) -> Workload? {
    table.first { $0.name == name }
      ?? table.indices.first { "W\($0 + 1)" == name }.map { table[$0] }
  }

  private static func onVector(
    _ name: String, _ text: [UInt8],
    _ inC:
      @escaping @Sendable @convention(c) (
        UnsafePointer<Double>?, Int, UnsafeMutablePointer<Double>?
      ) -> Double
  ) -> Workload {
    Workload(
      name: name, text: String(decoding: text, as: UTF8.self), defaultSize: 1000, function: name,
      arguments: { [vector($0)] }, inC: { inC($0, $1, $2) })
  }

  private static func vector(_ n: Int) -> ConstantValue {
    .vector([Literal](repeating: Literal(0), count: n))
  }

  private static func matrix(_ rows: Int, _ columns: Int) -> ConstantValue {
    .matrix([Literal](repeating: Literal(0), count: rows * columns), rows: rows, columns: columns)
  }
}
