import ADLPrograms

/// How one of many runs ended.
public struct DescentEnd: Sendable {
  /// The number of the run, from 0; with the seed it is all that its draws depend on.
  public let number: Int

  /// The constant of its steps.
  public let constant: Double

  /// Why it ended.
  public let end: DescentRun.End

  /// The box around the last iterates.
  public let window: DescentWindow

  private let numbers: DescentNumbers

  /// `false` where AD has no value at the last iterate.
  private let hasDerivative: Bool

  /// Where it started.
  public var start: [Double] { numbers.vector(.start) }

  /// The last iterate.
  public var point: [Double] { numbers.vector(.last) }

  /// AD at the last iterate as the format has it; empty where it has no value.
  public var derivative: [Double] { hasDerivative ? numbers.vector(.derivative) : [] }

  init(
    number: Int, constant: Double, end: DescentRun.End, _ numbers: DescentNumbers,
    _ window: DescentWindow
  ) {
    self.number = number
    self.constant = constant
    self.end = end
    self.numbers = numbers
    self.window = window
    hasDerivative = true
  }

  init(_ number: Int, start: [Double], _ run: DescentRun) {
    self.number = number
    constant = run.constant
    end = run.end
    window = run.window
    hasDerivative = !run.derivative.isEmpty
    let zeros = start.map { _ in 0.0 }
    // Those of the window are its own.
    numbers = DescentNumbers(
      zeros + run.point + zeros + zeros + zeros + start
        + (hasDerivative ? run.derivative : zeros), entries: start.count)
  }

  /// `true` iff the run passes by where it ended.
  var isPassing: Bool { hasDerivative && window.isPassing { numbers[.derivative, $0] } }

  /// Entry `i` of the last iterate.
  func entry(_ i: Int) -> Double { numbers[.last, i] }
}
