import ADLPrograms
import ADLTestSupport
import Foundation
import Testing

@Suite("Formats of little precision")
struct RoundingTests {
  /// Draws operands as `Tests/Oracle/rounding/measure.py` does, and reads what it wrote.
  private struct Record {
    private var random = SplitMix64(seed: 2020)
    private var bytes: Data.SubSequence

    init() throws {
      let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Oracle/rounding/results.bin")
      bytes = try Data(contentsOf: file)[...]
    }

    var isAtEnd: Bool { bytes.isEmpty }

    mutating func pattern(_ form: Form) -> UInt64 {
      let r = random.next()
      let (kind, bits, choice) = (r >> 61, r & form.mask, r >> 40)
      if kind < 3 { return bits }
      let exponent = kind < 7 ? UInt64(form.bias - 8) + (choice & 15) : choice & 1
      return bits & ~form.exponentField | exponent << UInt64(form.digits)
    }

    mutating func numbers(_ count: Int, _ form: Form) -> [Double] {
      (0..<count).map { _ in form.double(pattern(form)) }
    }

    /// A midpoint of two neighbours, a double next to one, or one in between.
    mutating func doubles(_ count: Int, _ form: Form) -> [Double] {
      (0..<count).map { _ in
        let bits = pattern(form)
        let (a, b) = (form.double(bits), form.double((bits + 1) & form.mask))
        let choice = random.next() & 3
        let share = Double(random.next() >> 11) * 0x1p-53
        let middle = a + (b - a) / 2
        return [middle, middle.nextUp, middle.nextDown, a + (b - a) * share][Int(choice)]
      }
    }

    mutating func result(_ form: Form) -> Double {
      let count = form.width / 8
      let bits = bytes.prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
      bytes = bytes.dropFirst(count)
      return form.double(bits)
    }

    mutating func truths(_ count: Int) -> [Bool] {
      let packed = Array(bytes.prefix(count / 8))
      bytes = bytes.dropFirst(count / 8)
      return (0..<count).map { packed[$0 / 8] >> UInt8($0 % 8) & 1 == 1 }
    }
  }

  /// How the numbers of a format are written as bits.
  private struct Form {
    let format: FloatingFormat
    let width: Int
    let digits: Int
    let bias: Int

    static let all = [
      Form(format: .f16, width: 16, digits: 10, bias: 15),
      Form(format: .bf16, width: 16, digits: 7, bias: 127),
      Form(format: .f32, width: 32, digits: 23, bias: 127),
    ]

    var mask: UInt64 { 1 << UInt64(width) - 1 }
    var exponentField: UInt64 { (1 << UInt64(width - 1 - digits) - 1) << UInt64(digits) }

    func double(_ bits: UInt64) -> Double {
      let exponent = Int((bits & exponentField) >> UInt64(digits))
      let fraction = Double(bits & (1 << UInt64(digits) - 1))
      let magnitude: Double
      if bits & exponentField == exponentField {
        magnitude = fraction == 0 ? .infinity : .nan
      } else {
        let leading = exponent > 0 ? Double(1 << digits) : 0
        magnitude = Double(
          sign: .plus, exponent: max(exponent, 1) - bias - digits, significand: fraction + leading)
      }
      return bits >> UInt64(width - 1) == 1 ? -magnitude : magnitude
    }
  }

  private static func agree(_ a: Double, _ b: Double) -> Bool {
    a.isNaN || b.isNaN ? a.isNaN && b.isNaN : a == b && a.isNegative == b.isNegative
  }

