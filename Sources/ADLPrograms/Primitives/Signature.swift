/// How a function is called: its name and its parameters, in order.
public struct Signature: Hashable, Sendable {
  /// What an argument is.
  public enum Kind: Hashable, Sendable {
    /// A real number: an input of the function.
    case number

    /// A whole number, such as a rank or a size: no derivative is taken in it.
    case natural

    /// A vector, or in its place several numbers where the function is one of many.
    case vector

    /// A function.
    case function

    /// A condition.
    case condition

    /// The bounds of an index, as in `1..n`.
    case range

    /// A number, a vector or a matrix.
    case any
  }

  /// A parameter, with the number that stands for it where the argument is left out.
  public struct Parameter: Hashable, Sendable {
    /// The name that the manual shows.
    public let name: String

    /// What an argument for it may be.
    public let kind: Kind

    /// What stands for an argument that is left out; `nil` where it has to be given.
    public let `default`: Rational?

    /// Creates a parameter that has to be given.
    public init(_ name: String, _ kind: Kind) {
      (self.name, self.kind, `default`) = (name, kind, nil)
    }

    private init(_ name: String, default number: Rational?) {
      (self.name, kind, `default`) = (name, .number, number)
    }

    /// Returns a parameter that is a number, which may be left out where it has a default.
    public static func number(_ name: String, default: Rational? = nil) -> Parameter {
      Parameter(name, default: `default`)
    }

    /// Returns a parameter that is a whole number, not an input.
    public static func natural(_ name: String) -> Parameter { Parameter(name, .natural) }

    /// Returns a parameter that is a condition.
    public static func condition(_ name: String) -> Parameter { Parameter(name, .condition) }

    /// Returns a parameter that is a vector.
    public static func vector(_ name: String) -> Parameter { Parameter(name, .vector) }
  }

  /// The word by which the function is called.
  public let name: String

  /// The parameters, in order.
  public let parameters: [Parameter]

  /// Creates the signature of a function called `name`.
  public init(_ name: String, _ parameters: [Parameter]) {
    self.name = name
    self.parameters = parameters
  }

  /// How many arguments have to be given.
  public var requiredCount: Int { parameters.count { $0.default == nil } }

  /// Returns what argument `i` is, from 0; those past the last parameter are like the last.
  public func kind(ofArgument i: Int) -> Kind {
    (i < parameters.count ? parameters[i] : parameters.last)?.kind ?? .any
  }

  /// The call of its parameters' names, such as `leaky_relu(t, a)`.
  public var call: String { "\(name)(\(parameters.map(\.name).joined(separator: ", ")))" }

  /// The call as it is documented, such as `leaky_relu(t, a = 0.01)`.
  public var text: String {
    let words = parameters.map { parameter in
      guard let number = parameter.default else { return parameter.name }
      let value = number.int.map(String.init) ?? "\(number.double)"
      return "\(parameter.name) = \(value)"
    }
    return "\(name)(\(words.joined(separator: ", ")))"
  }
}
