import CGMP

extension Integer {
  public static prefix func - (x: Integer) -> Integer {
    if case .word(let value) = x.storage, value != .min { return Integer(-value) }
    return x.isDefined ? make { result in x.read { __gmpz_neg(result, $0) } } : .undefined
  }

  public static func + (x: Integer, y: Integer) -> Integer {
    if case .word(let a) = x.storage, case .word(let b) = y.storage {
      let (sum, overflow) = a.addingReportingOverflow(b)
      if !overflow { return Integer(sum) }
    }
    return combine(x, y, Cost.call) { __gmpz_add($0, $1, $2) }
  }

  public static func - (x: Integer, y: Integer) -> Integer {
    if case .word(let a) = x.storage, case .word(let b) = y.storage {
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      if !overflow { return Integer(difference) }
    }
    return combine(x, y, Cost.call) { __gmpz_sub($0, $1, $2) }
  }

  public static func * (x: Integer, y: Integer) -> Integer {
    if case .word(let a) = x.storage, case .word(let b) = y.storage {
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      if !overflow { return Integer(product) }
    }
    let (m, n) = (x.bitWidth, y.bitWidth)
    guard m + n <= bitLimit else { return .undefined }
    return combine(x, y, Cost.product(m, n)) { __gmpz_mul($0, $1, $2) }
  }

  /// The quotient, rounded towards 0; undefined for the divisor 0.
  public static func / (x: Integer, y: Integer) -> Integer {
    if case .word(let a) = x.storage, case .word(let b) = y.storage, b != 0 {
      let (quotient, overflow) = a.dividedReportingOverflow(by: b)
      if !overflow { return Integer(quotient) }
    }
    return y.isZero ? .undefined : quotient(x, y) { __gmpz_tdiv_q($0, $1, $2) }
  }

  /// The remainder of `/`, with the sign of `x`.
  public static func % (x: Integer, y: Integer) -> Integer {
    if case .word(let a) = x.storage, case .word(let b) = y.storage, b != 0 {
      return Integer(b == -1 ? 0 : a % b)
    }
    return y.isZero ? .undefined : quotient(x, y) { __gmpz_tdiv_r($0, $1, $2) }
  }

  /// Returns this number divided by `divisor`, which is known to divide it.
  func dividedExactly(by divisor: Integer) -> Integer {
    if divisor.int == 1 { return self }
    if int != nil && divisor.int != nil { return self / divisor }
    return divisor.isZero
      ? .undefined : Integer.quotient(self, divisor) { __gmpz_divexact($0, $1, $2) }
  }

  /// Returns the number times 2^`places`.
  public func shiftedLeft(by places: Int) -> Integer {
    precondition(places >= 0)
    guard isDefined && (isZero || places <= Integer.bitLimit - bitWidth) else { return .undefined }
    return isZero ? self : .make { result in read { __gmpz_mul_2exp(result, $0, UInt(places)) } }
  }

  /// Returns the power; undefined for a negative exponent.
  public func power(_ exponent: Int) -> Integer {
    guard isDefined && exponent >= 0 else { return .undefined }
    if exponent == 0 { return 1 }
    if let int, int.magnitude <= 1 { return exponent & 1 == 0 ? Integer(int * int) : self }
    // The power has more digits than that, and at most twice as many.
    let (size, overflow) = (bitWidth - 1).multipliedReportingOverflow(by: exponent)
    guard !overflow && size < Integer.bitLimit else { return .undefined }
    guard Work.permits(2 * Cost.product(size, size)) else { return .undefined }
    return .make { result in read { __gmpz_pow_ui(result, $0, UInt(exponent)) } }
  }

  /// Returns the positive integer whose power `degree` this positive number is; `nil` where there
  /// is none.
  func root(_ degree: Int) -> Integer? {
    if degree == 1 || int == 1 { return self }
    // A root of 2 or more means at least `degree` binary digits.
    guard degree > 0 && degree < bitWidth else { return nil }
    guard Work.permits(8 * Cost.product(bitWidth, bitWidth)) else { return nil }
    var isExact = false
    let root = Integer.make { result in
      isExact = read { __gmpz_root(result, $0, UInt(degree)) } != 0
    }
    return isExact ? root : nil
  }

  /// The absolute value.
  public var magnitude: Integer { signum < 0 ? -self : self }

