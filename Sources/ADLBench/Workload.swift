import ADLLanguage
import ADLPrograms

/// A program that the engine is measured on, and what a person would write in C for it.
package struct Workload: Sendable {
  let name: String

  /// The text of the script that defines it.
  let text: String

  /// The function that it defines; called as the workload where nothing is said.
  var function: String?

  /// Where the entries of a point lie.
  var range = -1.5...1.5

  /// What `n` is where nothing is said, and whether another is possible.
  let defaultSize: Int
  let isSized: Bool

  /// The shapes of the arguments for a size, as zeros of these shapes; `nil` where the size is the
  /// number of inputs.
  let arguments: (@Sendable (_ n: Int) -> [ConstantValue])?

  /// The same in C: returns the value, and writes the gradient where there is room for it.
  let inC:
    (
      @Sendable (_ x: UnsafePointer<Double>, _ n: Int, _ g: UnsafeMutablePointer<Double>?) -> Double
    )?

  /// Batches in C: points, their count and size, then room for values and gradients.
  let batchInC:
    (
      @Sendable (
        UnsafePointer<Double>, Int, Int, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>
      ) -> Void
    )?

  /// Returns the program for size `n`, by way of the language.
  func program(_ n: Int) throws(WorkloadFailure) -> Program {
    guard let arguments else { return try source.program(inputs: isSized ? n : nil).program }
    return try source.program(arguments(n)).program
  }

  /// The script and what it is to define.
  var source: ProgramSource { ProgramSource(name: function ?? name, text: text) }

  /// Returns `count` points of `p` numbers in `range`, the same every time.
  static func points(_ count: Int, _ p: Int, in range: ClosedRange<Double> = -1.5...1.5)
    -> [Double]
  {
    let width = range.upperBound - range.lowerBound
    var state: UInt64 = 20_061
    return (0..<count * p).map { _ in
      // Knuth's linear congruential generator for 64 bits; the upper ones are good enough here.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53 * width + range.lowerBound
    }
  }
}

extension Workload {
  /// A function of a script, measured without C beside it.
  ///
  /// - Parameter n: the number of inputs, where the function's parameters leave it open.
  package init(function: String, text: String, inputs n: Int?) {
    self.init(
      name: function, text: text, defaultSize: n ?? 0, isSized: n != nil, arguments: nil, inC: nil,
      batchInC: nil)
  }
}
