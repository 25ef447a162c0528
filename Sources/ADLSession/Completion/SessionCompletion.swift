/// What the word before the cursor could become.
public struct SessionCompletion: Hashable, Sendable {
  /// One way to complete the word.
  public struct Candidate: Hashable, Sendable {
    /// The word, whole.
    public let text: String

    /// What is written after it when there is no other: a space, a bracket, or nothing.
    public let suffix: String
  }

  /// How many characters (Unicode scalars) before the cursor the candidates replace.
  public let replacedCount: Int

  /// The ways to complete the word, in alphabetical order.
  public let candidates: [Candidate]
}
