/// The manual entry of a primitive.
public struct Manual: Hashable, Sendable {
  /// How a call is written, such as `largest(k, x)`.
  public let call: String

  /// What it returns, in one sentence.
  public let summary: String

  /// An expression of the language; `help` runs it, and the tests compare it with `result`.
  public let example: String

  /// What `example` prints.
  public let result: String

  /// Creates the entry.
  public init(_ call: String, _ summary: String, example: String, result: String) {
    self.call = call
    self.summary = summary
    self.example = example
    self.result = result
  }
}
