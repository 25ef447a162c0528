import ADLAnalysis
import ADLFormats
import ADLPrograms

extension PrecisionAnswer {
  struct Payload: Encodable {
    /// How many points of a zone there are, their share, and its interval; all are counted where
    /// the two ends are one.
    struct Share: Encodable {
      let count: Int
      let lower: Double
      let upper: Double
    }

    struct Counts: Encodable {
      let bifurcations: Int
      let compensations: Int
    }

    struct Witness: Encodable {
      let zone: String
      let point: Schema.Vector
      let first: Schema.Vector
      let second: Schema.Vector
      let exact: Schema.Vector?
    }

    struct Format: Encodable {
      let format: String
      let exhaustive: Bool
      let total: Int
      let points: Int
      let outside: Int
      let undecided: Int
      let exactTies: Int
      let bifurcationsAtTies: Int
      let notFinite: Int
      let bifurcation: Share?
      let compensation: Share?
      let nodes: [Joined<Schema.Node, Counts>]
      let witnesses: [Witness]
      let stopped: String?
    }

    let name: String
    let region: [Schema.Extent]
    let conventions: [String]
    let text: String
    let samples: Int
    let seed: Int
    let formats: [Format]
  }

  var payload: any Encodable {
    Payload(
      name: name, region: question.sides.map(\.shape),
      conventions: isNamed ? [question.first.name, question.second.name] : ["first", "last"],
      text: verdict, samples: question.samples, seed: Int(question.seed),
      formats: reports.map(format))
  }

  private func format(_ report: PrecisionReport) -> Payload.Format {
    func share(_ count: Int) -> Payload.Share? {
      guard report.points > 0 else { return nil }
      if report.isExhaustive {
        let share = Double(count) / Double(report.points)
        return Payload.Share(count: count, lower: share, upper: share)
      }
      let interval = ClopperPearson(count, of: report.points)
      return Payload.Share(count: count, lower: interval.lower, upper: interval.upper)
    }
    func witness(_ zone: String, _ found: PrecisionReport.Witness?) -> [Payload.Witness] {
      guard let found else { return [] }
      return [
        Payload.Witness(
          zone: zone, point: Schema.Vector(found.point), first: Schema.Vector(found.first),
          second: Schema.Vector(found.second), exact: found.exact.map { Schema.Vector($0) })
      ]
    }
    return Payload.Format(
      format: report.format.rawValue, exhaustive: report.isExhaustive, total: report.total,
      points: report.points, outside: report.outside, undecided: report.undecided,
      exactTies: report.exactTies, bifurcationsAtTies: report.bifurcationsAtTies,
      notFinite: report.notFinite, bifurcation: share(report.bifurcations),
      compensation: share(report.compensations),
      nodes: report.nodes.map {
        Joined(
          placed($0.node).shape,
          Payload.Counts(bifurcations: $0.bifurcations, compensations: $0.compensations))
      },
      witnesses: witness("bifurcation", report.bifurcation)
        + witness("compensation", report.compensation), stopped: report.stop?.word)
  }
}
