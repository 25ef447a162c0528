/// A function at a point, under the conventions that are named.
public struct PointRequest: Sendable {
  /// The command's word.
  public let word: Word

  /// The function that is asked about.
  public let function: ExpressionID

  /// The arguments of a call.
  public let point: ExpressionID

  /// Names of conventions; none for the one in force.
  public let conventions: [Word]
}

/// Functions on an interval or a box, under the conventions that are named.
public struct RegionRequest: Sendable {
  /// The command's word.
  public let word: Word

  /// One function, or more.
  public let functions: [ExpressionID]

  /// The interval or the box; `nil` for all numbers.
  public let region: Region?

  /// Names of conventions; none for the one in force.
  public let conventions: [Word]

  /// Where the answer goes, if it is not shown.
  public let file: FileName?
}

/// A function whose identities are checked.
public struct VerificationRequest: Sendable {
  /// Where they are checked.
  public enum Place: Sendable {
    /// At points and along paths of a box; `nil` for all numbers.
    case box(Region?)

    /// Along the segment between two points.
    case segment(from: ExpressionID, to: ExpressionID)

    /// Along a curve, which is a function of the numbers of an interval.
    case curve(ExpressionID, on: Region)
  }

  /// The command's word.
  public let word: Word

  /// The function that is asked about.
  public let function: ExpressionID

  /// Where its identities are checked.
  public let place: Place

  /// Names of conventions; none for the one in force.
  public let conventions: [Word]
}

/// Functions that are to be compared, with each other or under several conventions.
public struct ComparisonRequest: Sendable {
  /// Where they are compared.
  public enum Place: Sendable {
    case point(ExpressionID)

    /// On an interval or a box; `nil` for all numbers.
    case region(Region?)
  }

  /// The command's word.
  public let word: Word

  /// One function, or more.
  public let functions: [ExpressionID]

  /// Where they are compared.
  public let place: Place

  /// Names of conventions; none for the one in force.
  public let conventions: [Word]

  /// Where the answer goes, if it is not shown.
  public let file: FileName?
}

/// A gradient that somebody else computed, and the function that it is said to be of.
public struct GradientCheckRequest: Sendable {
  /// What is judged.
  public enum Subject: Sendable {
    /// A function whose values are gradients, or one gradient; at a point or on a box.
    case function(ExpressionID, ComparisonRequest.Place)

    /// The rows of a table: points, with the gradient at each; or an array of points, and one of
    /// gradients.
    case file(FileName, gradients: FileName?)
  }

  /// The command's word.
  public let word: Word

  /// The function that is differentiated.
  public let function: ExpressionID

  /// What is judged.
  public let subject: Subject

  /// How much numbers may differ; by default 1e-9.
  public let tolerance: ExpressionID?

  /// Names of conventions; none for the one in force.
  public let conventions: [Word]

  /// Returns the question about the function at a point.
  public func at(_ point: ExpressionID) -> PointRequest {
    PointRequest(word: word, function: function, point: point, conventions: conventions)
  }
}

/// The table of a function's program, or its plan.
public struct ProgramRequest: Sendable {
  /// The function that is asked about.
  public let function: ExpressionID

  /// The point that fixes the sizes, where they are open.
  public let point: ExpressionID?

  /// Where the answer goes, if it is not shown.
  public let file: FileName?

  /// `true` iff the plan is asked for.
  public let isPlan: Bool

  /// `true` iff all rows are to be shown.
  public let isUnfolded: Bool
}

/// A function that is written in another form.
public struct EmissionRequest: Sendable {
  /// The command's word.
  public let word: Word

  /// The function that is written.
  public let function: ExpressionID

  /// The name of the form.
  public let form: Word

  /// The point at which it is looked at besides; it fixes the sizes, where they are open.
  public let point: ExpressionID?

  /// The names of conventions; none for the one in force.
  public let conventions: [Word]

  /// Where the text goes, if it is not shown.
  public let file: FileName?
}

/// A function whose class is asked for.
public struct CheckRequest: Sendable {
  /// The command's word.
  public let word: Word

  /// The function that is asked about.
  public let function: ExpressionID

  /// The point that fixes the sizes, where they are open.
  public let point: ExpressionID?

  /// The part of the domain that is asked about; by default all of it.
  public let region: Region?

  /// Names of conventions; none for the one in force.
  public let conventions: [Word]
}

/// The convention in force: shown, or changed.
public enum ConventionRequest: Sendable {
  case show

  /// The profile with this name takes its place.
  case use(Word)

  /// The profile that this file holds takes its place.
  case read(FileName)

  /// What is taken on a tie, which a call names, as in `relu(0) = 0.5`.
  case set(tie: ExpressionID, value: ExpressionID)
}
