/// The letters that are typed as `\alpha` and Tab.
enum GreekLetter {
  private static let table: KeyValuePairs = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "inf": "∞",
  ]

  /// Returns the completion of a `\name` at the end of `line`, if there is one.
  static func completion(at line: Substring) -> SessionCompletion? {
    let word = line.reversed().prefix { $0.isLetter }
    let start = line.dropLast(word.count)
    guard start.last == "\\" else { return nil }
    let name = String(word.reversed())
    if let letter = table.first(where: { $0.key == name })?.value {
      return SessionCompletion(
        replacedCount: name.count + 1, candidates: [.init(text: letter, suffix: "")])
    }
    return SessionCompletion(
      replacedCount: name.count + 1,
      candidates: table.filter { $0.key.hasPrefix(name) }.map {
        .init(text: "\\" + $0.key, suffix: "")
      })
  }
}
