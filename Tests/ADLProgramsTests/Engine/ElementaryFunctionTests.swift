import ADLTestSupport
import CKernels
import Testing

@testable import ADLPrograms

import Glibc

/// The elementary functions of doubles against the C library, and rows of them against one.
@Suite struct ElementaryFunctionTests {
  struct Function: Sendable, CustomStringConvertible {
    let description: String
    let alone: @Sendable (Double) -> Double
    let row: @Sendable (Int, UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void
    let library: @Sendable (Double) -> Double

    /// The largest difference from the library, in units in the last place.
    let tolerance: Double
  }

  static let functions = [
    Function(
      description: "exp", alone: { Double.exp($0) }, row: { adl_v_exp($0, $1, $2) },
      library: { exp($0) }, tolerance: 1),
    Function(
      description: "expm1", alone: { Double.expMinusOne($0) }, row: { adl_v_expm1($0, $1, $2) },
      library: { expm1($0) }, tolerance: 2),
    Function(
      description: "log", alone: { Double.log($0) }, row: { adl_v_log($0, $1, $2) },
      library: { log($0) }, tolerance: 1),
    Function(
      description: "log1p", alone: { Double.log(onePlus: $0) }, row: { adl_v_log1p($0, $1, $2) },
      library: { log1p($0) }, tolerance: 2),
    Function(
      description: "tanh", alone: { Double.tanh($0) }, row: { adl_v_tanh($0, $1, $2) },
      library: { tanh($0) }, tolerance: 3),
    Function(
      description: "sin", alone: { Double.sin($0) }, row: { adl_v_sin($0, $1, $2) },
      library: { sin($0) }, tolerance: 1),
    Function(
      description: "cos", alone: { Double.cos($0) }, row: { adl_v_cos($0, $1, $2) },
      library: { cos($0) }, tolerance: 1),
  ]

  /// Numbers of every kind: of usual size, of any exponent, any bits, near 0 and 1, and the ends.
  static let samples: [Double] = {
    var random = SplitMix64(seed: 11)
    var x: [Double] = [
      0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
      .leastNormalMagnitude, .greatestFiniteMagnitude, 709.78, 709.79, -745.13, -745.14, 1e5,
      1.0e5.nextUp,
    ]
    for _ in 0..<4000 {
      x.append(.random(in: -3...3, using: &random))
      x.append(.random(in: -750...750, using: &random))
      x.append(Double(bitPattern: .random(in: 0...UInt64.max, using: &random)))
      x.append(1 + .random(in: -1e-6...1e-6, using: &random))
      x.append(.random(in: -1e-9...1e-9, using: &random))
    }
    return x
  }()

  @Test(arguments: functions)
  func `functions are as accurate as they say`(function: Function) {
    for x in Self.samples {
      let y = function.alone(x)
      let expected = function.library(x)
      if expected.isNaN || y.isNaN || expected.isInfinite || y.isInfinite {
        #expect(expected.isNaN == y.isNaN && (y.isNaN || expected == y), "\(function)(\(x)) = \(y)")
      } else {
        #expect(abs(y - expected) <= function.tolerance * expected.ulp, "\(function)(\(x)) = \(y)")
      }
    }
  }

  @Test(arguments: functions)
  func `a number has the same bits in a row and alone`(function: Function) {
    for count in [1, 3, 8, 17, Self.samples.count] {
      var row = [Double](repeating: 0, count: count)
      function.row(count, Self.samples, &row)
      for (x, y) in zip(Self.samples, row) {
        #expect(y.bitPattern == function.alone(x).bitPattern || y.isNaN, "\(function)(\(x))")
      }
    }
  }
}
