import ADLPrograms

/// A number that the language has a name for.
package struct NamedNumber: Sendable {
  package let name: String
  let literal: Literal
  package let summary: String

  /// Every such number; a user's definition or parameter of the same name hides it.
  package static let table = [
    NamedNumber(
      name: "pi", literal: .pi, summary: "The circumference of a circle of diameter 1."),
    NamedNumber(name: "e", literal: .e, summary: "The base of the natural logarithm."),
    NamedNumber(name: "inf", literal: Literal(.infinity), summary: "Larger than every number."),
  ]

  /// Returns the number called `name`; `π` and `∞` are other names for `pi` and `inf`.
  static func named(_ name: String) -> NamedNumber? {
    let plain = name == "π" ? "pi" : name == "∞" ? "inf" : name
    return table.first { $0.name == plain }
  }
}
