import ADLPrograms

/// A curve t ↦ (x_1(t), …, x_p(t)) with rational functions as coordinates, along which a program is
/// looked at as a function of one variable.
public struct Path: Hashable, Sendable {
  /// The inputs as functions of the path's parameter.
  public let coordinates: [RationalFunction]

  /// Creates the curve with the given coordinates.
  public init(_ coordinates: [RationalFunction]) {
    self.coordinates = coordinates
  }

  /// The curve t ↦ t in the line: a function of one variable itself.
  public static let identity = Path([RationalFunction(.x)])

  /// Returns the line t ↦ start + t direction.
  public static func line(from start: [Rational], along direction: [Rational]) -> Path {
    Path(zip(start, direction).map { RationalFunction(Polynomial([$0, $1])) })
  }

  /// Returns the point at `t`; undefined entries where a coordinate has a pole.
  public func callAsFunction(_ t: Rational) -> [Rational] { coordinates.map { $0(t) } }
}
