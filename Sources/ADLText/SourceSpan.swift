/// A half-open range of bytes in a file.
public struct SourceSpan: Hashable, Sendable {
  /// The text that the span is in.
  public let file: SourceFile

  /// The bytes of the text, from 0.
  public let range: Range<Int>

  /// Creates the span of `range` in `file`.
  public init(file: SourceFile, range: Range<Int>) {
    self.file = file
    self.range = range
  }

  /// The text of the span.
  public var text: String { file.text(in: range) }

  /// The position of the first byte.
  public var start: SourcePosition { file.position(at: range.lowerBound) }

  /// The position after the last byte.
  public var end: SourcePosition { file.position(at: range.upperBound) }

  /// Returns the smallest span of the same file that covers this one and `other`.
  public func extended(toCover other: SourceSpan) -> SourceSpan {
    SourceSpan(
      file: file,
      range: min(
        range.lowerBound, other.range.lowerBound)..<max(range.upperBound, other.range.upperBound))
  }
}

extension SourceSpan: CustomStringConvertible {
  /// The span as `file:line:column`.
  public var description: String { "\(file.name):\(start)" }
}
