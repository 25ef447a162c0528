import ADLText

/// A parameter whose type's sizes have been resolved.
public struct CheckedParameter: Sendable {
  /// What the argument must be.
  enum Kind: Sendable {
    /// Anything: no type is written.
    case any
    case real
    case natural
    case vector(Size)
    case matrix(Size, Size)
  }

  /// A size: a number, or a slot that the first argument to have it binds.
  enum Size: Sendable {
    case number(Int)
    case slot(Slot, name: String)
  }

  /// The name of the parameter.
  public let name: String

  /// The place of the parameter with its type.
  public let span: SourceSpan

  let slot: Slot
  let kind: Kind

  /// `true` iff the parameter is a natural number that is known, and no input of a program.
  public var isNatural: Bool { if case .natural = kind { true } else { false } }
}
