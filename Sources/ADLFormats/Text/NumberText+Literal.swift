import ADLPrograms

extension NumberText {
  /// Returns the text of a literal, which `literal(_:)` reads back in full.
  ///
  /// A decimal names itself, as in the language. A literal whose double is not that of its rational
  /// is `double=rational`; one that is not a rational is `~double`.
  public static func text(_ literal: Literal) -> String {
    let decimal = text(literal.double)
    guard let exact = literal.exact else { return "~" + decimal }
    if Rational(decimal: decimal) == exact { return decimal }
    return exact.double == literal.double ? exact.description : decimal + "=" + exact.description
  }

  /// Returns the literal that `text` names, if it is the text of one.
  public static func literal(_ text: Substring) -> Literal? {
    if text.first == "~" {
      return Double(text.dropFirst()).map { Literal(double: $0, exact: nil) }
    }
    if let separator = text.firstIndex(of: "=") {
      guard let double = Double(text[..<separator]),
        let exact = Rational(decimal: String(text[text.index(after: separator)...]))
      else { return nil }
      return Literal(double: double, exact: exact)
    }
    guard let exact = Rational(decimal: String(text)) else { return nil }
    // "-0" names the double -0.0, which no rational does.
    return Literal(double: Double(text) ?? exact.double, exact: exact)
  }
}
