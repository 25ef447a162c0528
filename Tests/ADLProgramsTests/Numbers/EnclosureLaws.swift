import ADLTestSupport
import Testing

@testable import ADLPrograms

/// Laws of the enclosures of any precision, and of the doubles' against them.
struct EnclosureLaws {
  /// Points of a function's domain, edges and large arguments among them.
  private static func points(
    _ function: SampledFunction, _ random: inout SplitMix64
  ) -> [Double] {
    let inside = (0..<40).map { _ in Double.random(in: function.samples, using: &random) }
    let small = (0..<10).map { _ in Double.random(in: 0...1, using: &random) * 0x1p-40 }
    return inside + small + small.map { -$0 } + [0, 1, -1, 5, 1e3, -1e3, 1e-300, 1e10]
  }

  @Test(arguments: SampledFunction.allCases)
  func `an enclosure by doubles contains the value, and at a point two doubles at most`(
    function: SampledFunction
  ) {
    var random = SplitMix64(seed: 51)
    for x in Self.points(function, &random) {
      let value = function(Sharp(Rational(x))).enclosure
      let enclosure = function(Interval(x))
      #expect(!value.isDefined || Enclosure(enclosure).contains(value), "at \(x)")
      guard UnaryOperation.allNamed[function.rawValue] != nil, value.isDefined else { continue }
      // Where its error term may underflow, a square root is widened to both sides.
      let next = function == .sqrt ? enclosure.lower.nextUp.nextUp : enclosure.lower.nextUp
      #expect(next >= enclosure.upper, "at \(x)")
    }
  }

  @Test(arguments: SampledFunction.allCases)
  func `more digits enclose more closely`(function: SampledFunction) {
    var random = SplitMix64(seed: 52)
    for x in Self.points(function, &random) {
      for inner in [nil, UnaryOperation.sin, .exp, .atan] {
        var last = Enclosure.line
        for bits in [53, 64, 100, 128, 256, 500, 1024] {
          let argument = Enclosure(Rational(x) / Rational(3), bits: bits)
          let start = inner.map { Enclosure.apply($0, argument, bits: bits) } ?? argument
          let next = function(Rounded(start, bits: bits)).enclosure
          guard next.isDefined else { break }
          #expect(last.contains(next), "\(bits) digits at \(x)")
          last = next
        }
      }
    }
  }

  /// Function, argument, and 50 digits of the value by Arb, an independent library of enclosures,
  /// through python-flint 0.9: with `from flint import *; ctx.prec = 400`, the first line is
  /// `python3 -c '… print((arb(1) / 3).exp().str(50, radius=False))'`.
  @Test(
    arguments: [
      (.exp, "1/3", "1.3956124250860895286281253196025868375979065151994"),
      (.exp, "-40", "4.2483542552915889953292347828586580178795655541664e-18"),
      (.exp, "700", "1.0142320547350045094553295952312676152046795722431e+304"),
      (.log, "3/7", "-0.84729786038720361371010750652065402498959417175911"),
      (.log, "1000001/1000000", "9.9999950000033333308333353333316666680952368452392e-7"),
      (.sqrt, "2", "1.4142135623730950488016887242096980785696718753769"),
      (.sin, "1/3", "0.32719469679615224417334408526762060606430140689376"),
      (.sin, "355/113", "-2.6676418906241914840637452887346888682210542662127e-7"),
      (.sin, "1e22", "-0.85220084976718880177270589375302936826176215041004"),
      (.cos, "1/3", "0.94495694631473766438828400767588060784585269956514"),
      (.cos, "355/226", "-1.3338209453121076068914664854425336165205148243063e-7"),
      (.tan, "1/3", "0.34625354951057549103854356560974077459570391618980"),
      (.tan, "355/226", "-7497258.1853255871129050718318912486634172679437853"),
      (.asin, "1/3", "0.33983690945412193709639251339176406638824469033246"),
      (.asin, "999999/1000000", "1.5693821131146723674682498958670957936345586639191"),
      (.acos, "1/3", "1.2309594173407746821349291782479873757103400093551"),
      (.acos, "999999/1000000", "0.0014142136802242517630717957726556484640260357684262"),
      (.atan, "7/2", "1.2924966677897852679030914214070816845853140841120"),
      (.atan, "-1e10", "-1.5707963266948966192313216916400847754319180330209"),
      (.sinh, "1/1000", "0.0010000001666666750000001984127011684303601491103097"),
      (.sinh, "20", "242582597.70489513795397660405149136535934930439451"),
      (.cosh, "1/1000", "1.0000005000000416666680555555803571431327160514704"),
      (.cosh, "20", "242582597.70489514001513022649004919332528968455033"),
      (.tanh, "1/1000", "0.00099999966666679999994603176790122570466929679228540"),
      (.tanh, "20", "0.99999999999999999150329148941682204543855819119099"),
      (.logOnePlus, "1/1000000", "9.9999950000033333308333353333316666680952368452392e-7"),
      (.logOnePlus, "-1/3", "-0.40546510810816438197801311546434913657199042346249"),
      (.expMinusOne, "1/1000000", "1.0000005000001666667083333416666680555557539682788e-6"),
      (.expMinusOne, "-1/3", "-0.28346868942621074957439590307462033254688794017852"),
      (.erf, "1/3", "0.36264811176606293340817864014786587969214159037254"),
      (.erf, "5", "0.99999999999846254020557196514981165651461662110988"),
    ] as [(UnaryOperation, String, String)])
  func `values are those of an independent library`(
    operation: UnaryOperation, argument: String, digits: String
  ) throws {
    let x = try #require(Rational(decimal: argument))
    let value = try #require(Rational(decimal: digits))
    let margin = value.magnitude * Rational.power(Rational(10), -49)
    let neighbourhood = Enclosure(
      BigFloat(value - margin, bits: 300, .down), BigFloat(value + margin, bits: 300, .up))
    #expect(
      neighbourhood.contains(Enclosure.apply(operation, Enclosure(x, bits: 300), bits: 300)))
    let interval = operation(Interval(x))
    #expect(interval.contains(value))
    // One argument alone says that the tight bounds are not wide by accident.
    if Rational(x.double) == x { #expect(interval.lower.nextUp == interval.upper) }
  }

