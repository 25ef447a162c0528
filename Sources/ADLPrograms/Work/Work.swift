import CKernels
import Synchronization

/// Why work ended before it was through.
public enum Stop: Error, Hashable, Sendable {
  /// The caller asked for it.
  case interrupted

  /// The budget was spent.
  case exhausted

  /// The memory limit was met.
  case outOfMemory
}

/// The work that a command has done, against its budget, what memory it may take and the caller's
/// cancellation.
///
/// Searches charge steps of their own with `charge`, which ends them. Below them arithmetic charges
/// the work that is done on its thread (`perform`) before it runs, by the size of its numbers.
/// Once `stop` is set, number systems answer that nothing is known, and exact arithmetic may answer
/// anything: who records a result asks `stop` after it was computed.
///
/// An analysis that is stopped returns what it knows by then and says so. A value is used from one
/// thread.
public final class Work: @unchecked Sendable {
  /// The operations of a machine, more or less, that a step stands for.
  package static let operationsPerStep = 1 << 13

  /// The operations between two questions whether the caller asks to stop.
  package static let interval = 1 << 20

  /// The whole budget, in operations.
  private let budget: Int

  /// What is left of it; negative by what the last one was above it.
  private var left: Int

  /// Where the present part of the work ends.
  private var floor = 0

  /// The operations until the caller is asked again.
  private var untilQuestion = Work.interval

  private let caller: Cancellation

  /// Asked as often as the caller whether the work has taken more memory than it may.
  private let isOutOfMemory: @Sendable () -> Bool

  /// `false` while what was found so far is concluded, whatever the caller asks.
  private var mayAsk = true

  /// What is kept with the work, and with work begun inside: what other work met before changes
  /// nothing.
  private let memory = Work.memory ?? WorkMemory()

  /// The numbers whose normal forms were charged.
  private var formed: Set<AnyHashable> = []

  /// Why the work ended, once it has.
  public private(set) var stop: Stop?

  /// Creates the record of an analysis that may spend `budget`.
  ///
  /// - Parameter isOutOfMemory: asked as often as the caller; where it holds, the work ends.
  public init(
    _ budget: Budget = Budget(), cancellation: Cancellation = .never,
    isOutOfMemory: @escaping @Sendable () -> Bool = { false }
  ) {
    self.budget = Self.operations(budget.steps)
    left = self.budget
    caller = cancellation
    self.isOutOfMemory = isOutOfMemory
  }

  private static func operations(_ steps: Int) -> Int {
    min(steps, Int.max / 4 / operationsPerStep) * operationsPerStep
  }

  /// What is left of the budget, in steps.
  public var remaining: Int { max(left - floor, 0) / Self.operationsPerStep }

  /// Holds once the work has ended: because the caller asked for it, or nothing is left.
  public private(set) lazy var cancellation = Cancellation { [unowned self] in isStopped }

  /// `true` iff the work has ended or is to end.
  public var isStopped: Bool {
    if stop == nil, mayAsk, caller.isRequested { stop = .interrupted }
    return stop != nil
  }

  /// Charges `steps` steps.
  /// - Throws: `Stop` where the caller asked to stop or nothing is left.
  public func charge(_ steps: Int = 1) throws(Stop) {
    if let stop { throw stop }
    count(Self.operations(steps))
    if isStopped, let stop { throw stop }
  }

  /// Throws iff the work has ended or is to end.
  public func check() throws(Stop) {
    if isStopped, let stop { throw stop }
  }

  /// Returns what `body` returns, which may spend at most `steps` of what remains. That it has
  /// spent them does not end the work.
  public func spending<Result, Failure: Error>(
    atMost steps: Int, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let outer = floor
    floor = max(outer, left - Self.operations(steps))
    defer {
      floor = outer
      if stop == .exhausted, left >= floor { stop = nil }
    }
    return try body()
  }

  /// Returns what `body` returns, which may spend a quarter of the budget beyond its end, if that
  /// is where the work is: to make something of what was found. In all, twice the budget is never
  /// exceeded.
  package func concluding<Result>(_ body: () -> Result) -> Result {
    stop == .exhausted ? beyondTheEnd(by: budget / 4, body) : body()
  }

  /// The same for so little work that it is done even where the caller asked to stop.
  package func concludingBriefly<Result>(within steps: Int, _ body: () -> Result) -> Result {
    if stop == nil { return body() }
    mayAsk = false
    defer { mayAsk = true }
    return beyondTheEnd(by: Self.operations(steps), body)
  }

  private func beyondTheEnd<Result>(by operations: Int, _ body: () -> Result) -> Result {
    let outer = (floor, stop)
    floor = max(left - operations, -budget)
    stop = nil
    defer { (floor, stop) = outer }
    return body()
  }

  /// The operations that were charged so far.
  package var charged: Int { budget - left }

