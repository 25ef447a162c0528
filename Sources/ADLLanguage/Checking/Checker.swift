import ADLText

/// Resolves the names of a script's statements, and checks what can be checked without values: that
/// names are known, functions not recursive, arguments as many as parameters, and conditions where
/// conditions belong.
public struct Checker {
  let script: Script
  let tree: SyntaxTree
  let environment: Environment

  /// What was found so far.
  public private(set) var diagnostics = DiagnosticList()

  /// The functions around the place that is being checked, the outermost first.
  var frames: [Frame] = []

  /// The first argument of the call whose function is being looked at.
  var argumentOfCall: (callee: ExpressionID, argument: ExpressionID)?

  /// The name of the definition that is being checked.
  var definition: Definition?

  /// Where the position of an entry may stand: alone as an index, or as the value of a function.
  var positionPlace: ExpressionID?

  /// What an index is taken of, where a table with text may stand.
  var tableBase: ExpressionID?

  /// The names of user definitions that the statement refers to.
  var references: Set<String> = []

  /// Creates a checker of statements that stand where the names of `environment` are in force.
  public init(_ script: Script, environment: Environment) {
    self.script = script
    tree = script.tree
    self.environment = environment
  }

  /// Returns the function that `definition` defines; for a value, one without parameters.
  ///
  /// - Returns: `nil` where an error was found.
  public mutating func check(_ definition: Definition) -> CheckedFunction? {
    self.definition = definition
    defer { self.definition = nil }
    return function(
      name: tree[definition.name], parameters: definition.parameters.map { Array(tree[$0]) },
      body: definition.body,
      range: definition.range, isSelection: definition.isSelection,
      derivative: definition.derivative, documentation: definition.documentation)
  }

  /// Returns the expression as a function without parameters.
  ///
  /// - Parameter isCondition: `true` iff the expression must be a condition, else a value.
  /// - Returns: `nil` where an error was found.
  public mutating func check(
    _ expression: ExpressionID, isCondition: Bool = false
  ) -> CheckedFunction? {
    function(
      name: nil, parameters: nil, body: expression, range: tree.range(expression),
      isCondition: isCondition)
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Checks a function of its own, which is not a lambda.
  mutating func function(
    name: String?, parameters: [ParameterDeclaration]?, body: ExpressionID, range: Range<Int>,
    isSelection: Bool = false, derivative: StatedExpression? = nil, documentation: String? = nil,
    isCondition: Bool = false
  ) -> CheckedFunction? {
    references = []
    frames = [Frame()]
    defer { frames = [] }
    let errors = diagnostics.count
    let checked = parameters.map { self.parameters($0) } ?? []
    positionPlace = body
    let root = LargeStack.run(depth: tree.depth) { isCondition ? condition(body) : value(body) }
    let stated = derivative.map { self.stated($0, name ?? "", checked) }
    guard diagnostics.count == errors else { return nil }
    return frames[0].function(
      name: name, parameters: checked, isSelection: isSelection, derivative: stated,
      documentation: documentation,
      references: references, span: script.file.span(range), tree: tree, body: root)
  }

  /// Returns the code of the derivative that a rule with these parameters states.
  private mutating func stated(
    _ derivative: StatedExpression, _ name: String, _ parameters: [CheckedParameter]
  ) -> CheckedDerivative {
    let inputs = parameters.count { !$0.isNatural }
    if derivative.results.count != inputs {
      report(
        .ruleResults(
          derivative.results.count, expected: inputs, of: name,
          at: script.file.span(derivative.range)))
    }
    let last = frames.count - 1
    let adjoint = derivative.adjoint.map { frames[last].bind($0.name) }
    let results = derivative.results.map { result in
      LargeStack.run(depth: tree.depth) { value(result) }
    }
    return CheckedDerivative(adjoint: adjoint, results: results)
  }

  /// Gives the parameters and the names of their sizes slots in the innermost frame.
  mutating func parameters(_ list: [ParameterDeclaration]) -> [CheckedParameter] {
    // Parameters first, so that a size that is also a parameter `n: N` means that parameter.
    let slots = list.map { frames[frames.count - 1].bind($0.name) }
    return zip(list, slots).map { parameter, slot in
      let kind: CheckedParameter.Kind =
        switch parameter.type {
        case nil: .any
        case .real: .real
        case .natural: .natural
        case .vector(let size): .vector(self.size(size))
        case .matrix(let rows, let columns): .matrix(self.size(rows), self.size(columns))
        }
      let end = parameter.typeRange?.upperBound ?? parameter.nameRange.upperBound
      return CheckedParameter(
        name: tree[parameter.name],
        span: script.file.span(parameter.nameRange.lowerBound..<end), slot: slot, kind: kind)
    }
  }

  private mutating func size(_ size: ParameterType.Size) -> CheckedParameter.Size {
    switch size {
    case .number(let number): return .number(number)
    case .name(let name):
      let last = frames.count - 1
      let slot = frames[last].slot(of: name) ?? frames[last].bind(name)
      return .slot(slot, name: tree[name])
    }
  }
}
