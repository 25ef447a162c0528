import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// Algorithm 2 as products of matrices, and Lemma 1.
struct MatricesAnswer: AnswerContent {
  let subject: PointSubject
  let matrices: ModeMatrices
  private let convention: Convention
  private let formulas: [String]
  let kind = "matrices"

  /// The largest m for which the text has whole matrices, and the most nodes that it lists.
  private static let wholeLimit = 8
  private static let nodeLimit = 32

  init(_ subject: PointSubject, _ matrices: ModeMatrices, under convention: Convention) {
    self.subject = subject
    self.matrices = matrices
    self.convention = convention
    formulas = NodeFormulas.texts(subject.program, inputNames: subject.gradientText.inputNames)
  }

  /// Negative iff the lemma fails.
  var finding: Outcome { matrices.lemmaHolds == false ? .negative : .success }

  /// The answer in words.
  var verdict: String {
    let exactly = matrices.tier == .exact ? "exactly" : "as far as enclosures tell"
    switch matrices.lemmaHolds {
    case true?: return "both products are one (6), \(exactly)"
    case false?: return "the two products differ"
    case nil: return "an entry of d_k is not a finite number: there are no products"
    }
  }

  var text: StyledText {
    var text = AnswerWords.heading(
      subject.name, " at \(NumberText.point(subject.analysis.point.map(\.known)))",
      StyledText(verdict, .emphasis))
    text.append("  convention \(convention.name); p = \(matrices.p), m = \(matrices.m)\n", .dimmed)
    var table = TextTable([
      .init("k", .right, role: .number), .init("g_k"), .init("d_k", role: .number),
    ])
    for step in matrices.steps.prefix(Self.nodeLimit) {
      table.append(["\(step.node + 1)", formulas[step.node], Self.combination(step.gradient)])
    }
    if matrices.steps.count > Self.nodeLimit {
      table.append(["", "… \(matrices.steps.count - Self.nodeLimit) more", ""])
    }
    text += table.text(width: AnswerWords.width)
    if matrices.lemmaHolds == nil { return text }
    if matrices.m <= Self.wholeLimit { text += factors }
    return text + products
  }

  /// The Jacobians I - e_k e_kᵀ + e_k d_kᵀ.
  private var factors: StyledText {
    var text = StyledText()
    let m = matrices.m
    for step in matrices.steps {
      let k = step.node
      let unit = KnownNumber.rational(.one)
      let entries = (0..<m * m).map { place -> KnownNumber in
        let (i, j) = (place / m, place % m)
        return i == k ? step.gradient[j] : i == j ? unit : .rational(.zero)
      }
      text += Self.matrix(
        "J_\(k + 1) = I - e_\(k + 1) e_\(k + 1)ᵀ + e_\(k + 1) d_\(k + 1)ᵀ", entries, columns: m)
    }
    return text
  }

  private var products: StyledText {
    let (p, m) = (matrices.p, matrices.m)
    var text = StyledText()
    guard let first = matrices.steps.first.map({ $0.node + 1 }),
      let last = matrices.steps.last.map({ $0.node + 1 })
    else { return text }
    let (output, outputs) =
      matrices.q == 1 ? ("\(m)", "") : ("i", ", i from \(m - matrices.q + 1) to \(m)")
    func factors(_ i: Int, _ j: Int, _ factor: (Int) -> String) -> String {
      i == j ? factor(i) : "\(factor(i)) ⋯ \(factor(j))"
    }
    let (jacobians, transposes) = (
      factors(last, first) { "J_\($0)" }, factors(first, last) { "(I + d_\($0) e_\($0)ᵀ)" }
    )
    text += Self.matrix(
      "forward: e_\(output)ᵀ \(jacobians) J_p\(outputs)", matrices.forward, columns: p)
    text += Self.matrix(
      "backward: J_pᵀ \(transposes) e_\(output)\(outputs)", matrices.backward, columns: p)
    if m <= Self.wholeLimit {
      let rest = first == last ? "" : " ⋯"
      text += Self.matrix(
        "(6): P_p (I - e_\(first) e_\(first)ᵀ + d_\(first) e_\(first)ᵀ)\(rest)", matrices.left,
        columns: m)
      text += Self.matrix(
        "= P_p (I + d_\(first) e_\(first)ᵀ)\(rest)", matrices.right, columns: m)
    }
    if let agree = matrices.areModes {
      text.append(
        agree
          ? "  the products are what `forward` and `backward` return\n"
          : "  the products are not what `forward` and `backward` return\n",
        agree ? .plain : .warning)
    }
    return text
  }

  /// A matrix in rows, below its name.
  private static func matrix(_ name: String, _ entries: [KnownNumber], columns: Int) -> StyledText {
    let count = min(columns, 12)
    var table = TextTable(
      (0..<count).map { _ in .init("", .right, role: .number) } + [.init("")])
    for start in stride(from: 0, to: entries.count, by: columns) {
      let row = entries[start..<start + count].map { NumberText.entry($0) }
      table.append(row + [columns > count ? "…" : ""])
    }
    var text = StyledText()
    text.append("  \(name)\n", .dimmed)
    return text + table.text
  }

  /// A vector as a combination of unit vectors, such as `2 e_1 - e_3`.
  private static func combination(_ entries: [KnownNumber]) -> String {
    var text = ""
    for (j, entry) in entries.enumerated() where entry != .rational(.zero) {
      let number = NumberText.entry(entry)
      let isNegative = number.hasPrefix("-") && entry.isFinite
      let size = isNegative ? String(number.dropFirst()) : number
      text += text.isEmpty ? (isNegative ? "-" : "") : isNegative ? " - " : " + "
      text += (size == "1" ? "" : size + " ") + "e_\(j + 1)"
    }
    return text.isEmpty ? "0" : text
  }

  // MARK: - JSON

  struct Payload: Encodable {
    struct Node: Encodable {
      let node: Int
      let formula: String
      let partials: Schema.Vector
    }

    let convention: String
    let text: String

    /// Whether (6) holds, and whether the products are what the modes return; `null` where an
    /// entry is not a number.
    @Nullable var agrees: Bool?
    @Nullable var areModes: Bool?
    let nodes: [Node]
    let forward: Schema.Vector
    let backward: Schema.Vector

    /// The first p rows of both sides of (6).
    let left: Schema.Vector
    let right: Schema.Vector
  }

  var payload: any Encodable {
    let (p, m) = (matrices.p, matrices.m)
    return Joined(
      subject.facts(tier: matrices.tier),
      Payload(
        convention: convention.name, text: verdict, agrees: matrices.lemmaHolds,
        areModes: matrices.areModes,
        nodes: matrices.steps.map {
          Payload.Node(
            node: $0.node + 1, formula: formulas[$0.node], partials: Schema.Vector($0.gradient))
        },
        forward: Schema.Vector(matrices.forward, columns: p),
        backward: Schema.Vector(matrices.backward, columns: p),
        left: Schema.Vector(matrices.left, columns: m),
        right: Schema.Vector(matrices.right, columns: m)
      ))
  }
}
