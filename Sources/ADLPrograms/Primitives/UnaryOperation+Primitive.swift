extension UnaryOperation {
  /// The primitive that computes it.
  package var primitive: Primitive {
    switch self {
    case .negation: .negation
    case .exp: .exp
    case .log: .log
    case .sqrt: .sqrt
    case .sin: .sin
    case .cos: .cos
    case .tan: .tan
    case .asin: .asin
    case .acos: .acos
    case .atan: .atan
    case .sinh: .sinh
    case .cosh: .cosh
    case .tanh: .tanh
    case .logOnePlus: .log1p
    case .expMinusOne: .expm1
    case .erf: .erf
    }
  }
}
