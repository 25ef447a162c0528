/// Whether the caller wants long work to end.
///
/// One value goes through sessions, analyses, builders, plans and executions, which ask it often
/// enough to end within a tenth of a second. It says nothing of budgets: work that has spent its
/// own (`Work`) was not cancelled.
public struct Cancellation: Sendable {
  private let question: (@Sendable () -> Bool)?

  /// Work that nobody ends.
  public static let never = Cancellation(question: nil)

  private init(question: (@Sendable () -> Bool)?) { self.question = question }

  /// Creates a cancellation that holds from when `question` first answers with `true`.
  public init(_ question: @escaping @Sendable () -> Bool) { self.init(question: question) }

  /// `false` where nobody ends the work.
  var canBeRequested: Bool { question != nil }

  /// `true` iff the work is to end.
  @inline(__always)
  public var isRequested: Bool {
    guard let question else { return false }
    return question()
  }

  /// Returns what holds where this one or `other` does.
  func or(_ other: @escaping @Sendable () -> Bool) -> Cancellation {
    guard let question else { return Cancellation(other) }
    return Cancellation { other() || question() }
  }
}
