import CGMP

/// A whole number of up to `bitLimit` binary digits, or *undefined*.
///
/// What fits a machine word is kept in one; longer numbers are GMP's. GMP ends the process where a
/// size overflows or memory is short, so every operation knows the size of its result beforehand:
/// one that would exceed the limit is undefined, as is a quotient by 0, and every operation on
/// `undefined`, which equals itself and for which no order relation holds.
public struct Integer: Sendable {
  /// The representation; canonical: a number that fits a word is in one.
  enum Storage: Sendable {
    case word(Int)
    case long(Limbs)
    case undefined
  }

  let storage: Storage

  /// The maximum number of binary digits of a number.
  public static let bitLimit = 1 << 24

  /// The result of an operation that has none within the limit.
  public static let undefined = Integer(storage: .undefined)

  init(storage: Storage) {
    self.storage = storage
  }

  /// Creates the integer equal to `value`.
  public init(_ value: Int) {
    storage = .word(value)
  }

  /// Creates the integer equal to `value`.
  public init(_ value: UInt) {
    self =
      Int(exactly: value).map { Integer($0) } ?? Integer.make { __gmpz_set_ui($0, value) }
  }

  /// Creates the number with the given decimal digits; undefined for any other text.
  init(digits: String) {
    // A decimal digit has fewer than 10/3 binary ones, and more than three.
    guard !digits.isEmpty, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      digits.utf8.count <= Integer.bitLimit / 10 * 3
    else {
      self = .undefined
      return
    }
    self = Integer.make { __gmpz_set_str($0, digits, 10) }
  }

  /// `true` iff this is a number.
  public var isDefined: Bool {
    if case .undefined = storage { false } else { true }
  }

  /// The number, where it fits a machine word.
  public var int: Int? {
    if case .word(let value) = storage { value } else { nil }
  }

  /// `true` iff this is the number 0.
  public var isZero: Bool {
    if case .word(0) = storage { true } else { false }
  }

  /// -1, 0 or 1, as the number is; 0 for `undefined`.
  public var signum: Int {
    switch storage {
    case .word(let value): value.signum()
    case .long(let limbs): limbs.number._mp_size < 0 ? -1 : 1
    case .undefined: 0
    }
  }

  /// The number of binary digits of the absolute value; 0 for 0 and for `undefined`.
  public var bitWidth: Int {
    switch storage {
    case .word(let value): Int.bitWidth - value.magnitude.leadingZeroBitCount
    case .long: read { __gmpz_sizeinbase($0, 2) }
    case .undefined: 0
    }
  }

  /// The last 64 binary digits of the absolute value.
  public var lowWord: UInt {
    switch storage {
    case .word(let value): value.magnitude
    case .long: read { __gmpz_get_ui($0) }
    case .undefined: 0
    }
  }
}

/// A number of GMP's that is never changed once it is made, so that threads may share it.
final class Limbs: @unchecked Sendable {
  let number: __mpz_struct

  /// Takes over `number`.
  init(_ number: __mpz_struct) {
    self.number = number
  }

  deinit {
    var number = number
    __gmpz_clear(&number)
  }
}

// MARK: - Passing numbers to GMP

extension Integer {
  /// Returns what `body` makes of a number that GMP can read; this one is defined.
  func read<Result>(_ body: (UnsafePointer<__mpz_struct>) -> Result) -> Result {
    switch storage {
    case .long(let limbs):
      return withExtendedLifetime(limbs) { withUnsafePointer(to: limbs.number, body) }
    case .word(let value):
      var limb = value.magnitude
      return withUnsafeMutablePointer(to: &limb) { limb in
        withUnsafePointer(
          to: __mpz_struct(_mp_alloc: 1, _mp_size: CInt(value.signum()), _mp_d: limb), body)
      }
    case .undefined: preconditionFailure("GMP has no undefined number")
    }
  }

  /// Returns the number that `body` sets.
  static func make(_ body: (UnsafeMutablePointer<__mpz_struct>) -> Void) -> Integer {
    var number = __mpz_struct()
    __gmpz_init(&number)
    body(&number)
    return Integer(taking: number)
  }

  /// Takes over a number of GMP's.
  init(taking number: __mpz_struct) {
    let count = number._mp_size.magnitude
    let limb = count == 0 ? 0 : number._mp_d[0]
    let isNegative = number._mp_size < 0
    if count <= 1 && limb <= Int.max.magnitude + (isNegative ? 1 : 0) {
      storage = .word(Int(truncatingIfNeeded: isNegative ? 0 &- limb : limb))
    } else if Int(count) * UInt.bitWidth > Integer.bitLimit {
      storage = .undefined
    } else {
      storage = .long(Limbs(number))
      return
    }
    var number = number
    __gmpz_clear(&number)
  }
}
