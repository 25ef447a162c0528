import ADLLanguage
import ADLPrograms
import CWorkloads

extension Workload {
  /// The workloads W1 to W7.
  static let table: [Workload] = [
    onVector("maxq", PackageResources.maxq_adl, { cMaxq($0, $1, $2) }),
    onVector("chained_lq", PackageResources.chained_lq_adl, { cChainedLQ($0, $1, $2) }),
    onVector(
      "chained_cb3_1", PackageResources.chained_cb3_1_adl, { cChainedCB3($0, $1, $2) },
      { cChainedCB3Batch($0, $1, $2, $3, $4) }),
    onVector("mifflin2", PackageResources.mifflin2_adl, { cMifflin2($0, $1, $2) }),
    Workload(
      name: "mlp", text: String(decoding: PackageResources.mlp_adl, as: UTF8.self),
      defaultSize: 1377, isSized: false,
      arguments: { _ in
        [matrix(32, 8), vector(32), matrix(32, 32), vector(32), vector(32), .number(Literal(0))]
      }, inC: { cMlp($0, $1, $2) }, batchInC: { cMlpBatch($0, $1, $2, $3, $4) }),
    Workload(
      name: "deep", text: String(decoding: PackageResources.deep_adl, as: UTF8.self),
      defaultSize: 10_000, isSized: true,
      arguments: { [.integer($0), .number(Literal(0))] }, inC: { cDeep($0, $1, $2) },
      batchInC: nil),
    onVector("mixed", PackageResources.mixed_adl, { cMixed($0, $1, $2) }),
  ]

  /// Small programs, for batches.
  static let small: [Workload] = [
    Workload(
      name: "three_relus", text: String(decoding: PackageResources.three_relus_adl, as: UTF8.self),
      defaultSize: 1, isSized: false, arguments: { _ in [.number(Literal(0))] }, inC: nil,
      batchInC: { cThreeRelusBatch($0, $1, $2, $3, $4) }),
    Workload(
      name: "valley", text: String(decoding: PackageResources.valley_adl, as: UTF8.self),
      defaultSize: 2, isSized: false,
      arguments: { _ in [.number(Literal(0)), .number(Literal(0))] }, inC: nil,
      batchInC: { cValleyBatch($0, $1, $2, $3, $4) }),
  ]

  /// The workload called `name`, or known as W1, …, W7.
  static func named(_ name: String) -> Workload? {
    (table + small).first { $0.name == name }
      ?? table.indices.first { "W\($0 + 1)" == name.uppercased() }.map { table[$0] }
  }

  private static func onVector(
    _ name: String, _ text: [UInt8],
    _ inC:
      @escaping @Sendable (
        UnsafePointer<Double>, Int, UnsafeMutablePointer<Double>?
      ) -> Double,
    _ batchInC: (
      @Sendable (
        UnsafePointer<Double>, Int, Int, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>
      ) -> Void
    )? = nil
  ) -> Workload {
    Workload(
      name: name, text: String(decoding: text, as: UTF8.self), defaultSize: 1000, isSized: true,
      arguments: { [vector($0)] }, inC: inC, batchInC: batchInC)
  }

  /// Vectors of the given sizes, as arguments.
  static func vectors(_ sizes: [Int]) -> [ConstantValue] { sizes.map(vector) }

  private static func vector(_ n: Int) -> ConstantValue {
    .vector([Literal](repeating: Literal(0), count: n))
  }

  private static func matrix(_ rows: Int, _ columns: Int) -> ConstantValue {
    .matrix([Literal](repeating: Literal(0), count: rows * columns), rows: rows, columns: columns)
  }
}
