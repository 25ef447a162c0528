import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// The derivative of a program by one of the modes of Algorithm 2.
struct DerivativeAnswer: AnswerContent {
  /// The column of Algorithm 2.
  enum Mode: String, Sendable {
    case forward, backward
  }

  let mode: Mode

  /// The function, and where it was derived, along which direction if along one.
  let name: String
  let point: [Literal]
  let direction: [Double]?

  /// The derivative under each convention: a number, a gradient, or a Jacobian with a row per
  /// output.
  let values: [(convention: Convention, value: NumberAnswer)]

  /// `true` iff the conventions were asked for by name.
  private let isNamed: Bool

  init(
    _ mode: Mode, of instance: Instance, along direction: [Double]?,
    _ values: [(convention: Convention, value: NumberAnswer)], isNamed: Bool
  ) {
    self.mode = mode
    name = instance.name
    point = instance.point
    self.direction = direction
    self.values = values
    self.isNamed = isNamed
  }

  let kind = "derivative"

  var text: StyledText {
    guard isNamed else { return values.map(\.value.text).joined() }
    var table = TextTable([.init("", role: .name), .init("", role: .number)])
    for (convention, value) in values { table.append([convention.name, value.words]) }
    return table.text
  }

  struct Payload: Encodable {
    let name: String
    let point: Schema.Vector
    let mode: String
    let direction: Schema.Vector?
    let ad: Schema.Derivative?

    /// The first derivative by parameters; left out where it is not a gradient in several.
    let parts: [NumberAnswer.PartPayload]?
    let conventions: [Schema.Derivative]
  }

  var payload: any Encodable {
    let derivatives = values.map { convention, value in
      let entries = Schema.Vector(value.entries)
      return Schema.Derivative(
        under: convention, backward: mode == .backward ? entries : nil,
        forward: mode == .forward ? entries : nil)
    }
    return Payload(
      name: name, point: Schema.Vector(point.map(\.number.known)), mode: mode.rawValue,
      direction: direction.map { Schema.Vector($0) }, ad: derivatives.first,
      parts: values.first?.value.partPayload,
      conventions: Array(derivatives.dropFirst()))
  }
}

extension NumberAnswer {
  /// Creates the answer that shows a Jacobian: one input and output make it a number, one of either
  /// a vector.
  init(_ jacobian: SelectionJacobian<Double>) {
    let isMatrix = jacobian.p > 1 && jacobian.q > 1
    let shape =
      isMatrix
      ? [jacobian.q, jacobian.p]
      : jacobian.p == 1 && jacobian.q == 1 ? [] : [jacobian.entries.count]
    self.init(shape: shape, entries: jacobian.entries)
  }

  /// Creates the answer that shows the outputs of a program.
  init(outputs: [Double]) {
    self.init(shape: outputs.count == 1 ? [] : [outputs.count], entries: outputs)
  }
}
