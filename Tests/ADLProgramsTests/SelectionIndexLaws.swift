import ADLTestSupport
import Testing

@testable import ADLPrograms

/// Laws of every index: the rows of the table, conditions of an `if`, and selections that users
/// declare.
@Suite struct SelectionIndexLaws {
  /// An index with a name, and the number of operands that it takes.
  struct Subject: Sendable, CustomStringConvertible {
    let description: String
    let index: SelectionIndex
    let count: Int

    /// Which points the row accepts.
    let accepts: @Sendable ([Rational]) -> Bool

    /// `true` iff every piece that meets at a point also holds next to it.
    let isClosed: Bool
  }

  static let rows:
    [(name: String, rule: any ElementarySelection.Type, parameter: Parameter, count: Int)] =
      PrimitiveLaws.applications.flatMap { application in
        let ranks = application.primitive.spelling.hasRank ? Array(1...4) : [2]
        return ranks.compactMap { rank in
          application.primitive.selection.map {
            let parameter =
              application.primitive.spelling.hasRank ? .integer(rank) : application.parameter
            return (application.primitive.name, $0, parameter, application.count)
          }
        }
      }

  static let subjects: [Subject] =
    rows.map { name, rule, parameter, count in
      Subject(
        description: name, index: rule.index(count, parameter), count: count,
        accepts: { rule.violation($0) == nil },
        // The values of steps at their jumps are pieces of their own.
        isClosed: !["sign", "step"].contains(name))
    } + [
      conditions("and", [.and([.comparison(0, .less), .not(.comparison(1, .atMost))])]),
      conditions("or", [.or([.comparison(0, .greater), .comparison(1, .atLeast)])]),
      conditions("cases", [.comparison(0, .less), .comparison(1, .less)]),
      conditions("equal", [.comparison(0, .equal)], isClosed: false),
      derived(Primitive(Clip.self), .none, 3), derived(.maximumOfMany, .none, 3),
      derived(.median, .none, 4),
    ]

  private static func conditions(
    _ name: String, _ conditions: [Condition], isClosed: Bool = true
  ) -> Subject {
    Subject(
      description: name, index: .conditions(conditions, sides: nil), count: 4,
      accepts: { _ in true }, isClosed: isClosed)
  }

  private static func derived(_ base: Primitive, _ parameter: Parameter, _ count: Int) -> Subject {
    let derived = DerivedSelection(
      of: base, parameter, operandCount: count, rule: .first, kind: .entry(operand: 0))
    return Subject(
      description: base.name + "'", index: DerivedEntry.index(count, .derived(derived)),
      count: count, accepts: { _ in true }, isClosed: true)
  }

  @Test(arguments: subjects)
  func `the pieces that meet are those that hold next to the point`(subject: Subject) {
    var random = SplitMix64(seed: 1)
    for _ in 0..<60 {
      let x = (0..<subject.count).map { _ in Rational(Int.random(in: -3...3, using: &random)) }
      guard subject.accepts(x) else { continue }
      let pieces = subject.index.pieces(at: x)
      #expect(pieces.isDecided)
      var near = pieces.sites.map { _ in Set<Int>() }
      for _ in 0..<200 {
        let y = x.map { $0 + Rational(Int.random(in: -9...9, using: &random), 1000) }
        guard subject.accepts(y) else { continue }
        for (i, site) in subject.index.pieces(at: y).sites.enumerated() where !site.ties {
          near[i].insert(site.pieces[0])
        }
      }
      for (i, site) in pieces.sites.enumerated() {
        #expect(near[i].isSubset(of: site.pieces), "\(subject) at \(x)")
        if subject.isClosed { #expect(near[i].isSuperset(of: site.pieces), "\(subject) at \(x)") }
      }
    }
  }

  @Test(arguments: subjects)
  func `in a box whatever holds somewhere may hold`(subject: Subject) {
    var random = SplitMix64(seed: 2)
    for _ in 0..<100 {
      let x = (0..<subject.count).map { _ in Double(Int.random(in: -3...3, using: &random)) }
      guard subject.accepts(x.map { Rational($0) }) else { continue }
      let radius = [0, 0.5, 2].randomElement(using: &random)!
      let whole = subject.index.pieces(at: x.map { Interval($0 - radius, $0 + radius) })
      for _ in 0..<20 {
        let y = x.map { $0 + radius * Double(Int.random(in: -2...2, using: &random)) / 2 }
        for (site, all) in zip(subject.index.pieces(at: y).sites, whole.sites) {
          #expect(Set(site.pieces).isSubset(of: all.pieces), "\(subject) at \(y) in \(x)")
        }
      }
    }
  }

  @Test(arguments: subjects)
  func `answers of the signs that guards have lead to the same pieces`(subject: Subject) {
    var random = SplitMix64(seed: 3)
    for _ in 0..<50 {
      let x = (0..<subject.count).map { _ in Rational(Int.random(in: -3...3, using: &random)) }
      let (pieces, questions) = subject.index.trace(at: x)
      let signs = questions.map { question -> Sign in
        guard case .known(let sign) = question.difference.sign else { return .zero }
        return sign
      }
      // Operands that all are 0 have every answer given.
      let again = subject.index.trace(at: x.map { _ in Rational.zero }, answers: signs)
      #expect(again.pieces == pieces && again.questions.count == signs.count, "\(subject) at \(x)")
    }
  }

  @Test(arguments: rows.indices)
  func `a routed value has the order of the contributions`(row: Int) {
    let (name, rule, parameter, count) = Self.rows[row]
    guard rule.routesValues else { return }
    let index = rule.index(count, parameter)
    var random = SplitMix64(seed: 4)
    for _ in 0..<100 {
      let x = (0..<count).map { _ in Rational(Int.random(in: -2...2, using: &random)) }
      for (number, site) in rule.active(x, parameter).sites.enumerated() {
        let contributions = (0..<rule.pieceCounts(count, parameter)[number]).map { alternative in
          rule.terms(site: number, alternative: alternative, x, parameter).reduce(Rational.zero) {
            $0 + $1.partial.number * x[$1.operand]
          }
        }
        var value = index.preferredSign == .negative ? contributions.min()! : contributions.max()!
        if case .ranks(let ranks, _, _) = index {
          value = contributions.sorted()[ranks[number] - 1]
        }
        #expect(
          site.pieces == contributions.indices.filter { contributions[$0] == value },
          "\(name) at \(x)")
      }
    }
  }

