import ADLFormats

/// The measurements of the engine: what `adl bench` runs.
package struct Bench: Sendable {
  package enum Part: Sendable {
    /// The workloads, one point each.
    case workloads

    /// Every primitive over many numbers.
    case primitives

    /// Larger and larger programs.
    case scaling

    /// Many points.
    case batches

    /// Many descents.
    case descents

    /// From text to program.
    case text
  }

  package var parts: [Part] = [.workloads]

  /// The workloads by name; all for none.
  package var names: [String] = []
  package var size: Int?

  /// A function to measure in place of the workloads.
  package var function: Workload?

  /// Numbers to take as points, p for each.
  package var points: [Double]?
  var rounds = 7

  /// Creates a bench that measures all workloads.
  package init() {}

  /// Runs the measurements; `report` is called with every line of the table, or with a line of JSON
  /// for every measurement.
  package func run(json: Bool, report: (String) -> Void) throws(WorkloadFailure) {
    var isFirst = true
    for part in parts {
      if !isFirst, !json { report("") }
      isFirst = false
      switch part {
      case .workloads: try measureWorkloads(json, report)
      case .primitives: try measurePrimitives(json, report)
      case .scaling: try measureScaling(json, report)
      case .batches: try measureBatches(json, report)
      case .descents:
        let measurement = try DescentMeasurement.measure(
          runs: size ?? 1_000_000, rounds: rounds)
        if !json { Table.descents.header.forEach(report) }
        report(
          json
            ? line("descentMeasurement", measurement.payload) : Table.descents.line(measurement))
      case .text:
        if !json { Table.texts.header.forEach(report) }
        try TextMeasurement.all(rounds: rounds) {
          report(json ? line("textMeasurement", $0.payload) : Table.texts.line($0))
        }
      }
    }
  }

  private func line(_ kind: String, _ payload: some Encodable) -> String {
    JSONText.line(SchemaObject(kind: kind, payload))
  }

  /// The workloads that were named; `all` where none was.
  private func chosen(_ all: [Workload]) throws(WorkloadFailure) -> [Workload] {
    if names.isEmpty { return all }
    var result: [Workload] = []
    for name in names {
      guard let workload = Workload.named(name) else {
        let known = (Workload.table + Workload.small).map(\.name).joined(separator: ", ")
        throw WorkloadFailure("there is no workload `\(name)`; there are \(known)")
      }
      if size != nil, !workload.isSized {
        throw WorkloadFailure("the size of `\(workload.name)` is fixed")
      }
      result.append(workload)
    }
    return result
  }

  private func measureWorkloads(_ json: Bool, _ report: (String) -> Void) throws(WorkloadFailure) {
    let workloads = if let function { [function] } else { try chosen(Workload.table) }
    if !json { Table.workloads.header.forEach(report) }
    var measurements: [Measurement] = []
    for workload in workloads {
      let measurement = try workload.measure(size: size, points: points, rounds: rounds)
      report(json ? line("measurement", measurement.payload) : Table.workloads.line(measurement))
      if !json, function != nil { measurement.operations.forEach(report) }
      measurements.append(measurement)
    }
    if !json, let summary = Table.summary(measurements) { report(summary) }
  }

  private func measurePrimitives(_ json: Bool, _ report: (String) -> Void) throws(WorkloadFailure) {
    let wanted = Set(names)
    let all = Workload.primitives
    if let unknown = names.first(where: { name in !all.contains { $0.name == name } }) {
      let known = all.map(\.name).joined(separator: ", ")
      throw WorkloadFailure("there is no primitive `\(unknown)` to measure; there are \(known)")
    }
    if !json { Table.primitives.header.forEach(report) }
    for workload in all where wanted.isEmpty || wanted.contains(workload.name) {
      let measurement = try workload.measure(size: size, rounds: rounds)
      report(json ? line("measurement", measurement.payload) : Table.primitives.line(measurement))
    }
  }

  private func measureScaling(_ json: Bool, _ report: (String) -> Void) throws(WorkloadFailure) {
    let workloads = try chosen(["chained_lq", "chained_cb3_1", "deep"].compactMap(Workload.named))
    if !json { Table.workloads.header.forEach(report) }
    for workload in workloads where workload.isSized {
      // The number of nodes for each input is known from a small program.
      let small = try workload.program(1000)
      let perInput = Double(small.m) / 1000
      var nodes = 1e3
      while nodes <= 1e7 {
        let measurement = try workload.measure(
          size: max(Int(nodes / perInput), 2), rounds: nodes > 1e6 ? 3 : rounds)
        report(json ? line("measurement", measurement.payload) : Table.workloads.line(measurement))
        nodes *= 10
      }
    }
  }

  private func measureBatches(_ json: Bool, _ report: (String) -> Void) throws(WorkloadFailure) {
    let all = ["chained_cb3_1", "mlp", "three_relus", "valley"].compactMap(Workload.named)
    let workloads = try chosen(all)
    if !json { Table.batches.header.forEach(report) }
    for workload in workloads {
      let measurement = try workload.measureBatch(size: size ?? 10, rounds: rounds)
      report(json ? line("batchMeasurement", measurement.payload) : Table.batches.line(measurement))
    }
  }
}
