import ADLAnalysis
import ADLFormats
import ADLPrograms

extension KinksAnswer {
  struct Payload: Encodable {
    /// A kink. Its `at` is a number, as the region is an interval.
    struct Row: Encodable {
      let at: Schema.Number
      let `class`: String
      let tier: String

      /// Where the pieces meet, where they may meet, and where a domain ends.
      let guards: [Schema.Place]
      let undecidedGuards: [Schema.Place]
      let edges: [Schema.Place]
      let outputs: [Output]
    }

    /// What one output does there, and what AD returns under each convention.
    struct Output: Encodable {
      let `class`: String
      let value: Schema.Number
      let left: Schema.Limit?
      let right: Schema.Limit?
      let ad: [Derivative]
    }

    /// The derivative by both modes, and what the backward mode's is worth.
    struct Derivative: Encodable {
      let convention: String
      let forward: Schema.Number
      let backward: Schema.Number
      let verdict: String
    }

    let name: String
    let region: [Schema.Extent]
    let verdict: String
    let text: String
    let rows: [Row]
    let complete: Bool
    let tier: String
    let unresolved: [Schema.Extent]
    let stopped: String?
  }

  var payload: any Encodable {
    Payload(
      name: name, region: [side.shape],
      verdict: !kinks.isEmpty ? "kinks" : isComplete ? "no kinks" : "no kinks found",
      text: verdict, rows: kinks.indices.map(row), complete: isComplete, tier: tier.word,
      unresolved: lists.flatMap(\.list.unresolved).map(\.shape),
      stopped: lists.lazy.compactMap(\.list.stop).first?.word)
  }

  private func row(_ i: Int) -> Payload.Row {
    let kink = kinks[i]
    func places(_ nodes: [Anchor]) -> [Schema.Place] {
      nodes.compactMap { SourceExcerpt($0, in: anchors).shape }
    }
    return Payload.Row(
      at: Schema.Number(kink.location), class: kink.kind.words, tier: kink.tier.word,
      guards: places(kink.nodes), undecidedGuards: places(kink.undecidedNodes),
      edges: places(kink.ends),
      outputs: kink.outputs.indices.map { output in
        Payload.Output(
          kink.outputs[output],
          lists.map { ($0.convention, $0.list.kinks[positions[i]].outputs[output]) })
      })
  }
}

extension KinksAnswer.Payload.Output {
  fileprivate init(_ output: OutputKink, _ answers: [(convention: Convention, kink: OutputKink)]) {
    self.init(
      class: output.kind.words, value: Schema.Number(output.value),
      left: output.left.map { Schema.Limit($0) }, right: output.right.map { Schema.Limit($0) },
      ad: answers.map { convention, kink in
        KinksAnswer.Payload.Derivative(
          convention: convention.name, forward: Schema.Number(kink.forward),
          backward: Schema.Number(kink.backward), verdict: kink.verdict.word)
      })
  }
}

extension Schema.Limit {
  init(_ limit: OneSidedLimit) {
    self.init(
      value: Schema.Number(limit.value), derivative: Schema.Number(limit.derivative))
  }
}
