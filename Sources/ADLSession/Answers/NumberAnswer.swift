import ADLFormats
import ADLLanguage
import ADLText

/// The value of an expression: a number, a vector or a matrix.
struct NumberAnswer: AnswerContent {
  /// The shape: no size for a number, one for a vector, two for a matrix.
  let shape: [Int]

  /// The entries, row by row.
  let entries: [Double]

  /// The parts of a gradient by parameters that are not all numbers; none where it is one.
  var parts: [Part] = []

  /// The part of a gradient that belongs to one parameter, in its shape.
  struct Part: Hashable {
    let name: String
    let shape: [Int]

    /// How many entries it has.
    var count: Int { shape.reduce(1, *) }
  }

  /// The parts as answers of their own.
  private var partAnswers: [(name: String, answer: NumberAnswer)] {
    var next = 0
    return parts.map { part in
      defer { next += part.count }
      return (
        part.name,
        NumberAnswer(shape: part.shape, entries: Array(entries[next..<next + part.count]))
      )
    }
  }

  /// Returns the answer by parameters, where it is a gradient in several that are not all numbers.
  func by(_ parts: [Part]) -> NumberAnswer {
    guard parts.count > 1, parts.contains(where: { !$0.shape.isEmpty }), shape.count == 1,
      parts.reduce(0, { $0 + $1.count }) == entries.count
    else { return self }
    var answer = self
    answer.parts = parts
    return answer
  }

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
    if !parts.isEmpty {
      var table = TextTable([.init("", role: .name), .init("", role: .number)])
      for (name, answer) in partAnswers { table.append([name, answer.words]) }
      return table.text
    }
    var text = StyledText(words, .number)
    text.append("\n")
    return text
  }

  struct Payload: Encodable {
    let value: Joined<Schema.Value, Plain>

    /// The value by parameters; left out where it is not a gradient in several.
    let parts: [PartPayload]?
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

  /// The part in one parameter.
  struct PartPayload: Encodable {
    let name: String
    let value: Schema.Value
  }

  var payload: any Encodable {
    let plain: Plain =
      shape.isEmpty
      ? .number(Plain.Number(value: entries[0])) : .list(Plain.List(value: entries))
    return Payload(value: Joined(value, plain), parts: partPayload)
  }

  /// The parts in JSON.
  var partPayload: [PartPayload]? {
    parts.isEmpty
      ? nil : partAnswers.map { PartPayload(name: $0.name, value: $0.answer.value) }
  }

  /// The value in JSON.
  var value: Schema.Value { Schema.Value(sizes: shape, entries) }

  /// The value as the language writes it.
  var words: String {
    if !parts.isEmpty {
      return partAnswers.map { "\($0.name) \($0.answer.words)" }.joined(separator: ", ")
    }
    return switch shape.count {
    case 0: NumberText.text(entries[0])
    case 1: NumberText.vector(entries)
    default: NumberText.matrix(rows)
    }
  }

  private var rows: [ArraySlice<Double>] {
    (0..<shape[0]).map { entries[$0 * shape[1]..<($0 + 1) * shape[1]] }
  }
}

extension Shape {
  /// No size for a number, one for a vector, two for a matrix.
  var sizes: [Int] {
    switch self {
    case .scalar: []
    case .vector(let count): [count]
    case .matrix(let rows, let columns): [rows, columns]
    }
  }
}

extension Instance {
  /// The parameters that are inputs, with the shapes of their arguments.
  var parts: [NumberAnswer.Part] {
    var next = 0
    return argumentShapes.map { shape in
      defer { next += shape.count }
      let name = shape.count > 0 && next < inputs.count ? inputs[next] : ""
      return NumberAnswer.Part(name: String(name.prefix { $0 != "[" }), shape: shape.sizes)
    }
  }
}
