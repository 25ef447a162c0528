import ADLText

extension Schema {
  /// A part of a text: where it begins and ends, and what it says.
  package struct Place: Encodable {
    let file: String
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    let source: String

    package init(_ span: SourceSpan) {
      let (start, end) = (span.start, span.end)
      file = span.file.name
      (line, column) = (start.line, start.column)
      (endLine, endColumn) = (end.line, end.column)
      source = span.text
    }
  }

  /// A node of a program, from 1, with what it applies and where it was written.
  package struct Node: Encodable {
    let node: Int
    let primitive: String?
    @Nullable var place: Place?

    /// The node with the given index from 0.
    package init(_ node: Int, _ primitive: String? = nil, at span: SourceSpan?) {
      self.node = node + 1
      self.primitive = primitive
      _place = Nullable(wrappedValue: span.map { Place($0) })
    }
  }

  /// What is to be said in words, and only there.
  package struct Remark: Encodable {
    let text: String

    package init(_ text: String) { self.text = text }
  }
}
