import ADLPrograms

/// Whether a program's function is an elementary selection, how smooth it is, and what could bite.
public struct ClassReport: Sendable {
  /// The smallest class that contains all pieces and guards.
  public let functionClass: FunctionClass

  /// The nodes that are not log-exp, in program order.
  public let notLogExp: [NodeMark]

  /// What is known of every node that may leave its domain, in program order.
  public let domains: [DomainFinding]

  /// Whether the function is continuous.
  public let continuity: Continuity

  /// What is known of every `if` and declared selection by itself, in program order.
  public let branches: [BranchFinding]

  /// How smooth the function is on the region.
  public let smoothness: Smoothness

  /// `true` iff the author of the program states a derivative.
  public let statesDerivatives: Bool

  /// What could bite elsewhere.
  public let hazards: [Hazard]

  /// Where the check looked.
  public let coverage: Coverage

  /// How many jumps were met, of a function of one variable, and whether there may be no end of them:
  /// a selection has a piece for every whole number, and its arguments go on without an end.
  public let jumpCount: Int
  public let isEndless: Bool

  /// Why it ended early, where it did.
  public let stop: Stop?

  /// `true` iff everything was looked at: nothing more can be found on the region.
  public let isComplete: Bool

  /// `true` iff it is known of every node where it has a value and a derivative.
  public var isDomainSettled: Bool { !domains.contains { $0.status == .open } }

  /// Whether the function is in the class S of Definition 3: defined and continuous, with log-exp
  /// pieces and guards; `nil` where that is open.
  public var isElementarySelection: Bool? {
    if functionClass == .analytic { return false }
    if domains.contains(where: { $0.fails || $0.isEdge }) { return false }
    if case .infiniteSlope = smoothness { return false }
    switch continuity {
    case .refuted: return false
    case .proved: return domains.allSatisfy { $0.status == .holds } ? true : nil
    case .tested, .unknown: return nil
    }
  }

  /// What follows for the paper's theorems.
  public var consequence: Consequence {
    if case .refuted(let jump) = continuity, jump.value != nil { return .nothing }
    if domains.contains(where: { $0.fails || $0.isEdge }) { return .onlyInside }
    if case .refuted = continuity { return .nothing }
    if case .infiniteSlope = smoothness { return .notLipschitz }
    if statesDerivatives { return .ofTheFunction }
    if functionClass == .analytic, case .proved = continuity, isDomainSettled {
      return .onBoundedBoxes
    }
    return isElementarySelection == true ? .all : .open
  }
}

/// What is known of the domain of a node.
public struct DomainFinding: Sendable {
  /// The node.
  public let mark: NodeMark

  /// What the node applies.
  public let primitive: Primitive

  /// What was found of its domain.
  public let status: Status

  /// What was found of the domain.
  public enum Status: Hashable, Sendable {
    /// The arguments stay inside, with a finite derivative.
    case holds

    /// The value does not exist at this point of the inputs.
    case fails(at: [KnownNumber])

    /// The value exists at this point and the derivative is infinite or does not.
    case edge(at: [KnownNumber])

    /// Neither was found.
    case open
  }

  /// `true` iff a point was found outside.
  var fails: Bool { if case .fails = status { true } else { false } }

  /// `true` iff a point was found on the edge.
  var isEdge: Bool { if case .edge = status { true } else { false } }
}

/// Whether a function is continuous.
public enum Continuity: Sendable {
  /// It is: no branch can jump, or none does.
  case proved

  /// It is not.
  case refuted(Discontinuity)

  /// No jump was found where the check looked.
  case tested

  /// Nothing is known.
  case unknown
}

/// A point at which an output jumps.
public struct Discontinuity: Sendable {
  /// The inputs, one entry each.
  public let point: [KnownNumber]

  /// The output, from 0.
  public let output: Int

  /// The limits from the two sides of the point on the line that it was found on, and the value;
  /// `nil` where there is none.
  public let left: KnownNumber?

  /// The value at the point; `nil` where there is none.
  public let value: KnownNumber?

  /// The limit from the right; `nil` where there is none.
  public let right: KnownNumber?

  /// The distance of two of them that are known to differ, where they do not show it themselves.
  public let gap: KnownNumber?

  /// The selections that change there.
  public let guards: [TiedGuard]
}

/// What is known of one `if` or declared selection.
public struct BranchFinding: Sendable {
  /// The node.
  public let mark: NodeMark

  /// What was found of its branches.
  public enum Status: Hashable, Sendable {
    /// Its branches agree wherever its condition turns.
    case continuous

    /// They do not at this point.
    case jumps(at: [KnownNumber], NodeJump)

    /// No jump was found where the check looked.
    case tested
  }

  /// What was found of its branches.
  public let status: Status
}

/// How smooth a function is on the region.
public enum Smoothness: Hashable, Sendable {
  /// Infinitely often differentiable; `isProved` iff everything was looked at.
  case smooth(isProved: Bool)

  /// `order` times continuously differentiable, or more: no higher derivatives were compared.
  case atLeast(order: Int, isProved: Bool)

  /// `order` times continuously differentiable and no more; order 0 has kinks.
  case continuouslyDifferentiable(order: Int, isProved: Bool)

  /// Continuous, with infinite derivatives.
  case infiniteSlope(isProved: Bool)

  /// Not continuous.
  case discontinuous

  /// Not known.
  case unknown
}

/// What a function does that is harmless here and not everywhere.
public enum Hazard: Sendable {
  /// A branch that is not taken is undefined, or has no finite derivative: where a framework
  /// evaluates both branches and selects (`where`), the gradient becomes NaN.
  case undefinedBranch(branch: NodeMark, inner: NodeMark, at: [KnownNumber])

  /// The derivative is infinite at a point of the domain's edge.
  case infiniteDerivative(NodeMark, at: [KnownNumber])

  /// AD returns what the program's author states at these nodes, and how that compares with the
  /// derivative.
  case statedDerivative(nodes: [NodeMark], StatedDerivative)

  /// Pieces of a selection tie on a set with interior: AD's answer there is a matter of convention.
  case tieWithInterior(NodeMark, near: [KnownNumber])

  /// The measured profiles return different gradients at a point, and at others for the same
  /// reason.
  case conventionDependent(
    ComparisonRow, others: Int, profiles: [Profile], nodes: [NodeMark])
}

/// What follows for the theorems of the paper.
public enum Consequence: Hashable, Sendable {
  /// All of them apply.
  case all

  /// They apply on bounded boxes: the function is analytic piece by piece, and not log-exp.
  case onBoundedBoxes

  /// They apply inside the domain only.
  case onlyInside

  /// None does around the points where a derivative is infinite.
  case notLipschitz

  /// None does: the function is not continuous.
  case nothing

  /// Those on the function do; AD returns what the program's author states.
  case ofTheFunction

  /// That depends on what was left open.
  case open
}
