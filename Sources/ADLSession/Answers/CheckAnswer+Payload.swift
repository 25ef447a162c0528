import ADLAnalysis
import ADLFormats
import ADLPrograms

extension CheckAnswer {
  struct Payload: Encodable {
    /// What is known of the domain of a node.
    struct Domain: Encodable {
      let status: String
      let at: [Schema.Number]
    }

    struct Hazard: Encodable {
      let hazard: String
      let text: String
      @Nullable var place: Schema.Place?
      let at: [Schema.Number]
    }

    /// A point at which the function jumps.
    struct Jump: Encodable {
      let at: [Schema.Number]
      let output: Int
      let left: Schema.Limit?
      @Nullable var value: Schema.Number?
      let right: Schema.Limit?
      let guards: [Schema.Place]
    }

    /// An `if` or a declared selection that jumps by itself.
    struct Branch: Encodable {
      let at: [Schema.Number]
      let left: Schema.Limit?
      @Nullable var value: Schema.Number?
      let right: Schema.Limit?
    }

    let name: String
    let region: [Schema.Extent]
    let convention: String
    let verdict: String
    let text: String
    @Nullable var elementarySelection: Bool?
    let continuity: String
    let smoothness: String
    let pieceClass: String
    let notLogExp: [Schema.Node]
    let theorems: String
    let domains: [Joined<Schema.Node, Domain>]
    let branches: [Joined<Schema.Node, Branch>]
    let hazards: [Hazard]
    let jump: Jump?
    let complete: Bool
    let looked: LookedShape
    let stopped: String?
  }

  var payload: any Encodable {
    Payload(
      name: name, region: sides.map(\.shape), convention: convention.name, verdict: verdictWord,
      text: verdict, elementarySelection: report.isElementarySelection,
      continuity: continuityWord, smoothness: smoothness,
      pieceClass: report.functionClass.word,
      notLogExp: report.notLogExp.map { node($0) }, theorems: report.consequence.words,
      domains: report.domains.map { finding in
        Joined(
          node(finding.mark, finding.primitive.name),
          Payload.Domain(
            status: finding.status.word, at: finding.status.point.map { Schema.Number($0) }))
      },
      branches: report.branches.compactMap(branch),
      hazards: report.hazards.map { hazard in
        Payload.Hazard(
          hazard: hazard.word, text: hazard.words(anchors),
          place: hazard.mark.flatMap { SourceExcerpt($0.anchor, in: anchors).shape },
          at: hazard.point.map { Schema.Number($0) })
      }, jump: jump, complete: report.isComplete, looked: LookedShape(report.coverage),
      stopped: report.stop?.word)
  }

  /// The verdict without the point that it may name.
  private var verdictWord: String {
    verdict.hasPrefix("not in the class") ? "not in the class" : verdict
  }

  private var continuityWord: String {
    switch report.continuity {
    case .proved where !report.isDomainSettled: Self.openDomain
    case .tested where !report.isDomainSettled: Self.openDomain
    case .proved where !failures.isEmpty: "continuous where it is defined (proved)"
    case .refuted(let jump): jump.value == nil ? "breaks" : "jumps"
    default: report.continuity.words
    }
  }

  private func node(_ mark: NodeMark, _ primitive: String? = nil) -> Schema.Node {
    Schema.Node(mark.node, primitive, at: SourceExcerpt(mark.anchor, in: anchors).span)
  }

  private var jump: Payload.Jump? {
    guard case .refuted(let jump) = report.continuity else { return nil }
    return Payload.Jump(
      at: jump.point.map { Schema.Number($0) }, output: jump.output + 1,
      left: Schema.Limit(limit: jump.left), value: jump.value.map { Schema.Number($0) },
      right: Schema.Limit(limit: jump.right),
      guards: jump.guards.compactMap { SourceExcerpt($0.anchor, in: anchors).shape })
  }

  private func branch(_ finding: BranchFinding) -> Joined<Schema.Node, Payload.Branch>? {
    guard case .jumps(let point, let jump) = finding.status else { return nil }
    return Joined(
      node(finding.mark),
      Payload.Branch(
        at: point.map { Schema.Number($0) }, left: Schema.Limit(limit: jump.left),
        value: jump.value.map { Schema.Number($0) }, right: Schema.Limit(limit: jump.right)))
  }
}

extension Schema.Limit {
  /// The limit of a value, where there is one.
  fileprivate init?(limit: KnownNumber?) {
    guard let limit else { return nil }
    self.init(value: Schema.Number(limit))
  }
}

extension FunctionClass {
  /// The class in JSON.
  fileprivate var word: String {
    switch self {
    case .rational: "rational"
    case .logExp: "log-exp"
    case .analytic: "analytic"
    }
  }
}
