import ADLPrograms
import ADLText

/// Writes the definition of a selection that the user declared: the leaves of its `if`s are the
/// pieces, each a program of its own; the conditions on the way to them are the index.
struct SelectionWriter {
  private let function: CheckedFunction
  private let values: [Value]
  private let shapes: [Shape?]
  private let instantiator: Instantiator
  private let site: Instantiator.CallSite

  /// A way from the root to a leaf: at each open `if`, whether its condition holds.
  private struct Leaf {
    var path: [Bool]
    var conditions: [Condition]
  }

  /// Prepares the definition for inputs of the given shapes; `nil` stands for a natural number.
  init(
    _ function: CheckedFunction, _ values: [Value], _ shapes: [Shape?],
    _ instantiator: Instantiator,
    _ site: Instantiator.CallSite
  ) {
    self.function = function
    self.values = values
    self.shapes = shapes
    self.instantiator = instantiator
    self.site = site
  }

  /// Returns the definition.
  func definition() throws(LoweringFailure) -> SelectionDefinition {
    let guards = start()
    var sides: [Operand] = []
    var leaves: [Leaf] = []
    try bind(guards)
    try explore(
      function.body, guards, Leaf(path: [], conditions: []), &sides, &leaves)
    var pieces: [Program] = []
    for leaf in leaves { pieces.append(try piece(leaf.path)) }
    // The last leaf is the one where no condition holds.
    let conditions = leaves.dropLast().map { leaf in
      leaf.conditions.count == 1 ? leaf.conditions[0] : .and(leaf.conditions)
    }
    let program = sides.isEmpty ? nil : try seal(sides, guards, at: function.body)
    return SelectionDefinition(
      name: function.name ?? "selection", pieces: pieces, sides: program, conditions: conditions)
  }

  /// A instantiator with a frame of the function, for a program of its inputs.
  private struct Workplace {
    let instantiator: Instantiator
    let frame: Instantiator.Activation
  }

  private func start() -> Workplace {
    let p = shapes.reduce(0) { $0 + ($1?.count ?? 0) }
    let own = Instantiator(inputs: p, options: instantiator.options, shared: instantiator.shared)
    var next = 0
    for (value, shape) in zip(values, shapes) {
      guard let shape else {
        own.stack.push(value)
        continue
      }
      own.stack.push(own.value((next..<next + shape.count).map { own.builder.input($0) }, shape))
      next += shape.count
    }
    let frame = own.activation(function, base: 0, calledAt: site.anchor)
    own.stack.setTop(function.slotCount)
    return Workplace(instantiator: own, frame: frame)
  }

  private func bind(_ place: Workplace) throws(LoweringFailure) {
    try place.instantiator.bind(place.frame, [], site)
  }

  /// Collects the leaves under `id` in order, and the sides of the comparisons on the way.
  private func explore(
    _ id: CodeID, _ place: Workplace, _ way: Leaf, _ sides: inout [Operand],
    _ leaves: inout [Leaf]
  ) throws(LoweringFailure) {
    switch place.frame.code[id] {
    case .letting(let assignments, let body):
      try place.instantiator.assign(assignments, place.frame)
      try explore(body, place, way, &sides, &leaves)
    case .conditional(let condition, let consequent, let alternative):
      switch try place.instantiator.formula(condition, place.frame) {
      case .known(let truth):
        try explore(truth ? consequent : alternative, place, way, &sides, &leaves)
      case .undefined:
        throw .diagnostic(.undefinedCondition(at: place.frame.span(condition)))
      case .open(let formula, let own):
        let numbered = formula.shifted(by: sides.count / 2)
        sides += own
        var then = way
        then.path.append(true)
        then.conditions.append(numbered)
        try explore(consequent, place, then, &sides, &leaves)
        // The leaves before have taken all points where the condition holds on this way.
        var otherwise = way
        otherwise.path.append(false)
        try explore(alternative, place, otherwise, &sides, &leaves)
      }
    default:
      leaves.append(way)
    }
  }

  /// Writes the program of the leaf that `path` leads to.
  private func piece(_ path: [Bool]) throws(LoweringFailure) -> Program {
    let place = start()
    try bind(place)
    var decisions = path[...]
    var id = function.body
    while true {
      switch place.frame.code[id] {
      case .letting(let assignments, let body):
        try place.instantiator.assign(assignments, place.frame)
        id = body
      case .conditional(let condition, let consequent, let alternative):
        let truth: Bool
        if case .known(let known) = try place.instantiator.formula(condition, place.frame) {
          truth = known
        } else {
          truth = decisions.removeFirst()
        }
        id = truth ? consequent : alternative
      default:
        let value = try place.instantiator.evaluate(id, place.frame)
        guard let operand = place.instantiator.operand(value) else {
          throw .diagnostic(
            .numberExpected(found: place.instantiator.kind(of: value), at: place.frame.span(id)))
        }
        return try seal([operand], place, at: id)
      }
    }
  }

  private func seal(
    _ outputs: [Operand], _ place: Workplace, at id: CodeID
  ) throws(LoweringFailure) -> Program {
    let program: Program
    do throws(BuildFailure) {
      program = try place.instantiator.builder.seal(
        outputs: outputs, anchor: place.frame.anchor(id)
      ).pruned()
    } catch {
      throw instantiator.failure(error)
    }
    for k in program.p..<program.m {
      let application = program.application(k)
      if application.primitive.statesDerivative {
        let span = instantiator.shared.anchors.span(of: application.anchor)
        throw .diagnostic(
          .statedInPiece(application.name, at: span ?? place.frame.span(id), of: function.span))
      }
      if application.primitive.selection != nil {
        let span = instantiator.shared.anchors.span(of: application.anchor)
        throw .diagnostic(
          .selectionInPiece(
            application.name, at: span ?? place.frame.span(id), of: function.span))
      }
    }
    return program
  }
}
