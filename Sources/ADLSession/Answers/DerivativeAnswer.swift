import ADLFormats
import ADLPrograms
import ADLText

/// The derivative of a program by one of the modes of Algorithm 2.
public struct DerivativeAnswer: AnswerContent {
  /// The column of Algorithm 2.
  public enum Mode: String, Sendable {
    case forward, backward
  }

  public let mode: Mode

  /// The derivative under each convention: a number, a gradient, or a Jacobian with a row an output.
  public let values: [(convention: Convention, value: NumberAnswer)]

  /// `true` iff the conventions were asked for by name.
  private let isNamed: Bool

  init(
    _ mode: Mode, _ values: [(convention: Convention, value: NumberAnswer)], isNamed: Bool
  ) {
    self.mode = mode
    self.values = values
    self.isNamed = isNamed
  }

  public let kind = "derivative"

  public var text: StyledText {
    guard isNamed else { return values.map(\.value.text).joined() }
    var table = TextTable([.init("", role: .name), .init("", role: .number)])
    for (convention, value) in values { table.append([convention.name, value.words]) }
    return table.text
  }

  public var json: [String: JSONValue] {
    let entries: [JSONValue] = values.map {
      ["convention": .string($0.convention.name), "value": $0.value.value]
    }
    var members: [String: JSONValue] = [
      "mode": .string(mode.rawValue), "derivatives": .array(entries),
    ]
    if values.count == 1 { members["value"] = values[0].value.value }
    return members
  }
}

extension NumberAnswer {
  /// Creates the answer that shows a Jacobian: one input and output make it a number, one of either a
  /// vector.
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