  @Test func `the ranks of a list are a permutation`() {
    var random = SplitMix64(seed: 5)
    for (rule, descends) in [
      (SortedEntry.self as any OrderStatistic.Type, false), (Largest.self, true),
    ] {
      for _ in 0..<50 {
        let x = (0..<5).map { _ in Rational(Int.random(in: 0...2, using: &random)) }
        let order = (1...5).map { rule.active(x, .integer($0)).piece[0] }
        let expected = x.indices.sorted {
          x[$0] == x[$1] ? $0 < $1 : (x[$0] < x[$1]) != descends
        }
        #expect(order == expected)
      }
    }
  }

  /// The functions of the rows whose index is a tree, written out.
  static let formulas: [String: @Sendable ([Rational]) -> Rational] = [
    "clip": { min(max($0[0], $0[1]), $0[2]) },
    "leaky_relu": { $0[0] < .zero ? $0[1] * $0[0] : $0[0] },
    "hardtanh": { min(max($0[0], Rational(-1)), Rational(1)) },
    "relu6": { min(max($0[0], Rational(0)), Rational(6)) },
    "hardswish": { $0[0] * min(max($0[0] + Rational(3), .zero), Rational(6)) / Rational(6) },
    "hardsigmoid": { min(max($0[0] + Rational(3), .zero), Rational(6)) / Rational(6) },
    "softshrink": { max($0[0] - $0[1], .zero) + min($0[0] + $0[1], .zero) },
    "hardshrink": { max($0[0], -$0[0]) > $0[1] ? $0[0] : .zero },
    "sign": { $0[0] < .zero ? Rational(-1) : $0[0] == .zero ? .zero : Rational(1) },
    "step": { $0[0] < .zero ? .zero : $0[0] == .zero ? Rational(1, 2) : Rational(1) },
    "threshold": { $0[0] > $0[1] ? $0[0] : $0[2] },
    "huber": { x in
      let size = max(x[0], -x[0])
      return size <= x[1] ? size * size / Rational(2) : x[1] * (size - x[1] / Rational(2))
    },
    "smooth_l1": { x in
      let size = max(x[0], -x[0])
      return size <= x[1] ? size * size / (Rational(2) * x[1]) : size - x[1] / Rational(2)
    },
  ]

  @Test(arguments: rows.indices)
  func `a tree has the value of its formula`(row: Int) throws {
    let (name, rule, parameter, count) = Self.rows[row]
    guard case .tree = rule.index(count, parameter), rule.functionClass == .rational else { return }
    let formula = try #require(Self.formulas[name])
    var random = SplitMix64(seed: 6)
    for _ in 0..<200 {
      let x = (0..<count).map { _ in Rational(Int.random(in: -14...14, using: &random), 2) }
      guard rule.violation(x) == nil else { continue }
      #expect(
        rule.value(at: rule.active(x, parameter), x, parameter) == formula(x), "\(name) at \(x)")
    }
  }

  @Test func `a declared selection compares what its guards are`() throws {
    let builder = ProgramBuilder(inputs: 1)
    let t = builder.input(0)
    let square = builder.apply(.multiplication, [t, t], anchor: .none)
    let double = builder.apply(.addition, [t, t], anchor: .none)
    let sides = try builder.seal(outputs: [square, double])
    let index = SelectionIndex.conditions([.comparison(0, .less)], sides: sides)
    #expect(index.pieces(at: [Rational(1)]).piece == [0])
    #expect(index.pieces(at: [Rational(3)]).piece == [1])
    #expect(index.pieces(at: [Rational(2)]).sites == [.init([0, 1], standing: 1)])
    #expect(index.trace(at: [Rational(3)]).questions.allSatisfy { $0.difference == Rational(3) })
  }
}

/// Laws of the guards of domains.
@Suite struct DomainGuardLaws {
  @Test(arguments: PrimitiveLaws.applications.indices)
  func `a domain does not end where no guard vanishes`(row: Int) {
    let application = PrimitiveLaws.applications[row]
    guard case .function(let rule) = application.primitive.kind else { return }
    var random = SplitMix64(seed: UInt64(row))
    for _ in 0..<100 {
      let x = (0..<application.count).map { _ in Double(Int.random(in: -2...2, using: &random)) }
      if rule.domainGuards(x).contains(0) { continue }
      for _ in 0..<20 {
        let y = x.map { $0 + Double.random(in: -1...1, using: &random) / 1024 }
        #expect(
          (rule.violation(x) == nil) == (rule.violation(y) == nil)
            && rule.hasEdge(x) == rule.hasEdge(y), "\(application.primitive.name) at \(x)")
      }
    }
  }
}