  /// Charges operations that are about to be done.
  @inline(__always)
  fileprivate func count(_ operations: Int) {
    left -= operations
    untilQuestion -= operations
    if left < floor || untilQuestion < 0 { look() }
  }

  @inline(never)
  private func look() {
    if untilQuestion < 0 {
      untilQuestion = Self.interval
      if mayAsk, caller.isRequested { stop = .interrupted }
      if stop == nil, isOutOfMemory() { stop = .outOfMemory }
    }
    if left < floor, stop == nil { stop = .exhausted }
  }

  /// `true` iff what is left suffices for the operations; otherwise the work has ended.
  fileprivate func affords(_ operations: Int) -> Bool {
    if stop == nil, left - floor < operations { stop = .exhausted }
    return stop == nil
  }
}

// MARK: - The work of a thread

extension Work {
  /// Returns what `body` returns, whose arithmetic is charged to this work.
  public func perform<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let outer = adl_current_work()
    adl_set_current_work(Unmanaged.passUnretained(self).toOpaque())
    defer { adl_set_current_work(outer) }
    return try withExtendedLifetime(self, body)
  }

  /// The work of this thread, or work of its own where there is none: what an analysis that is told
  /// nothing of a budget charges, so that one that calls another cannot forget to pass its own on.
  public static var inherited: Work {
    guard let work = adl_current_work() else { return Work() }
    return Unmanaged<Work>.fromOpaque(work).takeUnretainedValue()
  }

  /// Returns what `body` returns, whose arithmetic is charged to nothing.
  public static func uncharged<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let outer = adl_current_work()
    adl_set_current_work(nil)
    defer { adl_set_current_work(outer) }
    return try body()
  }

  /// Charges operations that are about to be done to the work of this thread, if there is one.
  @inline(__always)
  package static func count(_ operations: Int) {
    guard let work = adl_current_work() else { return }
    Unmanaged<Work>.fromOpaque(work)._withUnsafeGuaranteedRef { $0.count(operations) }
  }

  /// Charges what it cost to bring a number into its normal form, which is remembered, where the
  /// work of this thread was not charged for it yet: as if it were the first to ask.
  static func count(_ operations: Int, forming number: some Hashable) {
    guard let work = adl_current_work() else { return }
    Unmanaged<Work>.fromOpaque(work)._withUnsafeGuaranteedRef {
      $0.count($0.formed.insert(AnyHashable(number)).inserted ? operations : Cost.term)
    }
  }

  /// Remembers that the work of this thread was charged for bringing a number into its normal form.
  static func note(formed number: some Hashable) {
    guard let work = adl_current_work() else { return }
    Unmanaged<Work>.fromOpaque(work)._withUnsafeGuaranteedRef {
      _ = $0.formed.insert(AnyHashable(number))
    }
  }

  private static var memory: WorkMemory? {
    guard let work = adl_current_work() else { return nil }
    return Unmanaged<Work>.fromOpaque(work)._withUnsafeGuaranteedRef { $0.memory }
  }

  /// What is kept with the work of this thread, made when it is first asked for; `nil` where there
  /// is no work. One kind of object is kept.
  static func kept<Object: AnyObject & Sendable>(_ make: () -> Object) -> Object? {
    memory?.kept.withLock { kept in
      if let object = kept as? Object { return object }
      let object = make()
      kept = object
      return object
    }
  }

  /// What was charged to the work of this thread so far.
  static var charged: Int {
    guard let work = adl_current_work() else { return 0 }
    return Unmanaged<Work>.fromOpaque(work)._withUnsafeGuaranteedRef { $0.charged }
  }

  /// `true` iff the work of this thread has ended: what is computed from then on is not used.
  package static var hasEnded: Bool {
    guard let work = adl_current_work() else { return false }
    return Unmanaged<Work>.fromOpaque(work)._withUnsafeGuaranteedRef { $0.stop != nil }
  }

  /// Charges operations that are about to be done, unless they are many and the work of this thread
  /// has ended or has no room for them: then it has ended, and they are refused.
  @inline(__always)
  static func permits(_ operations: Int) -> Bool {
    if operations >= Cost.permitted, !affords(operations) { return false }
    count(operations)
    return true
  }

  /// `true` iff the work of this thread has room for so many operations. Where it has not, it has
  /// ended, and they are not begun.
  package static func affords(_ operations: Int) -> Bool {
    guard let work = adl_current_work() else { return true }
    return Unmanaged<Work>.fromOpaque(work)._withUnsafeGuaranteedRef { $0.affords(operations) }
  }
}

/// What an analysis may spend.
public struct Budget: Hashable, Sendable {
  /// The maximum number of steps. A step is an evaluation of a small program over some number
  /// system, or as much arithmetic.
  public var steps: Int

  /// Creates the budget of the given size.
  public init(steps: Int = 200_000) {
    self.steps = steps
  }
}

/// What is kept with work.
private final class WorkMemory: Sendable {
  let kept = Mutex<(any AnyObject & Sendable)?>(nil)
}
