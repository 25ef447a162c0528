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
    let value: Joined<Schema.Value, Plain>
  }

  /// The bare number, or the list of entries row by row, for readers that want nothing else.
  enum Plain: Encodable {
    struct Number: Encodable { let value: Double }
    struct List: Encodable { let value: [Double] }

    case number(Number)
    case list(List)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .number(let number): try number.encode(to: encoder)
      case .list(let list): try list.encode(to: encoder)
      }
    }
  }

  var payload: any Encodable {
    let plain: Plain =
      shape.isEmpty
      ? .number(Plain.Number(value: entries[0])) : .list(Plain.List(value: entries))
    return Payload(value: Joined(value, plain))
  }

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
