import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// Where a node was written.
struct SourceExcerpt: Hashable, Sendable {
  let span: SourceSpan?

  /// Creates the place of the node that `anchor` marks.
  init(_ anchor: Anchor, in anchors: AnchorMap) {
    span = anchors.span(of: anchor)
  }

  /// The place as `file:line:column`.
  var position: String { span?.description ?? "" }

  /// What is written there, on one line and not too long.
  var excerpt: String {
    guard let text = span?.text else { return "" }
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return AnswerWords.cut(line, to: Self.width)
  }

  private static let width = 24

  /// The place in JSON.
  var shape: Schema.Place? { span.map { Schema.Place($0) } }
}
