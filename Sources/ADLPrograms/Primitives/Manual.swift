/// The manual entry of a function.
public struct Manual: Hashable, Sendable {
  /// How an application is written.
  public enum Form: Hashable, Sendable {
    /// By name, with arguments.
    case called(Signature)

    /// In a way of its own, such as `a + b`.
    case written(String)

    /// By `name`, with arguments for `parameters`.
    public static func call(_ name: String, _ parameters: Signature.Parameter...) -> Form {
      .called(Signature(name, parameters))
    }
  }

  /// How it is written.
  public let form: Form

  /// What it returns, in one sentence.
  public let summary: String

  /// An expression of the language; `help` runs it, and the tests compare it with `result`.
  public let example: String

  /// What `example` prints.
  public let result: String

  /// Creates the entry.
  public init(_ form: Form, _ summary: String, example: String, result: String) {
    self.form = form
    self.summary = summary
    self.example = example
    self.result = result
  }

  /// Its name and parameters, if it is called by name.
  public var signature: Signature? {
    if case .called(let signature) = form { signature } else { nil }
  }

  /// How an application is written, such as `largest(k, x)` or `a + b`.
  public var call: String {
    switch form {
    case .called(let signature): signature.text
    case .written(let text): text
    }
  }

  /// The name by which it is called; else how it is written.
  public var word: String { signature?.name ?? call }
}
