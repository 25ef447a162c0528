import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// The maximum number of sides that a box may have.
  static let sideLimit = 10_000

  /// Returns the sides of the box that a command names; where it names none, all numbers, for a
  /// function of one.
  func sides(
    _ region: Region?, of function: ExpressionID, in context: Context
  ) throws(SessionFailure) -> [Box.Side] {
    if let region { return try sides(region, in: context) }
    let inputs = try instance(function, at: nil, in: context).program.p
    guard inputs == 1 else {
      throw SessionFailure(.boxNeeded(inputs, at: context.tree.span(function)))
    }
    return [.line]
  }

  /// Returns the sides of the box that a command names.
  ///
  /// An end is taken exactly where it is rational, and as its double elsewhere.
  func sides(
    _ region: Region, in context: Context
  ) throws(SessionFailure) -> [Box.Side] {
    var sides: [Box.Side] = []
    for factor in region.factors {
      let side = try side(factor, in: context)
      var count = 1
      if let exponent = factor.exponent {
        let value = try value(exponent, in: context)
        guard value.shape == .scalar, let power = value.entries[0].exact?.int,
          1...Self.sideLimit ~= power, sides.count + power <= Self.sideLimit
        else { throw SessionFailure(.boxPower(Self.sideLimit, at: context.tree.span(exponent))) }
        count = power
      }
      sides += [Box.Side](repeating: side, count: count)
    }
    return sides
  }

  private func side(
    _ factor: Region.Factor, in context: Context
  ) throws(SessionFailure) -> Box.Side {
    guard let low = factor.lower, let high = factor.upper else { return .line }
    let lower = try end(low, in: context)
    let upper = try end(high, in: context)
    guard lower.double < upper.double || exactly(lower, isBelow: upper), lower.double < .infinity,
      upper.double > -.infinity
    else { throw SessionFailure(.emptyInterval(at: context.file.span(factor.range))) }
    return Box.Side(
      lower.double.isFinite ? lower.exact ?? Rational(lower.double) : nil,
      upper.double.isFinite ? upper.exact ?? Rational(upper.double) : nil,
      containsLower: factor.containsLower, containsUpper: factor.containsUpper)
  }

  private func exactly(_ a: Literal, isBelow b: Literal) -> Bool {
    guard let x = a.exact, let y = b.exact else { return false }
    return x < y
  }

  private func end(
    _ expression: ExpressionID, in context: Context
  ) throws(SessionFailure) -> Literal {
    let value = try value(expression, in: context)
    guard value.shape == .scalar, let number = value.entries.first, !number.double.isNaN else {
      throw SessionFailure(.intervalEnd(at: context.tree.span(expression)))
    }
    return number
  }

  /// Returns the program of a function on a box with so many sides.
  func instance(
    _ expression: ExpressionID, dimension: Int, under convention: Convention? = nil,
    in context: Context
  ) throws(SessionFailure) -> Instance {
    let span = context.tree.span(expression)
    let function = try function(expression, in: context)
    return try lowered(under: convention) { (lowering) throws(LoweringFailure) in
      let shapes = try lowering.argumentShapes(of: function, dimension: dimension, span: span)
      return try lowering.instance(of: function, shapes: shapes, span: span)
    }
  }
}
