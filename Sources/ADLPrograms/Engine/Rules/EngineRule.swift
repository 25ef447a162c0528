/// What the engine runs for a primitive. The primitive's rule says what that is; here it is said
/// fast.
///
/// By default everything follows from the rule, one application after the other; for one or two
/// arguments it is a loop over the rule, which vectorises. What a row overrides gives the same
/// bits.
protocol EngineRule: Sendable {
  /// Computes the values of a strip of applications.
  static func evaluate(_ strip: Strip)

  /// Computes v d for the operand `slot` of every application of a strip whose result is known.
  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation)

  /// Returns the value of one application to many operands.
  static func value(_ row: Row) -> Double

  /// Computes the values of a run of applications to many operands; by default one by one.
  static func evaluate(_ rows: Rows)

  /// Adds v d to the operands' adjoints, application by application, by default by the function for
  /// one; `a` and `b` are laid out as the operands are.
  static func addContributions(
    _ rows: Rows, of v: UnsafePointer<Double>, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>)

  /// Adds v d to the operands' adjoints, which are laid out as the operands are; `y` is the value.
  static func addContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>)

  /// Writes the contributions v_i d_i of all operands to `contributions`; `y` is the value.
  static func contributions(
    _ row: Row, value y: Double, of a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
    to contributions: UnsafeMutablePointer<Double>)

  /// The number of vectors, of one size, that the operands of an application to many are.
  static var vectorCount: Int { get }

  /// `true` iff the row has loops of its own for strips; by default it has.
  static var hasStrips: Bool { get }

  /// The code that the interpreter of single nodes has for the primitive; by default it calls
  /// `evaluate` and `addContributions`.
  static func scalarCode(_ parameter: Parameter) -> ScalarCode
}

/// The engine's rule of an elementary function of one argument.
protocol UnaryEngineRule: EngineRule, UnaryFunction {
  /// Computes v d for a strip whose result is known, where no convention interferes; by default a
  /// loop over `derivative`.
  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?)
}

/// The engine's rule of an elementary function of two arguments.
protocol BinaryEngineRule: EngineRule, BinaryFunction {
  /// Computes v d for the operand `slot` of a strip whose result is known, where no convention
  /// interferes; by default a loop over `derivatives`.
  static func addPlainContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, base: UnsafePointer<Double>?)
}

/// The engine's rule of a primitive that has loops for many operands alone.
protocol RowEngineRule: EngineRule {}

extension RowEngineRule {
  static var hasStrips: Bool { false }
}

/// The engine's rule of a primitive that says nothing to the engine itself.
enum GenericEngineRule: RowEngineRule {}

extension Primitive {
  private static let engineRules: [any EngineRule.Type] = all.map {
    $0.rule as? any EngineRule.Type ?? GenericEngineRule.self
  }

  /// How the engine runs the rule.
  var engine: any EngineRule.Type { Self.engineRules[Int(id)] }
}
