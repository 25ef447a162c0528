import ADLAnalysis
import ADLPrograms

extension NumberText {
  /// The maximum number of characters that an exact fraction may take before its decimal stands for
  /// it.
  private static let longestFraction = 24

  /// Returns the number as `1/3`; where that is long, its decimal behind a `≈`.
  public static func text(_ number: Rational) -> String {
    guard number.isDefined else { return "undefined" }
    if number.isOutOfRange, let scaled = ScaledNumber(number) {
      let decimal = decimal(scaled)
      return Rational(decimal: decimal) == number ? decimal : "≈" + decimal
    }
    let exact = number.description
    if exact.count <= longestFraction { return exact }
    let decimal = text(number.double)
    return Rational(decimal: decimal) == number ? decimal : "≈" + decimal
  }

  /// Returns what both ends have in common as `1.414213562…`; where that is little, `[a, b]`.
  public static func text(_ interval: Interval) -> String {
    if interval.isPoint { return text(interval.lower) }
    let (low, high) = (text(interval.lower), text(interval.upper))
    let common = String(zip(low, high).prefix { $0 == $1 }.map(\.0).prefix(12))
    let digits = common.drop { "-0.".contains($0) }
    guard common.contains("."), digits.count >= 3, !low.contains("e"), !high.contains("e") else {
      return around(interval) ?? scaled(low, high) ?? "[\(low), \(high)]"
    }
    return common + "…"
  }

  /// Returns what two numbers with one exponent have in common, as `4.1666583333…e-17`; `nil` where
  /// that is little.
  private static func scaled(_ low: String, _ high: String) -> String? {
    let parts = [low, high].map { $0.split(separator: "e") }
    guard parts.allSatisfy({ $0.count == 2 }), parts[0][1] == parts[1][1] else { return nil }
    let digits = parts.map { part in
      let digits = part[0].contains(".") ? String(part[0]) : part[0] + "."
      return digits + String(repeating: "0", count: 12)
    }
    let common = zip(digits[0], digits[1]).prefix { $0 == $1 }.map(\.0).prefix(12)
    return common.count >= 5 ? String(common) + "…e" + parts[0][1] : nil
  }

  /// Returns a narrow interval as `0.5 ± 8e-16`: a short number in it, and how far the ends are at
  /// most; `nil` where it is not narrow.
  private static func around(_ interval: Interval) -> String? {
    guard interval.isBounded else { return nil }
    let middle = interval.midpoint
    let width = (interval.upper - interval.lower).nextUp
    guard width <= 1e-6 * max(abs(middle), 1e-3) else { return nil }
    let unit = max(abs(middle), 1e-3) * 1e-9
    let short = abs(middle) < unit ? 0 : ((middle * 1e9).rounded() / 1e9)
    guard interval.contains(short) else { return nil }
    let radius = max(interval.upper - short, short - interval.lower, 1e-290).nextUp
    var scale = 1.0
    while radius * scale < 1, scale < 1e300 { scale *= 10 }
    return "\(text(short)) ± \(text((radius * scale).rounded(.up) / scale))"
  }

  /// Returns the number as an answer states it: exactly, as an enclosure, or behind a `≈`.
  public static func text(_ number: KnownNumber) -> String {
    switch number {
    case .rational(let value): text(value)
    case .algebraic(let interval), .enclosed(let interval): text(interval)
    case .scaled(let number): text(number)
    case .approximate(let value): value.isFinite ? "≈" + text(value) : text(value)
    case .infinite(let sign): sign == .negative ? "-inf" : "inf"
    case .undefined: "undefined"
    }
  }

  /// Returns what is known of the digits of a number whose size doubles do not express, as
  /// `1.2345…e-1630`.
  private static func text(_ number: ScaledNumber) -> String {
    let ends = [number.factor.lower, number.factor.upper].map { text($0, power: number.exponent) }
    return ends[0] == ends[1] ? ends[0] : scaled(ends[0], ends[1]) ?? "≈" + decimal(number)
  }

  /// Returns a factor times a power of ten.
  static func text(_ factor: Double, power exponent: Int) -> String {
    factor.magnitude < 10
      ? "\(text(factor))e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
      : text(factor / 10, power: exponent + 1)
  }

  /// Returns the numbers as a point of the language: alone, or in brackets.
  public static func point(_ numbers: [KnownNumber]) -> String { listed(numbers, "(", ")") }

  /// Returns the numbers as a derivative: alone, or as a vector.
  public static func gradient(_ numbers: [KnownNumber]) -> String { listed(numbers, "[", "]") }

  /// The maximum number of characters of a list that is written in full.
  private static let longestList = 40

  /// Returns the only number, or the list of them: where that is long, the first, the last and
  /// their count.
  private static func listed(_ numbers: [KnownNumber], _ open: String, _ close: String) -> String {
    let texts = numbers.map { text($0) }
    if texts.count == 1 { return texts[0] }
    let full = open + texts.joined(separator: ", ") + close
    guard full.count > longestList, texts.count > 3 else { return full }
    var head = texts[0]
    for text in texts.dropFirst().prefix(2) where head.count + text.count < longestList / 2 {
      head += ", " + text
    }
    return "\(open)\(head), …, \(texts[texts.count - 1])\(close) (\(texts.count) entries)"
  }

  /// Returns a rational function of `name`.
  public static func text(_ function: RationalFunction, in name: String) -> String {
    let top = text(function.numerator, in: name)
    if function.isPolynomial, function.denominator == .one { return top }
    return "(\(top))/(\(text(function.denominator, in: name)))"
  }

  /// Returns the polynomial in `name`, highest power first.
  public static func text(_ polynomial: Polynomial, in name: String = "x") -> String {
    var text = ""
    for (power, coefficient) in polynomial.coefficients.enumerated().reversed()
    where coefficient != .zero {
      let isNegative = coefficient < .zero
      text += text.isEmpty ? (isNegative ? "-" : "") : isNegative ? " - " : " + "
      let size = coefficient.magnitude.description
      let unknown = power == 0 ? "" : power == 1 ? name : "\(name)^\(power)"
      text += unknown.isEmpty ? size : size == "1" ? unknown : "\(size) \(unknown)"
    }
    return text.isEmpty ? "0" : text
  }
}