  @Test func `arguments beyond all reason are answered all the same`() {
    let huge = Enclosure.power(Enclosure(Rational(3), bits: 64), 1 << 60, bits: 64)
    for operation in UnaryOperation.allNamed.values {
      _ = Enclosure.apply(operation, huge, bits: 64)
      _ = Enclosure.apply(operation, .line, bits: 64)
      #expect(!Enclosure.apply(operation, .undefined, bits: 64).isDefined)
    }
    let sine = Enclosure.apply(.sin, huge, bits: 64)
    #expect(sine.interval == Interval(-1, 1))
    #expect(Enclosure.apply(.division, huge, Enclosure.undefined, bits: 64).isDefined == false)
    #expect(Enclosure.apply(.log, Enclosure(.zero, bits: 64), bits: 64).isDefined == false)
  }
}

/// Enclosures with bounds of a number of digits that each states.
private struct Rounded: LiftedNumber {
  let enclosure: Enclosure
  let bits: Int

  init(_ enclosure: Enclosure, bits: Int) {
    self.enclosure = enclosure
    self.bits = bits
  }

  init(_ literal: Literal) {
    self.init(Enclosure(literal.exact ?? .undefined, bits: 2048), bits: 0)
  }

  init(_ value: Int) { self.init(Enclosure(Rational(value), bits: 2048), bits: 0) }

  var sign: KnownSign { enclosure.sign }
  var double: Double { enclosure.interval.double }
  static var notANumber: Rounded { Rounded(.undefined, bits: 0) }

  static func lift(_ operation: UnaryOperation, _ x: Rounded) -> Rounded {
    Rounded(.apply(operation, x.enclosure, bits: x.bits), bits: x.bits)
  }

  static func lift(_ operation: BinaryOperation, _ x: Rounded, _ y: Rounded) -> Rounded {
    let bits = max(x.bits, y.bits)
    return Rounded(.apply(operation, x.enclosure, y.enclosure, bits: bits), bits: bits)
  }

  static func lift(power n: Int, _ x: Rounded) -> Rounded {
    Rounded(.power(x.enclosure, n, bits: x.bits), bits: x.bits)
  }
}

extension UnaryOperation {
  /// The elementary functions under the names of `SampledFunction`.
  fileprivate static let allNamed: [String: UnaryOperation] = [
    "exp": .exp, "log": .log, "sqrt": .sqrt, "sin": .sin, "cos": .cos, "tan": .tan,
    "asin": .asin, "acos": .acos, "atan": .atan, "sinh": .sinh, "cosh": .cosh, "tanh": .tanh,
    "log1p": .logOnePlus, "expm1": .expMinusOne, "erf": .erf,
  ]
}
