import Synchronization

/// How a real number is made from rational numbers by the operations of a number system: what
/// it takes to enclose the number as closely as anyone asks.
///
/// Where enclosures by doubles do not tell a sign, `sign` doubles the number of binary digits until
/// it shows, or until `bitLimit` or the limit on work is met. Digits never show that a number is 0:
/// that is asked of its normal form, once 128 of them have not told.
public final class Construction: Sendable {
  enum Form: Sendable {
    case rational(Rational)
    case unary(UnaryOperation, Construction)
    case binary(BinaryOperation, Construction, Construction)
    case power(Construction, Int)

    /// A number that is enclosed by other means, in at least the given number of digits.
    case other(@Sendable (Int) -> Enclosure)

    var operands: [Construction] {
      switch self {
      case .rational, .other: []
      case .unary(_, let x), .power(let x, _): [x]
      case .binary(_, let x, let y): [x, y]
      }
    }
  }

  let form: Form

  /// The maximum number of operations, one in the operand of the other.
  let depth: Int

  /// The number of operations when it is written out, each operand as often as it occurs.
  let size: Int

  /// The hash, which those of the operands have entered once.
  private let digest: Int

  /// The closest enclosure found so far, and its number of digits.
  private let closest = Mutex<(bits: Int, enclosure: Enclosure)?>(nil)

  /// The number of digits of the first enclosures past doubles.
  static let firstBits = 128

  /// The maximum number of binary digits.
  public static let bitLimit = 4096

  /// The maximum number of digits times operations of one question.
  static let workLimit = 1 << 22

  /// Numbers that are deeper have no construction: it is taken apart by recursion in the end.
  static let depthLimit = 1000

  /// Larger ones are not compared by how they are made.
  private static let comparedSize = 256

  /// `true` iff normal forms look into the number.
  var isSmall: Bool { size <= Self.comparedSize }

  private init(_ form: Form) {
    self.form = form
    let operands = form.operands
    depth = operands.reduce(0) { max($0, $1.depth + 1) }
    // Capped: operands that are shared double the size with every operation.
    size = operands.reduce(1) { min($0 + $1.size, Self.comparedSize + 1) }
    digest = form.hash
  }

  convenience init(_ value: Rational) { self.init(.rational(value)) }

  /// Creates a number that `enclosure` encloses with at least the given number of digits.
  public convenience init(enclosedBy enclosure: @escaping @Sendable (Int) -> Enclosure) {
    self.init(.other(enclosure))
  }

  /// Creates the result of an operation; `nil` where an operand has no construction, or is too
  /// deep.
  package convenience init?(_ operation: UnaryOperation, _ x: Construction?) {
    guard let x, x.depth < Self.depthLimit else { return nil }
    self.init(.unary(operation, x))
  }

  package convenience init?(_ operation: BinaryOperation, _ x: Construction?, _ y: Construction?) {
    guard let x, let y, max(x.depth, y.depth) < Self.depthLimit else { return nil }
    self.init(.binary(operation, x, y))
  }

  package convenience init?(power n: Int, _ x: Construction?) {
    guard let x, x.depth < Self.depthLimit else { return nil }
    self.init(.power(x, n))
  }

  // MARK: - Enclosing

  /// Returns an enclosure computed with the given number of digits, or more; `nil` where that is
  /// too much work.
  public func enclosure(bits: Int) -> Enclosure? {
    var work = 0
    var stack = [self]
    while let top = stack.last {
      let missing = top.form.operands.filter { $0.known(bits) == nil }
      guard missing.isEmpty else {
        stack += missing
        continue
      }
      stack.removeLast()
      if top.known(bits) != nil { continue }
      work += bits
      guard work <= Self.workLimit, !Work.hasEnded else { return nil }
      let value = top.computed(bits)
      top.closest.withLock { old in
        // What was known of the number is not given up.
        if let old, bits <= old.bits { return }
        old = (bits, old.map { $0.enclosure.intersection(value) } ?? value)
      }
    }
    return known(bits)
  }

  private func known(_ bits: Int) -> Enclosure? {
    closest.withLock { $0.flatMap { $0.bits >= bits ? $0.enclosure : nil } }
  }

  /// Returns the enclosure from those of the operands, which are known.
  private func computed(_ bits: Int) -> Enclosure {
    func value(_ x: Construction) -> Enclosure { x.known(bits) ?? .line }
    return switch form {
    case .rational(let value): Enclosure(value, bits: bits)
    case .unary(let operation, let x): .apply(operation, value(x), bits: bits)
    case .binary(let operation, let x, let y): .apply(operation, value(x), value(y), bits: bits)
    case .power(let x, let n): .power(value(x), n, bits: bits)
    case .other(let enclosure): enclosure(bits)
    }
  }

  /// The sign of the number, by as many digits as it takes up to the limits; not known past them,
  /// and where there is no number.
  public var sign: KnownSign {
    var bits = Self.firstBits
    while bits <= Self.bitLimit, let enclosure = enclosure(bits: bits), enclosure.isDefined {
      if enclosure.sign.isKnown { return enclosure.sign }
      if bits == Self.firstBits, let rational { return rational.sign }
      bits *= 2
    }
    return .notKnown
  }

  /// Returns the double nearest to the number, of the two that `interval` consists of, or one of
  /// the two.
  func nearestDouble(in interval: Interval) -> Double {
    guard let enclosure = enclosure(bits: Self.firstBits) else { return interval.lower }
    let nearest = enclosure.lower.nearestDouble
    return interval.contains(nearest) ? nearest : interval.lower
  }

  /// Returns the part of `interval`, which contains the number, that is left by enclosures of up to
  /// four times the digits of doubles, where it says little.
  func narrowing(_ interval: Interval) -> Interval {
    var interval = interval
    for bits in [Self.firstBits, 2 * Self.firstBits] where interval.saysLittle {
      guard let enclosure = enclosure(bits: bits) else { return interval }
      interval = interval.intersection(enclosure.interval)
    }
    return interval
  }
}

extension Interval {
  /// `true` iff the interval has neither a sign nor an end, or is wide beside its numbers.
  fileprivate var saysLittle: Bool {
    guard isDefined && !isPoint else { return false }
    return contains(0) || !isBounded
      || upper - lower > 0x1p-40 * Swift.min(lower.magnitude, upper.magnitude)
  }
}

extension Construction: Hashable {
  /// `true` only if the two are made in the same way; long ones only if they are one object.
  public static func == (x: Construction, y: Construction) -> Bool {
    if x === y { return true }
    guard x.digest == y.digest, x.size == y.size, x.size <= comparedSize else { return false }
    return switch (x.form, y.form) {
    case (.rational(let a), .rational(let b)): a == b
    case (.unary(let f, let a), .unary(let g, let b)): f == g && a == b
    case (.power(let a, let n), .power(let b, let m)): n == m && a == b
    case (.binary(let f, let a, let b), .binary(let g, let c, let d)):
      f == g && a == c && b == d
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(digest)
  }
}

extension Construction.Form {
  fileprivate var hash: Int {
    var hasher = Hasher()
    switch self {
    case .rational(let value): hasher.combine(value)
    case .unary(let operation, _): hasher.combine(operation)
    case .binary(let operation, _, _): hasher.combine(operation)
    case .power(_, let n): hasher.combine(n)
    case .other: break
    }
    for operand in operands { hasher.combine(operand) }
    return hasher.finalize()
  }
}