  @Test("operations and conversions are those of numpy and ml_dtypes, to the bit")
  func measured() throws {
    var record = try Record()
    var count = 0
    var faults = 0
    for form in Form.all {
      func look<S: FloatingNumber>(_ numbers: S.Type) {
        let operations: [(BinaryOperation, Int)] = [
          (.addition, 6000), (.subtraction, 4000), (.multiplication, 6000), (.division, 6000),
        ]
        for (operation, number) in operations {
          let (a, b) = (record.numbers(number, form), record.numbers(number, form))
          for (a, b) in zip(a, b) {
            let own = operation(S(nearest: a), S(nearest: b)).double
            if !Self.agree(own, record.result(form)) { faults += 1 }
          }
          count += number
        }
        for a in record.numbers(4000, form) {
          if !Self.agree(S.sqrt(S(nearest: a)).double, record.result(form)) { faults += 1 }
        }
        for a in record.doubles(5000, form) {
          // ml_dtypes takes doubles to bf16 by way of f32, and so rounds twice.
          let result = S.format == .bf16 ? FloatingFormat.f32.rounded(a) : a
          if !Self.agree(S.format.rounded(result), record.result(form)) { faults += 1 }
          // The rational number of a double is rounded as that is.
          if a.isFinite, S.format.rounded(Rational(a)) != S(nearest: a).double { faults += 1 }
        }
        let (a, b) = (record.numbers(2000, form), record.numbers(2000, form))
        let (less, equal) = (record.truths(2000), record.truths(2000))
        for i in a.indices {
          let order = S.order(S(nearest: a[i]), S(nearest: b[i]))
          if order.isCertainly(.negative) != less[i] { faults += 1 }
          if order.isCertainly(.zero) != equal[i] { faults += 1 }
        }
        count += 13000
      }
      look(form.format.numbers)
    }
    for source in Form.all {
      for target in Form.all where target.format != source.format {
        for a in record.numbers(1000, source) {
          if !Self.agree(target.format.rounded(a), record.result(target)) { faults += 1 }
        }
        count += 1000
      }
    }
    #expect(faults == 0)
    #expect(record.isAtEnd)
    #expect(count > 100_000)
  }

  @Test("functions are correctly rounded", arguments: [FloatingFormat.f16, .bf16, .f32])
  func functions(_ format: FloatingFormat) {
    var random = SplitMix64(seed: 7)
    let half = Rational(1, 2)
    func look<S: FloatingNumber>(_ numbers: S.Type) {
      for operation in [
        UnaryOperation.exp, .log, .sin, .cos, .tan, .atan, .tanh, .sinh, .cosh, .erf, .logOnePlus,
        .expMinusOne, .asin, .acos,
      ] {
        for _ in 0..<60 {
          let x = format.rounded(Double.random(in: -3...3, using: &random))
          let y = operation(S(nearest: x)).double
          let exact = operation(Certified(Rational(x)))
          guard exact.isDefined, y.isFinite else {
            #expect(!y.isFinite)
            continue
          }
          let ordinal = format.ordinal(y)
          let below = (Rational(format.number(ordinal - 1)) + Rational(y)) * half
          let above = (Rational(format.number(ordinal + 1)) + Rational(y)) * half
          let isNearest =
            !(exact - Certified(below)).sign.isCertainly(.negative)
            && !(exact - Certified(above)).sign.isCertainly(.positive)
          #expect(isNearest, "\(operation) at \(x): \(y)")
        }
      }
    }
    look(format.numbers)
  }

  @Test("rationals half-way between numbers go to the even one, and those beside it do not")
  func rationals() {
    let tiny = Rational(1, 1 << 60) * Rational(1, 1 << 60)
    for format in [FloatingFormat.f16, .bf16, .f32] {
      for ordinal in [0, 1, 2, 77, 1 << 7, 1 << 10, 3 << 10 + 1] {
        let (a, b) = (format.number(ordinal), format.number(ordinal + 1))
        let middle = (Rational(a) + Rational(b)) * Rational(1, 2)
        // Closer to the midpoint than doubles are to each other.
        let near = middle * tiny
        #expect(format.rounded(middle) == (ordinal % 2 == 0 ? a : b))
        #expect(format.rounded(middle + near) == b)
        #expect(format.rounded(middle - near) == a)
        #expect(format.rounded(-middle - near) == -b)
      }
    }
    #expect(FloatingFormat.f16.rounded(Rational(65520)) == .infinity)
    #expect(FloatingFormat.f16.rounded(Rational(65520) - tiny) == 65504)
  }

  @Test("the numbers of a format are numbered in order")
  func ordinals() {
    #expect(FloatingFormat.f16.positiveCount == 31743)
    for format in [FloatingFormat.f16, .bf16] {
      var last = -Double.infinity
      for ordinal in -format.positiveCount...format.positiveCount {
        let x = format.number(ordinal)
        #expect(x > last && format.rounded(x) == x && format.ordinal(x) == ordinal)
        last = x
      }
      #expect(last == format.greatest)
    }
    #expect(FloatingFormat.f16.ordinals(from: .one, to: Rational(2)).count == 1025)
    #expect(FloatingFormat.f16.ordinals(from: Rational(1, 10), to: Rational(1, 10)).isEmpty)
    #expect(FloatingFormat.f16.ordinals(from: nil, to: nil).count == 63487)
  }
}

extension Double {
  /// `true` iff there is a minus sign, at a zero too.
  fileprivate var isNegative: Bool { bitPattern >> 63 == 1 }
}
