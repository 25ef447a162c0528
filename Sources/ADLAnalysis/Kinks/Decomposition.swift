import ADLPrograms

/// A program of one variable, or along a path, cut into cells on which one piece of every selection
/// is taken.
public struct Decomposition: Sendable {
  /// The program of the function.
  public let program: Program

  /// The program as it was written, with the derivatives that its author states.
  public let written: Program

  /// The path on which its inputs lie.
  public let path: Path

  /// What the line consists of, from left to right. Between two neighbouring cells lies one point.
  public let segments: [Segment]

  /// Why the decomposition ended early, where it did.
  public let stop: Stop?

  /// A part of the line.
  public enum Segment: Sendable {
    case cell(Cell)
    case gap(Gap)
  }

  /// An open interval on which every selection that is needed takes one piece.
  public struct Cell: Sendable {
    /// The interval of the path's parameter.
    public let extent: OpenCell

    /// The piece that each needed selection takes, by node.
    public let pieces: [Int: Piece]

    /// The needed selections of which two or more pieces meet on the whole cell.
    public let tiedNodes: Set<Int>

    /// The needed nodes on the edge of whose domain the whole cell lies.
    public let edgeNodes: Set<Int>

    /// The outputs, as functions of the path's parameter; `nil` where they are not rational.
    public let outputs: [RationalFunction?]

    /// The domain that is left on the whole cell, where the program has no value.
    public let violation: DomainViolation?
  }

  /// A closed interval that was not cut into cells.
  public struct Gap: Sendable {
    /// The lower end; `nil` where it is infinite.
    public let lower: Rational?

    /// The upper end; `nil` where it is infinite.
    public let upper: Rational?

    /// A number inside.
    let sample: Rational

    /// `true` iff one point of it, and no other, is a root of some guard: the kink is enclosed.
    public let enclosesRoot: Bool

    /// The guard whose root is enclosed.
    var root: EnclosedRoot?
  }

  /// A guard that vanishes at one point of a gap: the guard of a node that its rule asks for at the
  /// given position, where the pieces known around the gap are taken.
  struct EnclosedRoot: Sendable {
    let node: Int
    let position: Int

    /// What the guard compares, where an index asks for it.
    let asked: SelectionIndex.Guard?
    let pieces: [Int: Piece]

    /// The root itself, where more is known of it than the ends of the gap.
    var number: Certified?
  }

  /// The cells alone.
  public var cells: [Cell] {
    segments.compactMap { if case .cell(let cell) = $0 { cell } else { nil } }
  }

  /// `true` iff every part of the line was cut into cells and enclosed kinks.
  public var isComplete: Bool {
    stop == nil
      && segments.allSatisfy { segment in
        if case .gap(let gap) = segment { gap.enclosesRoot } else { true }
      }
  }
}
