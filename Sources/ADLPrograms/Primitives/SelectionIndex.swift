/// The index of an elementary selection as data: its guards, and which pieces their signs choose.
///
/// The pieces that meet at a point, the guards that vanish there, the index as inequalities and the
/// points of ties are all read off it.
public enum SelectionIndex: Sendable {
  /// One site; guards are asked for their signs one after the other.
  case tree(Tree)

  /// As many sites as operands: site i takes piece 1 where operand i is positive and piece 0 where
  /// it is negative.
  case signs(count: Int)

  /// The largest operand, or the smallest where `Sign` is negative; piece i is operand i.
  case extremum(Sign, count: Int)

  /// The largest absolute value; piece 2i is that of the negative operand i, piece 2i + 1 of the
  /// positive.
  case largestMagnitude(count: Int)

  /// One site for each of the ranks, counted from below and from 1: the operand that has it. Equal
  /// operands stand in their order, or against it where the index `descends`.
  case ranks([Int], count: Int, descends: Bool)

  /// The whole number that is near operand 0, by the knots between one and the next.
  case levels(Levels)

  /// Operand 0 among the `count` operands from `first` on, which increase: piece i + 1 where it is at
  /// most the i-th of them, from 0, and above those before, and piece 0 where it is above all.
  case knots(first: Int, count: Int)

  /// The piece of the first condition that holds, and the last piece where none does. Comparisons
  /// are numbered across all conditions; they relate outputs of `sides`, or operands where it is
  /// `nil`.
  case conditions([Condition], sides: Program?)

  /// A number that a guard compares.
  public enum Quantity: Hashable, Sendable {
    case operand(Int)

    /// The operand with the opposite sign.
    case opposite(Int)
    case literal(Int)

    /// Half of a whole number.
    case half(Int)

    /// The whole number, where one is written out.
    var literal: Int? { if case .literal(let value) = self { value } else { nil } }
  }

  /// The difference of two quantities, of which an index asks the sign.
  public struct Guard: Hashable, Sendable {
    /// What the other quantity is taken from.
    public let left: Quantity

    /// What is taken from it.
    public let right: Quantity

    /// Creates the guard `left - right`.
    public init(_ left: Quantity, _ right: Quantity) {
      self.left = left
      self.right = right
    }
  }

  /// Guards, and where their signs lead.
  public struct Tree: Sendable {
    /// What an index does next.
    public indirect enum Step: Sendable {
      /// It has found the pieces that meet.
      case pieces(ActiveSet)

      /// It asks for the sign of the guard of that number.
      case sign(of: Int, negative: Step, zero: Step, positive: Step)
    }

    /// The guards, which steps name by position.
    public let guards: [Guard]

    /// Where the index begins.
    public let root: Step

    /// Every piece; they meet, for all that is known, where a sign is not known.
    public let undecided: ActiveSet

    /// Creates the tree of `guards` that begins with `root`.
    public init(_ guards: [Guard], pieceCount: Int, _ root: Step) {
      self.guards = guards
      self.root = root
      undecided = ActiveSet(Array(0..<pieceCount), isDecided: false)
    }
  }
}

extension SelectionIndex.Tree {
  /// Creates the tree of pieces that follow one another along the line of operand 0: piece i lies
  /// between the knots i - 1 and i, which are in increasing order.
  ///
  /// - Parameter held: the piece whose value holds at each knot; by default the one below.
  public init(knots: [SelectionIndex.Quantity], held: [Int]? = nil) {
    func step(_ i: Int, met: ClosedRange<Int>?) -> Step {
      let found = met.map { met in
        let pieces = Array(met.lowerBound...met.upperBound + 1)
        let own = held?[met.lowerBound] ?? met.lowerBound
        return ActiveSet([.init(pieces, standing: pieces.firstIndex(of: own) ?? 0)])
      }
      if i == knots.count { return .pieces(found ?? ActiveSet([i])) }
      return .sign(
        of: i, negative: .pieces(found ?? ActiveSet([i])),
        zero: step(i + 1, met: (met?.lowerBound ?? i)...i), positive: step(i + 1, met: met))
    }
    self.init(
      knots.map { SelectionIndex.Guard(.operand(0), $0) }, pieceCount: knots.count + 1,
      step(0, met: nil))
  }

  /// Creates the tree of `lower bound | t | upper bound`, by the signs of `t - lower`,
  /// `upper - t` and, below both, `upper - lower`: where the bounds cross, the upper one wins, as
  /// min(max(t, a), b) has it.
  public init(between lower: SelectionIndex.Quantity, and upper: SelectionIndex.Quantity) {
    func pieces(_ pieces: Int...) -> Step { .pieces(ActiveSet(pieces)) }
    func atUpperBound(_ zero: Step, below: Step) -> Step {
      .sign(of: 1, negative: pieces(2), zero: zero, positive: below)
    }
    var guards = [
      SelectionIndex.Guard(.operand(0), lower), SelectionIndex.Guard(upper, .operand(0)),
    ]
    var lowerBound = pieces(0)
    // Numbers that are written out do not cross.
    if lower.literal == nil || upper.literal == nil {
      guards.append(SelectionIndex.Guard(upper, lower))
      lowerBound = .sign(
        of: 2, negative: pieces(2), zero: pieces(0, 2), positive: pieces(0))
    }
    self.init(
      guards, pieceCount: 3,
      .sign(
        of: 0, negative: atUpperBound(pieces(2), below: lowerBound),
        zero: atUpperBound(pieces(0, 1, 2), below: pieces(0, 1)),
        positive: atUpperBound(pieces(1, 2), below: pieces(1))))
  }
}
