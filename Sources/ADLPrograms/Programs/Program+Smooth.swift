extension Program {
  /// Returns the outputs at `x` of a program without selections, over any number system.
  func smoothValues<S: RealNumber>(_ x: [S]) -> [S] {
    let evaluation = try? evaluate(at: x, domain: .notANumber)
    return evaluation?.outputs ?? [S](repeating: .notANumber, count: q)
  }

  /// Returns the gradient at `x` of a program without selections and with one output.
  func smoothGradient<S: RealNumber>(_ x: [S]) -> [Partial<S>] {
    guard let evaluation = try? evaluate(at: x, domain: .notANumber) else {
      return x.map { _ in .value(.notANumber) }
    }
    return evaluation.adjoints(output: 0, under: .paper).prefix(p).map { adjoint in
      adjoint.map { .value($0) } ?? .zero
    }
  }
}
