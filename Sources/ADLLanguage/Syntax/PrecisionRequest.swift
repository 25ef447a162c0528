/// A function whose derivatives in formats of little precision are looked at.
public struct PrecisionRequest: Sendable {
  /// The command's word.
  public let word: Word

  /// The function.
  public let function: ExpressionID

  /// The interval or box; `nil` for all numbers.
  public let region: Region?

  /// The names of the formats; none for all that are narrower than doubles.
  public let formats: [Word]

  /// How many points are drawn where not all are looked at, and the seed; `nil` where they are not
  /// written.
  public let samples: ExpressionID?
  public let seed: ExpressionID?

  /// The names of two conventions; none for the first and the last piece at every tie.
  public let conventions: [Word]
}
