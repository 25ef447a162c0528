import ADLFormats
import ADLLanguage
import ADLText

/// The value of an expression: a number, a vector or a matrix.
struct NumberAnswer: AnswerContent {
  /// The shape: no size for a number, one for a vector, two for a matrix.
  let shape: [Int]

  /// The entries, row by row.
  let entries: [Double]

  /// Creates the answer with the given entries.
  /// - Requires: as many entries as the product of `shape`, which has at most two sizes.
  init(shape: [Int], entries: [Double]) {
    self.shape = shape
    self.entries = entries
  }

  /// Creates the answer that shows `value`; `nil` for a function.
  init?(_ value: ConstantValue) {
    guard let shape = value.shape else { return nil }
    let sizes: [Int] =
      switch shape {
      case .scalar: []
      case .vector(let count): [count]
      case .matrix(let rows, let columns): [rows, columns]
      }
    self.init(shape: sizes, entries: value.entries.map(\.double))
  }

  var kind: String { shape.isEmpty ? "number" : shape.count == 1 ? "vector" : "matrix" }

  var text: StyledText {
    var text = StyledText(words, .number)
    text.append("\n")
    return text
  }

  struct Payload: Encodable {
    let value: Schema.Value
  }

  var payload: any Encodable { Payload(value: value) }

  /// The value in JSON.
  var value: Schema.Value { Schema.Value(sizes: shape, entries) }

  /// The value as the language writes it.
  var words: String {
    switch shape.count {
    case 0: NumberText.text(entries[0])
    case 1: NumberText.vector(entries)
    default: NumberText.matrix(rows)
    }
  }

  private var rows: [ArraySlice<Double>] {
    (0..<shape[0]).map { entries[$0 * shape[1]..<($0 + 1) * shape[1]] }
  }
}
