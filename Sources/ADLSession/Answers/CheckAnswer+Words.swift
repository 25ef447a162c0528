import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms

extension Continuity {
  var words: String {
    switch self {
    case .proved: "continuous (proved)"
    case .refuted(let jump):
      "\(jump.verb) \(NumberText.point(jump.point)): "
        + NodeJump.words(jump.left, jump.value, jump.right, jump.gap)
    case .tested: "no jump was found (not proved)"
    case .unknown: "unknown"
    }
  }
}

extension Discontinuity {
  /// What the function does there.
  var verb: String { value == nil ? "breaks at" : "jumps at" }
}

extension NodeJump {
  var words: String { Self.words(left, value, right, gap) }

  /// Returns the limits and the value, and how far apart they are where they do not show it.
  static func words(
    _ left: KnownNumber?, _ value: KnownNumber?, _ right: KnownNumber?, _ gap: KnownNumber?
  ) -> String {
    words(left, value, right) + (gap.map { ", \(NumberText.text($0)) apart" } ?? "")
  }

  private static func words(_ left: KnownNumber?, _ value: KnownNumber?, _ right: KnownNumber?)
    -> String
  {
    func text(_ number: KnownNumber) -> String { NumberText.text(number) }
    let own = value.map { "value \(text($0))" } ?? "no value"
    switch (left, right) {
    case (let left?, let right?): return "limits \(text(left)) and \(text(right)), \(own)"
    case (let left?, nil): return "limit \(text(left)) from the left, \(own)"
    case (nil, let right?): return "limit \(text(right)) from the right, \(own)"
    case (nil, nil): return own
    }
  }
}

extension Smoothness {
  var words: String {
    switch self {
    case .smooth(let isProved): "smooth" + (isProved ? "" : " where it was looked at")
    case .atLeast(let order, let isProved):
      "C^\(order) or more: no higher order was compared"
        + (isProved ? "" : ", where it was looked at")
    case .continuouslyDifferentiable(let order, let isProved):
      "C^\(order)\(order == 0 ? ": it has kinks" : " and no more")"
        + (isProved ? "" : ", where it was looked at")
    case .infiniteSlope(let isProved):
      "C^0: a derivative is infinite" + (isProved ? "" : ", where it was looked at")
    case .discontinuous: "discontinuous"
    case .unknown: "undecided"
    }
  }
}

extension Consequence {
  var words: String {
    switch self {
    case .all: "all of the paper's apply"
    case .onBoundedBoxes: "apply on bounded boxes: analytic piece by piece, and not log-exp"
    case .onlyInside: "apply inside the domain only"
    case .notLipschitz: "none applies where a derivative is infinite"
    case .nothing: "none applies: the function is not continuous"
    case .ofTheFunction: "those on AD do not apply: it returns what is stated"
    case .open: "open: what they ask for was not proved"
    }
  }
}

extension DomainFinding.Status {
  var words: String {
    switch self {
    case .holds: "stays inside its domain"
    case .fails(let point): "undefined at \(NumberText.point(point))"
    case .edge(let point): "on the edge of its domain at \(NumberText.point(point))"
    case .open: "not known to stay inside its domain"
    }
  }

  var word: String {
    switch self {
    case .holds: "holds"
    case .fails: "fails"
    case .edge: "edge"
    case .open: "open"
    }
  }

  var point: [KnownNumber] {
    switch self {
    case .fails(let point), .edge(let point): point
    case .holds, .open: []
    }
  }
}

extension Hazard {
  /// The node that is to blame.
  var mark: NodeMark? {
    switch self {
    case .undefinedBranch(let branch, _, _): branch
    case .infiniteDerivative(let mark, _), .tieWithInterior(let mark, _): mark
    case .conventionDependent(_, _, _, let nodes), .statedDerivative(let nodes, _): nodes.first
    }
  }

  var point: [KnownNumber] {
    switch self {
    case .undefinedBranch(_, _, let point), .infiniteDerivative(_, let point),
      .tieWithInterior(_, let point):
      point
    case .conventionDependent(let row, _, _, _): row.point
    case .statedDerivative(_, .differs(let point, _, _, _)),
      .statedDerivative(_, .outside(let point, _, _)):
      point
    case .statedDerivative: []
    }
  }

  var word: String {
    switch self {
    case .undefinedBranch: "undefinedBranch"
    case .infiniteDerivative: "infiniteDerivative"
    case .tieWithInterior: "tieWithInterior"
    case .conventionDependent: "conventionDependent"
    case .statedDerivative: "statedDerivative"
    }
  }

  func words(_ anchors: AnchorMap) -> String {
    let place = NumberText.point(point)
    switch self {
    case .undefinedBranch(_, let inner, _):
      return
        "at \(place) `\(SourceExcerpt(inner.anchor, in: anchors).excerpt)` is undefined, though not "
        + "taken"
    case .infiniteDerivative: return "no finite derivative at \(place)"
    case .tieWithInterior: return "a tie on a set with interior, near \(place)"
    case .statedDerivative(let nodes, let worth):
      let more = nodes.count > 1 ? ", and in \(nodes.count - 1) more places" : ""
      switch worth {
      case .derivative: return "the derivative is stated\(more): it is the derivative (proved)"
      case .outside(_, _, let stated):
        return "the derivative is stated\(more), but at \(place), where there is none, AD returns "
          + "\(NumberText.text(stated)), no element of the Clarke subdifferential"
      case .notKnown:
        return "the derivative is stated\(more): not known to be the derivative everywhere"
      case .differs(_, _, let stated, let derivative):
        return "a derivative that is not the function's is stated\(more): at \(place) AD returns "
          + "\(NumberText.text(stated)), and the derivative is \(NumberText.text(derivative))"
      }
    case .conventionDependent(let row, let others, let profiles, _):
      let more = others > 0 ? ", and at \(others) more point\(others == 1 ? "" : "s")" : ""
      return "at \(row.pointText) the gradient depends on the convention"
        + (profiles.count <= 2 ? ": " + profiles.map(\.rawValue).joined(separator: ", ") : "")
        + more
    }
  }
}
