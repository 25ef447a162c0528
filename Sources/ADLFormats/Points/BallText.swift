import ADLAnalysis
import ADLPrograms

extension GradientSetText {
  /// The most terms of an entry that are written.
  private static let termLimit = 4
  private static let widthLimit = 76

  /// How a vector and the images of balls that are added to it are written: by its radius, or with
  /// the coordinates of the unit balls as variables; `nil` for other sets, and where that is long.
  static func round(_ set: GradientSet, _ text: GradientText) -> String? {
    let parts: [GradientSet] = if case .sum(let sets) = set { sets } else { [set] }
    var center: GradientVector?
    var balls: [BallImage] = []
    for part in parts {
      switch part {
      case .ball(let ball): balls.append(ball)
      case .vectors(let vectors) where vectors.count == 1 && center == nil: center = vectors[0]
      default: return nil
      }
    }
    guard let first = balls.first else { return nil }
    let entries =
      center?.entries
      ?? [Certified](repeating: .exact(.zero), count: first.generators.first?.count ?? 0)
    if balls.count == 1, let radius = first.radius {
      let middle = text.text(entries.map(\.known))
      let isCentered = entries.allSatisfy { $0 == .exact(.zero) }
      return
        "{g : |g\(isCentered ? "" : " - " + middle)| <= \(NumberText.entry(radius.known))}"
    }
    return parametrized(entries, balls)
  }

  /// Returns such as `{[1/2 + u/2, v] : u^2 + v^2 <= 1}`.
  private static func parametrized(_ center: [Certified], _ balls: [BallImage]) -> String? {
    let count = balls.reduce(0) { $0 + $1.rows.count }
    let names =
      count <= 3 ? Array(["u", "v", "w"].prefix(count)) : (1...count).map { "u\($0)" }
    var entries = center.map { $0 == .exact(.zero) ? [] : [NumberText.entry($0.known)] }
    var conditions: [String] = []
    var number = 0
    for ball in balls {
      let own = names[number..<(number + ball.rows.count)]
      for (name, row) in zip(own, ball.generators) {
        for (j, factor) in row.enumerated() where factor != .exact(.zero) {
          entries[j].append(term(factor, name))
        }
      }
      conditions.append(
        own.count == 1
          ? "|\(own[number])| <= 1" : own.map { $0 + "^2" }.joined(separator: " + ") + " <= 1")
      number += ball.rows.count
    }
    guard entries.allSatisfy({ $0.count <= termLimit }) else { return nil }
    let words = entries.map { terms -> String in
      guard let first = terms.first else { return "0" }
      return terms.dropFirst().reduce(first) { sum, term in
        term.hasPrefix("-") ? sum + " - " + term.dropFirst() : sum + " + " + term
      }
    }
    let line = "{[\(words.joined(separator: ", "))] : \(conditions.joined(separator: ", "))}"
    return line.count <= widthLimit ? line : nil
  }

  private static func term(_ factor: Certified, _ name: String) -> String {
    if factor == .exact(.one) { return name }
    if factor == .exact(-.one) { return "-" + name }
    if let value = factor.rational {
      let (magnitude, sign) = value.sign.isCertainly(.negative) ? (-value, "-") : (value, "")
      if (Rational(1) / magnitude).isInteger { return "\(sign)\(name)/\(Rational(1) / magnitude)" }
      return "\(sign)\(NumberText.entry(.rational(magnitude)))*\(name)"
    }
    return "\(NumberText.entry(factor.known))*\(name)"
  }
}
