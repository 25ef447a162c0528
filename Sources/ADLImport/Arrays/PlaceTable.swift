import ADLPrograms
import ADLText

/// The places of nodes: each has an anchor.
///
/// A line of a file that is not read stands as an excerpt: blanks up to the column, then what
/// stands there as far as it is known.
struct PlaceTable {
  private struct Key: Hashable {
    let file: String
    let line: Int
    let column: Int
    let text: String
  }

  private(set) var places: [SourceSpan] = []
  private var anchors: [Key: Anchor] = [:]
  private var files: [Range<Int>: Anchor] = [:]

  /// The anchor of a place in the user's file. `text` is what is written there from the column on.
  mutating func anchor(file: String, line: Int, column: Int, text: String) -> Anchor {
    let key = Key(file: file, line: line, column: column, text: text)
    if let known = anchors[key] { return known }
    let indent = max(column - 1, 0)
    let excerpt = SourceFile(
      name: file, bytes: Array(repeating: UInt8(ascii: " "), count: indent) + Array(text.utf8),
      firstLine: max(line, 1))
    let anchor = add(excerpt.span(indent..<indent + text.utf8.count))
    anchors[key] = anchor
    return anchor
  }

  /// The anchor of a place in the text that is read.
  mutating func anchor(_ span: SourceSpan) -> Anchor {
    if let known = files[span.range] { return known }
    let anchor = add(span)
    files[span.range] = anchor
    return anchor
  }

  private mutating func add(_ span: SourceSpan) -> Anchor {
    places.append(span)
    return Anchor(rawValue: Int32(places.count - 1))
  }
}
