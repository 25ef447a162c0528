import ADLAnalysis
import ADLFormats
import ADLPrograms

/// D_f in JSON: the set, and whether it has all vectors.
struct FieldShape: Encodable {
  private let set: Schema.VectorSet
  private let complete: Bool

  /// The vectors that AD cannot return at the point, where there are any.
  private let limits: [Schema.ChosenVector]?

  init(_ set: GradientSet, isComplete: Bool, limits: [GradientVector] = []) {
    self.set = Schema.VectorSet(set)
    complete = isComplete
    self.limits = limits.isEmpty ? nil : limits.map { Schema.ChosenVector($0) }
  }

  init(_ field: FieldAnswer) {
    self.init(field.set, isComplete: field.isComplete, limits: field.limits)
  }

  private enum CodingKeys: CodingKey { case complete, limits }

  func encode(to encoder: any Encoder) throws {
    try set.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(complete, forKey: .complete)
    try container.encodeIfPresent(limits, forKey: .limits)
  }

  /// Where 0 is, in JSON; `isOpen` iff not all of the set need belong to the closure.
  static func word(
    _ origin: OriginTest?, isComplete: Bool, isOpen: Bool, count: Rational
  ) -> String {
    switch origin?.position {
    case .inside: isOpen ? "open" : "0 in the hull"
    case .outside: isComplete ? "0 not in the hull" : "open"
    case .notKnown: "undecided"
    case nil: count == .one && isComplete ? "one Jacobian" : "a set of Jacobians"
    }
  }
}

/// The limiting gradients in JSON. Where `exact` is `false` they are a part, and `outer` contains
/// all.
struct ClarkeShape: Encodable {
  /// The set, where there is one.
  private let set: Schema.VectorSet?
  private let members: Members

  private struct Members: Encodable {
    let outer: Schema.VectorSet?

    /// The number of cells, and a direction into each of those that needed a search, by group.
    let cellCount: Double
    let cells: [[Cell]]
    @Nullable var differentiable: Bool?

    /// The values that the function tends to nearby and does not have.
    let jumps: [Schema.Vector]?

    /// Whether the function is discontinuous around the point; `null` where that is open.
    @Nullable var discontinuousAround: Bool?
  }

  private struct Cell: Encodable {
    let direction: Schema.Vector
    let thin: Bool
  }

  /// The maximum number of cells of a group that are listed.
  private static let cellLimit = 1024

  init(_ clarke: ClarkeAnswer) {
    var set: Schema.VectorSet?
    if clarke.jumps.isEmpty, let inner = clarke.inner {
      set = Schema.VectorSet(inner, isExact: clarke.isExact)
    }
    self.set = set
    let isOpen = !clarke.openContinuity.isEmpty
    members = Members(
      outer: set == nil || clarke.isExact ? nil : clarke.outer.map { Schema.VectorSet($0) },
      cellCount: Schema.count(clarke.cellCount),
      cells: clarke.cells.map { group in
        group.prefix(Self.cellLimit).map {
          Cell(direction: Schema.Vector($0.direction), thin: $0.isThin)
        }
      }, differentiable: clarke.isDifferentiable,
      jumps: clarke.jumps.isEmpty ? nil : clarke.jumps.map { Schema.Vector($0.map(\.known)) },
      discontinuousAround: isOpen ? nil : !clarke.breaks.isEmpty)
  }

  func encode(to encoder: any Encoder) throws {
    try set?.encode(to: encoder)
    try members.encode(to: encoder)
  }
}
