/// A format of numbers in a file, by the names that MLIR has for them.
enum NumberFormat: Hashable {
  case double, single, half, bfloat
  case integer(bits: Int, isSigned: Bool)
  case boolean

  init?(_ name: String) {
    switch name {
    case "f64": self = .double
    case "f32": self = .single
    case "f16": self = .half
    case "bf16": self = .bfloat
    case "i1": self = .boolean
    case "index": self = .integer(bits: 64, isSigned: true)
    default:
      let isUnsigned = name.hasPrefix("ui")
      guard isUnsigned || name.hasPrefix("i") || name.hasPrefix("si"),
        let bits = Int(name.drop { $0.isLetter }), [2, 4, 8, 16, 32, 64].contains(bits)
      else { return nil }
      self = .integer(bits: bits, isSigned: !isUnsigned)
    }
  }

  /// How many bytes a number takes.
  var bytes: Int {
    switch self {
    case .double: 8
    case .single: 4
    case .half, .bfloat: 2
    case .boolean: 1
    case .integer(let bits, _): max(bits / 8, 1)
    }
  }

  /// What entries of the format are.
  var kind: ElementKind {
    switch self {
    case .double, .single, .half, .bfloat: .real
    case .integer(let bits, let isSigned): .integer(bits: bits, isSigned: isSigned)
    case .boolean: .boolean
    }
  }

  /// The real number that the bits write.
  func real(_ bits: UInt64) -> Double {
    switch self {
    case .double: return Double(bitPattern: bits)
    case .single: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .bfloat: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))
    case .half:
      let sign = bits >> 15 & 1 == 1 ? -1.0 : 1.0
      let exponent = Int(bits >> 10 & 0x1F)
      let fraction = Double(bits & 0x3FF)
      if exponent == 31 { return fraction == 0 ? sign * .infinity : .nan }
      if exponent == 0 { return sign * fraction * 0x1p-24 }
      return sign * (1 + fraction / 1024)
        * Double(sign: .plus, exponent: exponent - 15, significand: 1)
    case .integer, .boolean: return Double(integer(bits))
    }
  }

  /// The whole number that the bits write.
  func integer(_ bits: UInt64) -> Int {
    switch self {
    case .integer(let width, let isSigned):
      Int(truncatingIfNeeded: bits).wrapped(bits: width, isSigned: isSigned)
    default: Int(truncatingIfNeeded: bits)
    }
  }
}
