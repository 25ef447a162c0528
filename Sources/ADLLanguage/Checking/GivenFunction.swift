import ADLPrograms
import ADLText

/// A function that was not written in this language: its program is given.
public struct GivenFunction: Sendable {
  /// The name that it has here.
  public let name: String

  /// Its parameters, with their shapes.
  public let parameters: [(name: String, shape: Shape)]

  /// The program of all entries of the arguments. The anchors of its nodes are positions in
  /// `places`.
  public let program: Program

  /// The shape of its value, whose entries are the outputs.
  public let shape: Shape

  /// Where its nodes were written.
  public let places: [SourceSpan]

  /// Where it stands in the text that it comes from.
  public let span: SourceSpan

  /// What `help` says of it.
  public let documentation: String?

  /// Creates the function.
  ///
  /// - Requires: the program has as many inputs as the parameters have entries, and as many outputs
  ///   as the value.
  public init(
    name: String, parameters: [(name: String, shape: Shape)], program: Program, shape: Shape,
    places: [SourceSpan], span: SourceSpan, documentation: String?
  ) {
    self.name = name
    self.parameters = parameters
    self.program = program
    self.shape = shape
    self.places = places
    self.span = span
    self.documentation = documentation
  }

  /// How a call of it is written, such as `loss(w: R^3, b)`.
  public var signature: String {
    let list = parameters.map { name, shape in
      shape == .scalar ? name : "\(name): \(shape)"
    }
    return "\(name)(\(list.joined(separator: ", ")))"
  }
}

extension CheckedFunction {
  /// Creates the function that `given` is.
  public convenience init(_ given: GivenFunction) {
    var tree = SyntaxTree(file: given.span.file)
    let expression = tree.insert(.number, given.span.range)
    var code = CodeStore()
    // An instruction for each place, so that calls reserve anchors for all.
    for _ in 0..<max(given.places.count, 1) { _ = code.insert(.link, from: expression) }
    let parameters = given.parameters.enumerated().map { i, parameter in
      let kind: CheckedParameter.Kind =
        switch parameter.shape {
        case .scalar: .real
        case .vector(let count): .vector(.number(count))
        case .matrix(let rows, let columns): .matrix(.number(rows), .number(columns))
        }
      return CheckedParameter(name: parameter.name, span: given.span, slot: Slot(i), kind: kind)
    }
    self.init(
      name: given.name, parameters: parameters, isSelection: false,
      documentation: given.documentation, references: [], span: given.span, tree: tree, code: code,
      body: CodeID(0), constants: [], lambdas: [], captures: [], slotCount: parameters.count,
      given: given)
  }
}
