/// The name of a file as a statement gives it.
public struct FileName: Hashable, Sendable {
  /// The path, as it is written.
  public let path: String

  /// The bytes of the name, quotes included.
  public let range: Range<Int>
}
