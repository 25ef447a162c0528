/// The largest of the entries so far: of the largest before, and of the next entry.
enum RunningMaximum: Extremum {
  static let name = "cummax"
  static let spelling = Spelling.lastEntry(name)
  static let arity = Arity.exactly(2)
  static let preferred = Sign.positive
  static let manual = Manual(
    .call("cummax", .vector("x")), "The largest of the entries so far, at each.",
    example: "cummax([1, 3, 2])", result: "[1, 3, 3]")

  /// Measured: `cummax` of (1, 1, 0), (0, 1, 1) and (2, 2, 2). PyTorch takes the last of those that
  /// tie, JAX halves at each entry; TensorFlow has none, so its maximum of two stands here.
  static let tieRules = TieRules(
    paper: .first, tensorflow: .first, pytorch: .last, jax: .even)

  /// Read in the sources: PyTorch scatters among zeros, the others are extrema of two.
  static let localRules = MeasuredLocalRules(
    tensorflow: .both(.zero), pytorch: .both(.zero), jax: .both(.product))
}

/// The smallest of the entries so far: of the smallest before, and of the next entry.
enum RunningMinimum: Extremum {
  static let name = "cummin"
  static let spelling = Spelling.lastEntry(name)
  static let arity = Arity.exactly(2)
  static let preferred = Sign.negative
  static let manual = Manual(
    .call("cummin", .vector("x")), "The smallest of the entries so far, at each.",
    example: "cummin([3, 1, 2])", result: "[3, 1, 1]")

  /// As the largest so far has it, which was measured.
  static let tieRules = RunningMaximum.tieRules

  static let localRules = RunningMaximum.localRules
}
