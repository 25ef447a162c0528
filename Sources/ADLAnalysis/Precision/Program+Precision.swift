import ADLPrograms

/// Where and how a program is looked at in a format.
public struct PrecisionQuestion: Sendable {
  /// The two conventions under which AD is compared.
  public let first: Convention
  public let second: Convention

  /// One side per input.
  public let sides: [Box.Side]

  /// How many points are drawn where not all are looked at.
  public var samples = 10_000
  public var seed: UInt64 = 0

  /// Creates the question.
  public init(_ first: Convention, _ second: Convention, on sides: [Box.Side]) {
    self.first = first
    self.second = second
    self.sides = sides
  }

  /// `true` iff all numbers of the format in the interval are looked at: in one variable, where the
  /// format has few.
  public func isExhaustive(_ format: FloatingFormat) -> Bool {
    sides.count == 1 && (format == .f16 || format == .bf16)
  }
}

extension Program {
  /// Returns what AD in `format` comes to on a box, against two conventions and exact numbers.
  ///
  /// - Requires: one side per input.
  public func precision(
    _ question: PrecisionQuestion, in format: FloatingFormat, _ work: Work
  ) -> PrecisionReport {
    precision(question, in: format.numbers, work)
  }

  private func precision<S: FloatingNumber>(
    _ question: PrecisionQuestion, in numbers: S.Type, _ work: Work
  ) -> PrecisionReport {
    let probe = PrecisionProbe<S>(
      program: self, conventions: [question.first, question.second])
    let isExhaustive = question.isExhaustive(S.format)
    let ordinals = question.sides.map(S.format.ordinals(on:))
    // An interval between two neighbours has no number of the format.
    let isEmpty = ordinals.contains(where: \.isEmpty)
    var report = PrecisionReport(
      S.format, isExhaustive: isExhaustive,
      total: isExhaustive ? ordinals[0].count : isEmpty ? 0 : question.samples)
    for number in 0..<report.total {
      let x: [Double]
      if isExhaustive {
        // Numbers next to 0 come first, so that a witness is a plain one.
        x = [S.format.number(Self.inward(number, ordinals[0]))]
      } else {
        x = question.point(number, in: S.format, ordinals)
      }
      let outcome = work.perform { probe.look(at: x) }
      // What was computed past the end counts for nothing.
      if work.isStopped {
        report.stop = work.stop
        break
      }
      switch outcome {
      case .success(let outcome): report.add(outcome, at: x)
      case .failure(.outside): report.outside += 1
      case .failure(.undecided): report.undecided += 1
      }
    }
    return report
  }

  /// Returns the ordinal that comes at the given place, from 0, when `range` is gone through from
  /// the one next to 0 outward.
  private static func inward(_ place: Int, _ range: Range<Int>) -> Int {
    let (low, high) = (range.lowerBound, range.upperBound - 1)
    if low >= 0 { return low + place }
    if high <= 0 { return high - place }
    let both = 2 * min(-low, high)
    if place <= both { return place % 2 == 0 ? -place / 2 : place / 2 + 1 }
    return -low > high ? -(place - high) : place + low
  }
}

extension FloatingFormat {
  /// Returns the ordinals of the finite numbers on a side of a box.
  fileprivate func ordinals(on side: Box.Side) -> Range<Int> {
    let all = ordinals(from: side.lower, to: side.upper)
    func isEnd(_ ordinal: Int?, _ end: Rational?) -> Bool {
      ordinal.map { Rational(number($0)) == end } ?? false
    }
    let first = all.lowerBound + (!side.containsLower && isEnd(all.first, side.lower) ? 1 : 0)
    let last = all.upperBound - (!side.containsUpper && isEnd(all.last, side.upper) ? 1 : 0)
    return first..<max(first, last)
  }
}

extension PrecisionQuestion {
  /// Returns the drawn point with the given number: uniform in the box and rounded to the format,
  /// or where a side has no end, uniform among the numbers of the format there.
  func point(
    _ number: Int, in format: FloatingFormat, _ ordinals: [Range<Int>]
  ) -> [Double] {
    var mixer = SplitMix64(seed: seed)
    var source = SplitMix64(seed: mixer.next() ^ UInt64(number))
    return sides.indices.map { i in
      let side = sides[i]
      guard let lower = side.lower?.double, let upper = side.upper?.double else {
        return format.number(Int.random(in: ordinals[i], using: &source))
      }
      let share = Double(source.next() >> 11) * 0x1p-53
      let x = format.rounded(min(max(lower * (1 - share) + upper * share, lower), upper))
      // Rounding may lead out of the box.
      let ordinal = x.isFinite ? format.ordinal(x) : x < 0 ? Int.min : Int.max
      return format.number(min(max(ordinal, ordinals[i].lowerBound), ordinals[i].upperBound - 1))
    }
  }
}

extension Convention {
  /// Returns this convention with `rule` at every tie of the primitives and of the selections that
  /// `program` declares.
  public func takingEverywhere(_ rule: TieRule, in program: Program) -> Convention {
    var convention = self
    for primitive in Primitive.all where primitive.selection != nil {
      convention = convention.overriding(primitive, with: rule)
    }
    for k in program.p..<program.m {
      guard case .selection(let definition) = program.application(k).parameter else { continue }
      convention = convention.overriding(
        declared: definition.name, with: DeclaredTie(definition.name, pieces: nil, rule))
    }
    return convention
  }
}
