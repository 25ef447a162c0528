import ADLLanguage
import ADLPrograms
import CWorkloads

extension Workload {
  /// Every primitive over n numbers: those of one number summed over the entries, those of two over
  /// neighbours, those of a vector on the whole.
  static let primitives: [Workload] =
    [
      mapped("-t", "-t", { cPrimitiveNegation($0, $1, $2) }),
      mapped("t^2", "t^2", { cPrimitiveSquare($0, $1, $2) }),
      mapped("t^5", "t^5", { cPrimitiveFifthPower($0, $1, $2) }),
      mapped("t^-2", "t^-2", in: positive, { cPrimitiveInverseSquare($0, $1, $2) }),
      mapped("sqrt", "sqrt(t)", in: positive, { cPrimitiveSqrt($0, $1, $2) }),
      mapped("exp", "exp(t)", { cPrimitiveExp($0, $1, $2) }),
      mapped("log", "log(t)", in: positive, { cPrimitiveLog($0, $1, $2) }),
      mapped("expm1", "expm1(t)", { cPrimitiveExpm1($0, $1, $2) }),
      mapped("log1p", "log1p(t)", in: positive, { cPrimitiveLog1p($0, $1, $2) }),
      mapped("sigmoid", "sigmoid(t)", { cPrimitiveSigmoid($0, $1, $2) }),
      mapped("softplus", "softplus(t)", { cPrimitiveSoftplus($0, $1, $2) }),
      mapped("sin", "sin(t)", { cPrimitiveSin($0, $1, $2) }),
      mapped("cos", "cos(t)", { cPrimitiveCos($0, $1, $2) }),
      mapped("tan", "tan(t)", { cPrimitiveTan($0, $1, $2) }),
      mapped("asin", "asin(t)", in: inside, { cPrimitiveAsin($0, $1, $2) }),
      mapped("acos", "acos(t)", in: inside, { cPrimitiveAcos($0, $1, $2) }),
      mapped("atan", "atan(t)", { cPrimitiveAtan($0, $1, $2) }),
      mapped("sinh", "sinh(t)", { cPrimitiveSinh($0, $1, $2) }),
      mapped("cosh", "cosh(t)", { cPrimitiveCosh($0, $1, $2) }),
      mapped("tanh", "tanh(t)", { cPrimitiveTanh($0, $1, $2) }),
      mapped("erf", "erf(t)", { cPrimitiveErf($0, $1, $2) }),
      mapped("relu", "relu(t)", { cPrimitiveRelu($0, $1, $2) }),
      mapped("abs", "abs(t)", { cPrimitiveAbs($0, $1, $2) }),
      mapped("leaky_relu", "leaky_relu(t)", { cPrimitiveLeakyRelu($0, $1, $2) }),
      mapped("elu", "elu(t)", { cPrimitiveElu($0, $1, $2) }),
      mapped("hardtanh", "hardtanh(t)", { cPrimitiveHardTanh($0, $1, $2) }),
      mapped("relu6", "relu6(t)", { cPrimitiveRelu6($0, $1, $2) }),
      mapped("hardswish", "hardswish(t)", in: wide, { cPrimitiveHardSwish($0, $1, $2) }),
      mapped("hardsigmoid", "hardsigmoid(t)", in: wide, { cPrimitiveHardSigmoid($0, $1, $2) }),
      mapped("softshrink", "softshrink(t)", { cPrimitiveSoftShrink($0, $1, $2) }),
      mapped("hardshrink", "hardshrink(t)", { cPrimitiveHardShrink($0, $1, $2) }),
      mapped("threshold", "threshold(t, 0.5, 0.25)", { cPrimitiveThreshold($0, $1, $2) }),
      mapped("selu", "selu(t)", { cPrimitiveSelu($0, $1, $2) }),
      mapped("celu", "celu(t)", { cPrimitiveCelu($0, $1, $2) }),
      mapped("huber", "huber(t)", { cPrimitiveHuber($0, $1, $2) }),
      mapped("smooth_l1", "smooth_l1(t)", { cPrimitiveSmoothL1($0, $1, $2) }),
      mapped("clip", "clip(t, -1, 1)", { cPrimitiveClip($0, $1, $2) }),
      mapped("if", "if t > 0 then t^2 else -t", { cPrimitiveBranch($0, $1, $2) }),
      mapped("selection", "bend(t)", { cPrimitiveDeclared($0, $1, $2) }),
      mapped("relu'", "t * relu'(t)", { cPrimitiveDerivedRelu($0, $1, $2) }),
      paired("a + b", { cPrimitiveAddition($0, $1, $2) }),
      paired("a - b", { cPrimitiveSubtraction($0, $1, $2) }),
      paired("a * b", { cPrimitiveMultiplication($0, $1, $2) }),
      paired("a / b", in: positive, { cPrimitiveDivision($0, $1, $2) }),
      paired("a^b", in: positive, { cPrimitivePower($0, $1, $2) }),
      paired("max(a, b)", { cPrimitiveMaximum($0, $1, $2) }),
      paired("min(a, b)", { cPrimitiveMinimum($0, $1, $2) }),
      reduced("sum", "sum(x)", { cPrimitiveSum($0, $1, $2) }),
      reduced("mean", "mean(x)", { cPrimitiveMean($0, $1, $2) }),
      reduced("prod", "prod(x)", in: nearOne, { cPrimitiveProduct($0, $1, $2) }),
      reduced(
        "dot", "dot(x[1..n / 2], x[n / 2 + 1..n])", { cPrimitiveDot($0, $1, $2) }),
      reduced("max", "max(x)", { cPrimitiveGreatest($0, $1, $2) }),
      reduced("min", "min(x)", { cPrimitiveLeast($0, $1, $2) }),
      reduced("norm1", "norm1(x)", { cPrimitiveNorm1($0, $1, $2) }),
      reduced("norm2", "norm2(x)", { cPrimitiveNorm2($0, $1, $2) }),
      reduced("norminf", "norminf(x)", { cPrimitiveNormInfinity($0, $1, $2) }),
      reduced("logsumexp", "logsumexp(x)", { cPrimitiveLogSumExp($0, $1, $2) }),
      reduced("largest", "largest(3, x)", { cPrimitiveLargest($0, $1, $2) }),
      reduced("median", "median(x)", { cPrimitiveMedian($0, $1, $2) }),
      reduced("sort", "sum(i * sort(x)[i] for i in 1..n)", { cPrimitiveSortedSum($0, $1, $2) }),
    ]

