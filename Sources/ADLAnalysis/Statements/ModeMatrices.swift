import ADLPrograms

/// Algorithm 2 at a point as products of matrices, with Lemma 1 (section 4 of the paper).
///
/// Every node k behind the inputs is a map G_k of R^m, with Jacobian I - e_k e_kᵀ + e_k d_kᵀ. The
/// products are carried out as products of matrices, by columns and rows, not by the sweeps.
public struct ModeMatrices: Sendable {
  /// A node that was computed, with d_k.
  public struct Step: Sendable {
    /// The node, from 0.
    public let node: Int

    /// d_k, with an entry for each of the m nodes.
    public let gradient: [KnownNumber]
  }

  /// The program's p, m and q.
  public let p: Int
  public let m: Int
  public let q: Int

  /// The nodes behind the inputs that were computed, in order.
  public let steps: [Step]

  /// e_iᵀ J_m … J_{p+1} J_p for every output i: q rows of p entries.
  public let forward: [KnownNumber]

  /// J_pᵀ (I + d_{p+1} e_{p+1}ᵀ) … (I + d_m e_mᵀ) e_i, the same way.
  public let backward: [KnownNumber]

  /// The first p rows of both sides of (6), with m entries each; the other rows are 0.
  public let left: [KnownNumber]
  public let right: [KnownNumber]

  /// Whether the two sides of (6) are equal: exactly, or as far as enclosures tell; `nil` where an
  /// entry is not a number.
  public let lemmaHolds: Bool?

  /// Whether both products are what AD returns by its modes, the same way.
  public let areModes: Bool?

  /// By what means the entries are known.
  public let tier: Tier

  /// The largest m for which matrices are written.
  public static let nodeLimit = 200
}

extension PointAnalysis {
  /// Returns the matrices of Algorithm 2 at the point; the derivatives d_k are those that the
  /// backward mode takes.
  ///
  /// - Requires: m is at most `ModeMatrices.nodeLimit`.
  /// - Complexity: O(p m + p · operands) for the products, O(m²) for what is returned.
  public func matrices(
    under convention: Convention = .paper, _ work: Work = .inherited
  ) throws(Stop) -> ModeMatrices {
    try work.perform { () throws(Stop) in
      var product = MatrixProduct(self, under: convention)
      try work.charge(1 + program.p * program.m / 64)
      let result = product.matrices(self, under: convention)
      try work.check()
      return result
    }
  }
}

/// The products of Algorithm 2, on the vectors d_k.
private struct MatrixProduct {
  private let program: Program
  private var steps: [(node: Int, gradient: [(position: Int, entry: Certified)])] = []

  init(_ analysis: PointAnalysis, under convention: Convention) {
    program = analysis.program
    let evaluation = analysis.evaluation
    for k in program.p..<program.m where evaluation.values[k] != nil {
      var gradient: [Int: Certified] = [:]
      let partials = evaluation.localDerivative(k, under: convention)
      for (operand, partial) in zip(program.application(k).operands, partials) {
        guard let j = operand.node else { continue }
        let entry = partial.number.certified
        gradient[j] = gradient[j].map { $0 + entry } ?? entry
      }
      steps.append((k, gradient.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
  }

  private static let zero = Certified.exact(.zero)

  /// The columns of P_p times the factors, each of which changes column k alone. Where the factor
  /// is I - e_k e_kᵀ + d_k e_kᵀ, what was in column k is taken away; in I + d_k e_kᵀ it stays.
  private func columns(replacing: Bool) -> [[Certified]] {
    let (p, m) = (program.p, program.m)
    var columns = (0..<m).map { k in
      (0..<p).map { $0 == k ? Certified.exact(.one) : Self.zero }
    }
    for step in steps {
      var column = replacing ? [Certified](repeating: Self.zero, count: p) : columns[step.node]
      for (j, entry) in step.gradient {
        for i in 0..<p { column[i] = column[i] + columns[j][i] * entry }
      }
      columns[step.node] = column
    }
    return columns
  }

  /// The rows of J_m … J_{p+1} J_p: row k is that of d_kᵀ times the rows before.
  private func rows() -> [[Certified]] {
    let (p, m) = (program.p, program.m)
    var rows = (0..<m).map { k in
      (0..<p).map { $0 == k ? Certified.exact(.one) : Self.zero }
    }
    for step in steps {
      rows[step.node] = step.gradient.reduce([Certified](repeating: Self.zero, count: p)) {
        row, term in
        zip(row, rows[term.position]).map { $0 + term.entry * $1 }
      }
    }
    return rows
  }

  /// J_pᵀ (I + d_{p+1} e_{p+1}ᵀ) … (I + d_m e_mᵀ) e_i, from the right.
  private func backward(from output: Int) -> [Certified] {
    var v = (0..<program.m).map { $0 == output ? Certified.exact(.one) : Self.zero }
    for step in steps.reversed() {
      let weight = v[step.node]
      for (j, entry) in step.gradient { v[j] = v[j] + entry * weight }
    }
    return Array(v.prefix(program.p))
  }

  mutating func matrices(
    _ analysis: PointAnalysis, under convention: Convention
  ) -> ModeMatrices {
    let (p, m) = (program.p, program.m)
    let rows = rows()
    let forward = program.outputs.flatMap { rows[$0] }
    let backward = program.outputs.flatMap { self.backward(from: $0) }
    func byRows(_ columns: [[Certified]]) -> [Certified] {
      (0..<p).flatMap { i in columns.map { $0[i] } }
    }
    let (left, right) = (byRows(columns(replacing: true)), byRows(columns(replacing: false)))
    let own = analysis.derivative(under: convention)
    let modes = own.forward.map { $0.entries + own.backward.entries }
    let entries = forward + backward + left + right
    return ModeMatrices(
      p: p, m: m, q: program.q,
      steps: steps.map { step in
        var gradient = [KnownNumber](repeating: .rational(.zero), count: m)
        for (j, entry) in step.gradient { gradient[j] = entry.known }
        return ModeMatrices.Step(node: step.node, gradient: gradient)
      },
      forward: forward.map(\.known), backward: backward.map(\.known),
      left: left.map(\.known), right: right.map(\.known),
      lemmaHolds: Self.agree(left, right),
      areModes: modes.flatMap { Self.agree(forward + backward, $0) },
      tier: max(analysis.tier, entries.allSatisfy(\.isExact) ? .exact : .interval))
  }

  private static func agree(_ a: [Certified], _ b: [Certified]) -> Bool? {
    guard (a + b).allSatisfy(\.isDefined) else { return nil }
    return zip(a, b).allSatisfy { !Certified.order($0, $1).isCertainlyNot(.zero) }
  }
}