  /// Returns the largest integer that is not greater than the quotient by the positive `divisor`.
  func floor(dividingBy divisor: Integer) -> Integer {
    Integer.quotient(self, divisor) { __gmpz_fdiv_q($0, $1, $2) }
  }

  /// Returns whether the product of two numbers, all defined, is less than that of two others; that
  /// holds beyond the limit too, which only the factors obey.
  static func isLess(_ x: (Integer, Integer), than y: (Integer, Integer)) -> Bool {
    Work.count(Cost.product(x.0.bitWidth, x.1.bitWidth) + Cost.product(y.0.bitWidth, y.1.bitWidth))
    var products = (__mpz_struct(), __mpz_struct())
    __gmpz_init(&products.0)
    __gmpz_init(&products.1)
    defer {
      __gmpz_clear(&products.0)
      __gmpz_clear(&products.1)
    }
    x.0.read { a in x.1.read { b in __gmpz_mul(&products.0, a, b) } }
    y.0.read { a in y.1.read { b in __gmpz_mul(&products.1, a, b) } }
    return __gmpz_cmp(&products.0, &products.1) < 0
  }

  private typealias LimbOperation = (
    UnsafeMutablePointer<__mpz_struct>, UnsafePointer<__mpz_struct>, UnsafePointer<__mpz_struct>
  ) -> Void

  private static func quotient(_ x: Integer, _ y: Integer, _ operation: LimbOperation) -> Integer {
    let (m, n) = (x.bitWidth, y.bitWidth)
    return combine(x, y, 2 * Cost.product(n, max(m - n, 0)), operation)
  }

  private static func combine(
    _ x: Integer, _ y: Integer, _ cost: Int, _ operation: LimbOperation
  ) -> Integer {
    guard x.isDefined && y.isDefined, Work.permits(cost) else { return .undefined }
    return make { result in x.read { a in y.read { b in operation(result, a, b) } } }
  }

  /// Returns the greatest common divisor, not negative; that of 0 and y is |y|.
  public static func greatestCommonDivisor(_ x: Integer, _ y: Integer) -> Integer {
    if case .word(let a) = x.storage, case .word(let b) = y.storage {
      return Integer(ADLPrograms.greatestCommonDivisor(a.magnitude, b.magnitude))
    }
    return combine(x, y, Cost.divisor(x.bitWidth, y.bitWidth)) { __gmpz_gcd($0, $1, $2) }
  }
}

extension Integer: Comparable, Hashable {
  public static func == (x: Integer, y: Integer) -> Bool {
    switch (x.storage, y.storage) {
    case (.word(let a), .word(let b)): a == b
    case (.long, .long): x.read { a in y.read { b in __gmpz_cmp(a, b) } } == 0
    case (.undefined, .undefined): true
    default: false
    }
  }

  public static func < (x: Integer, y: Integer) -> Bool {
    if case .word(let a) = x.storage, case .word(let b) = y.storage { return a < b }
    guard x.isDefined && y.isDefined else { return false }
    return x.read { a in y.read { b in __gmpz_cmp(a, b) } } < 0
  }

  // The defaults of `Comparable` negate `<`, which would make them hold for `undefined`.
  public static func <= (x: Integer, y: Integer) -> Bool { x < y || x == y && x.isDefined }
  public static func > (x: Integer, y: Integer) -> Bool { y < x }
  public static func >= (x: Integer, y: Integer) -> Bool { y <= x }

  public func hash(into hasher: inout Hasher) {
    switch storage {
    case .word(let value): hasher.combine(value)
    case .long(let limbs):
      withExtendedLifetime(limbs) {
        hasher.combine(limbs.number._mp_size)
        hasher.combine(
          bytes: UnsafeRawBufferPointer(
            start: limbs.number._mp_d,
            count: Int(limbs.number._mp_size.magnitude) * MemoryLayout<UInt>.size))
      }
    case .undefined: hasher.combine(UInt8(0))
    }
  }
}

extension Integer: ExpressibleByIntegerLiteral, CustomStringConvertible {
  public init(integerLiteral value: Int) {
    self.init(value)
  }

  /// The decimal digits, with a sign where the number is negative.
  public var description: String {
    switch storage {
    case .word(let value): return "\(value)"
    case .undefined: return "undefined"
    case .long:
      return read { number in
        // A sign and a final 0 byte besides the digits.
        let capacity = __gmpz_sizeinbase(number, 10) + 2
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { text in
          String(cString: __gmpz_get_str(text.baseAddress, 10, number))
        }
      }
    }
  }
}