  private typealias InC =
    @Sendable (
      UnsafePointer<Double>, Int, UnsafeMutablePointer<Double>?
    ) -> Double

  // Where the entries of the point lie.
  private static let everywhere = -1.5...1.5
  private static let positive = 0.25...1.75
  private static let inside = -0.875...0.875
  private static let wide = -4.0...4.0
  private static let nearOne = 0.99...1.01

  private static func mapped(
    _ name: String, _ text: String, in range: ClosedRange<Double> = everywhere,
    _ inC: @escaping InC
  ) -> Workload {
    let declared =
      text.contains("bend") ? "selection bend(t) = if t < 0 then -2 * t else 3 * t\n" : ""
    return primitive(
      name, declared + "part(t) = \(text)\nf(x: R^n) = sum(part(x[i]) for i in 1..n)\n", range, inC)
  }

  private static func paired(
    _ text: String, in range: ClosedRange<Double> = everywhere, _ inC: @escaping InC
  ) -> Workload {
    primitive(
      text, "part(a, b) = \(text)\nf(x: R^n) = sum(part(x[i], x[i + 1]) for i in 1..n - 1)\n",
      range,
      inC)
  }

  private static func reduced(
    _ name: String, _ text: String, in range: ClosedRange<Double> = everywhere,
    _ inC: @escaping InC
  ) -> Workload {
    primitive(name, "f(x: R^n) = \(text)\n", range, inC)
  }

  private static func primitive(
    _ name: String, _ text: String, _ range: ClosedRange<Double>, _ inC: @escaping InC
  ) -> Workload {
    Workload(
      name: name, text: text, function: "f", range: range, defaultSize: 1000, isSized: true,
      arguments: { vectors([$0]) }, inC: inC, batchInC: nil)
  }
}
