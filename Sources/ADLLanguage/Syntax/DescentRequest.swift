/// A function, or a loss over data, that is to be descended.
public struct DescentRequest: Sendable {
  /// Where runs start.
  public enum Start: Sendable {
    /// One run, from this point, which ends where it leaves the box, if there is one.
    case point(ExpressionID, Region?)

    /// So many runs, from points drawn in a box; of them `take` behind the first `skip`.
    case box(Region, count: ExpressionID)

    /// Where a run lands on an artificial critical point of this interval.
    case adversary(Region)
  }

  /// The rows of data.
  public enum Data: Sendable {
    /// A table of numbers with the names of its columns in the first line.
    case file(FileName)

    /// A matrix, or a vector of one column.
    case value(ExpressionID)
  }

  /// The steps γ_k.
  public struct Rate: Sendable {
    /// What a formula of the rate may name.
    public enum Name: String, Sendable, CaseIterable {
      case k
      case c
    }

    /// A function of `names`, or a number where there are none.
    public let expression: ExpressionID

    /// What the formula names, in the order of the function's parameters.
    public let names: [Name]
  }

  /// The command's word.
  public let word: Word

  /// The function that is descended.
  public let function: ExpressionID

  /// Where runs start.
  public let start: Start

  /// The data; `nil` for a function of its start alone.
  public let data: Data?

  /// The steps; `nil` for c/k^(1/2).
  public let rate: Rate?

  /// Numbers of the clauses with these names; `nil` where they are not written.
  public let steps: ExpressionID?
  public let until: ExpressionID?
  public let batch: ExpressionID?
  public let seed: ExpressionID?
  public let skip: ExpressionID?
  public let take: ExpressionID?

  /// Names of conventions; none for the one in force.
  public let conventions: [Word]

  /// Names of formats; none for the one that is set.
  public let formats: [Word]

  /// Where the picture goes, if there is to be a file of it.
  public let file: FileName?

  /// The file in which the descent is kept, and from which it goes on.
  public let state: FileName?
}
