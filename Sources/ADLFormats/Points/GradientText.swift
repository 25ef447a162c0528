import ADLAnalysis
import ADLPrograms

/// How gradients (for several outputs Jacobians) of one program are written.
package struct GradientText: Sendable {
  /// The maximum number of columns that a vector takes before only its non-zero entries are
  /// written.
  package static let widthLimit = 64

  /// The maximum number of non-zero entries that are written of a long vector.
  private static let entryLimit = 4

  let p: Int
  let q: Int
  package let inputNames: [String]

  /// Creates the text of gradients of a program with q outputs and one input per name.
  package init(q: Int, inputNames: [String]) {
    p = inputNames.count
    self.q = q
    self.inputNames = inputNames
  }

  /// Returns a gradient with the given entries: a number for one input and output, a vector for one
  /// of either, else a matrix. Of a long one only the non-zero entries are written.
  package func text(_ entries: [KnownNumber]) -> String {
    if entries.count == 1 { return NumberText.entry(entries[0]) }
    let full =
      p == 1 || q == 1
      ? NumberText.vector(entries)
      : "["
        + (0..<q).map { i in
          entries[i * p..<(i + 1) * p].map { NumberText.entry($0) }.joined(separator: ", ")
        }.joined(separator: "; ") + "]"
    return full.count <= Self.widthLimit ? full : abbreviated(entries)
  }

  /// Returns a gradient of rationals.
  package func text(_ entries: [Rational]) -> String { text(entries.map { .rational($0) }) }

  /// Returns a gradient of doubles, which may be no numbers.
  package func text(doubles: [Double]) -> String {
    if doubles.count == 1 { return NumberText.text(doubles[0]) }
    let full = NumberText.vector(doubles)
    if full.count <= Self.widthLimit { return full }
    if doubles.allSatisfy(\.isFinite) {
      return abbreviated(doubles.map { .rational(Rational($0)) })
    }
    return "[\(doubles.prefix(8).map(NumberText.text).joined(separator: ", ")), …]"
  }

  /// Returns a direction in the inputs, as short as whole numbers write it.
  package func text(direction: [Rational]) -> String {
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    let text = GradientText(q: 1, inputNames: inputNames)
    for scale in 1...64 {
      let scaled = direction.map { $0 * Rational(scale) }
      let integers = scaled.compactMap(\.int)
      guard integers.count == scaled.count, !integers.contains(.min) else { continue }
      let common = max(1, integers.reduce(0) { divisor($0, abs($1)) })
      return text.text(scaled.map { $0 / Rational(common) })
    }
    return text.text(direction)
  }

  private func abbreviated(_ entries: [KnownNumber]) -> String {
    let places = entries.indices.filter { entries[$0] != .rational(.zero) }
    if places.isEmpty { return "0 (\(entries.count) entries)" }
    if places.count <= Self.entryLimit {
      return places.map { "\(NumberText.entry(entries[$0])) at \(name($0))" }
        .joined(separator: ", ") + ", else 0"
    }
    if Set(entries).count == 1 {
      return "\(NumberText.entry(entries[0])) in all \(entries.count) entries"
    }
    let head = entries.prefix(Self.entryLimit).map { NumberText.entry($0) }.joined(separator: ", ")
    return
      "[\(head), …, \(NumberText.entry(entries[entries.count - 1]))] (\(entries.count) entries)"
  }

  /// The name of entry `i`: the input, after the output where there are several.
  func name(_ i: Int) -> String {
    q == 1 ? inputNames[i] : "output \(i / p + 1), \(inputNames[i % p])"
  }
}
