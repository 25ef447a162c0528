/// A parameter of a function, with its type where one is written.
public struct ParameterDeclaration: Hashable, Sendable {
  /// The name of the parameter.
  public let name: NameID

  /// The bytes of the name.
  public let nameRange: Range<Int>

  /// What it may be; `nil` where that is not written.
  public let type: ParameterType?

  /// The bytes of the type.
  public let typeRange: Range<Int>?
}

/// The type of a parameter.
public enum ParameterType: Hashable, Sendable {
  /// `R`: a real number.
  case real

  /// `N`: a natural number that is known when the function is instantiated.
  case natural

  /// `R^n`.
  case vector(Size)

  /// `R^(m, n)`.
  case matrix(rows: Size, columns: Size)

  /// A size in a type: a number, or a name that the argument binds.
  public enum Size: Hashable, Sendable {
    case number(Int)
    case name(NameID)
  }
}
