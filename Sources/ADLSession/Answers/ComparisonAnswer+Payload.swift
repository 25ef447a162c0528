import ADLAnalysis
import ADLFormats
import ADLPrograms

extension ComparisonAnswer {
  struct Payload: Encodable {
    /// A point at which the derivatives can differ, and what each subject answers there.
    struct Row: Encodable {
      let at: [Schema.Number]
      let `class`: String

      /// The subjects that the class is about.
      let names: [String]

      /// What the point stands for.
      let set: String
      let tier: String
      let answers: [Subject]
      let firstDivergences: [Joined<Schema.Node, Divergence>]
    }

    struct Subject: Encodable {
      let name: String
      let outputs: [Output]
    }

    struct Output: Encodable {
      let value: Schema.Number
      let forward: [Schema.Number]
      let backward: [Schema.Number]
      let verdict: String
      let left: Schema.Limit?
      let right: Schema.Limit?
      let field: FieldShape?
      let clarke: ClarkeShape?
    }

    /// Where the sweeps of a subject part from those of others, or meet a tie.
    struct Divergence: Encodable {
      let name: String
      let pieces: [[Int]]
      let partials: Schema.Vector
    }

    /// The function that the subjects are, where they are one: under several conventions, or in two
    /// files.
    let name: String?

    /// What it is called in the second file, where that is another name, and where each file has
    /// it.
    let newName: String?
    let places: [Schema.Place]?

    /// The subjects.
    let names: [String]
    let region: [Schema.Extent]?
    let point: Schema.Vector?
    let verdict: String
    let text: String
    let differs: Bool
    let equality: EqualityShape
    let rows: [Row]
    let complete: Bool
    let tier: String
    let looked: LookedShape

    /// Subjects with other Clarke subdifferentials, and so other functions, at the point.
    let clarkeDiffers: [String]?

    /// A point around which derivatives differ on a set with interior.
    let derivativesDifferAround: [Schema.Number]?
    let stopped: String?
  }

  /// Whether the subjects are one function, and by what this is known.
  struct EqualityShape: Encodable {
    let status: String
    var bound: Double?
    var points: Int?
    var largest: Schema.Number?
    var exact: Bool?
    var point: [Schema.Number]?
    var names: [String]?
    var output: Int?
    var values: [Schema.Number]?
    var isolated: Bool?
    var tier: String?
  }

  package var payload: any Encodable { payload(name: function) }

  func payload(
    name: String?, newName: String? = nil, places: [Schema.Place]? = nil
  ) -> Payload {
    var point: Schema.Vector?
    if case .point(let numbers) = place { point = Schema.Vector(numbers) }
    return Payload(
      name: name, newName: newName, places: places, names: names,
      region: point == nil ? place.sides.map(\.shape) : nil, point: point, verdict: verdictWord,
      text: verdict, differs: hasDifferences, equality: equality, rows: rows.map(row),
      complete: comparison.isComplete, tier: tier.word, looked: LookedShape(comparison.coverage),
      clarkeDiffers: comparison.otherClarke.map { [names[0], names[$0]] },
      derivativesDifferAround: comparison.differingRegion?.map { Schema.Number($0) },
      stopped: comparison.stop?.word)
  }

  private var verdictWord: String {
    if !comparison.isOneFunction { return "different functions" }
    if !differingRows.isEmpty || comparison.differingRegion != nil {
      return "different derivatives"
    }
    if reasonForNoAnswer != nil { return "nothing compared" }
    if rows.contains(where: { $0.kind == .undecided }) { return "undecided" }
    return incompleteness == nil ? "no difference" : "no difference found"
  }

  private var equality: EqualityShape {
    switch comparison.equality {
    case .proved: return EqualityShape(status: "proved")
    case .bounded(let bound, let points):
      return EqualityShape(status: "bounded", bound: bound, points: points)
    case .tested(let points, let largest, let isExact):
      return EqualityShape(
        status: "tested", points: points, largest: Schema.Number(largest), exact: isExact)
    case .refuted(let example):
      return EqualityShape(
        status: "refuted", point: example.point.map { Schema.Number($0) },
        names: [names[example.subjects.0], names[example.subjects.1]],
        output: example.output + 1,
        values: [example.values.0, example.values.1].map { Schema.Number($0) },
        isolated: example.isIsolated, tier: example.tier.word)
    case .unknown: return EqualityShape(status: "unknown")
    }
  }

  private func row(_ row: ComparisonRow) -> Payload.Row {
    let location = row.point.count == 1 ? row.location : nil
    return Payload.Row(
      at: location.map { [Schema.Number($0)] } ?? row.point.map { Schema.Number($0) },
      class: row.kind.word, names: row.kind.subjects.map { names[$0] }, set: row.place.word,
      tier: row.tier.word,
      answers: zip(names, row.answers).map { name, subject in
        Payload.Subject(name: name, outputs: subject.outputs.map { Payload.Output($0) })
      },
      firstDivergences: row.divergences.map { divergence in
        Joined(
          Schema.Node(
            divergence.node,
            at: SourceExcerpt(divergence.anchor, in: anchors[divergence.subject]).span),
          Payload.Divergence(
            name: names[divergence.subject], pieces: divergence.pieces.map { $0.map { $0 + 1 } },
            partials: Schema.Vector(divergence.partials)))
      })
  }
}

extension ComparisonAnswer.Payload.Output {
  fileprivate init(_ output: SubjectOutput) {
    self.init(
      value: Schema.Number(output.value), forward: output.forward.map { Schema.Number($0) },
      backward: output.backward.map { Schema.Number($0) }, verdict: output.verdict.word,
      left: output.left.map { Schema.Limit($0) }, right: output.right.map { Schema.Limit($0) },
      field: output.field.map { FieldShape($0) }, clarke: output.clarke.map { ClarkeShape($0) })
  }
}

/// Where an analysis of a region looked.
struct LookedShape: Encodable {
  let lines: Int
  let planes: Int
  let corners: Int
  let points: Int
  let cells: Int

  init(_ coverage: Coverage) {
    (lines, planes, corners) = (coverage.lines, coverage.planes, coverage.corners)
    (points, cells) = (coverage.points, coverage.cells)
  }
}
