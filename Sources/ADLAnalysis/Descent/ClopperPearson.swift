import Glibc

/// The interval of Clopper and Pearson (1934) for a share of which independent samples were
/// counted: it contains the true share with at least the given confidence.
public struct ClopperPearson: Hashable, Sendable {
  public let lower: Double
  public let upper: Double

  /// Creates the interval for `count` of `total` samples.
  ///
  /// - Requires: `0 <= count <= total`, `total > 0`.
  public init(_ count: Int, of total: Int, confidence: Double = 0.95) {
    let tail = (1 - confidence) / 2
    let (k, n) = (Double(count), Double(total))
    lower = count == 0 ? 0 : Self.quantile(tail, k, n - k + 1)
    upper = count == total ? 1 : Self.quantile(1 - tail, k + 1, n - k)
  }

  /// Returns x such that the regularised incomplete beta function I_x(a, b) is `share`, by
  /// bisection.
  private static func quantile(_ share: Double, _ a: Double, _ b: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle == low || middle == high { break }
      if incompleteBeta(middle, a, b) < share { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// I_x(a, b), by the continued fraction of DLMF 8.17.22, evaluated by Lentz's method.
  private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    // The fraction converges fast below the mean.
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let front = exp(
      lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var fraction = d
    for i in 1...10_000 {
      let m = Double(i)
      for term in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 + term * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + term / c
        if abs(c) < tiny { c = tiny }
        fraction *= c * d
      }
      if abs(c * d - 1) < 1e-15 { break }
    }
    return front * fraction / a
  }
}
