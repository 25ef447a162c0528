import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers `craft f at a slope s`, once for each convention.
  ///
  /// With z = zero(x - a) for the program zero of the function 0 that AD gives the derivative 1 at
  /// 0, the program x -> f(x - z) + ⟨s, z⟩ is f, and the derivative of x - z at a is 0.
  func showCraft(
    _ request: PointRequest, slope place: ExpressionID, in context: Context
  ) throws(SessionFailure) {
    let slope = try rationals(place, in: context)
    for convention in try conventions(request.conventions, in: context) {
      let subject = try subject(request, under: convention, in: context)
      let instance = try instance(
        request.function, at: request.point, under: convention, in: context)
      guard instance.program.q == 1 else {
        throw SessionFailure(
          .severalOutputs(
            request.word.text, of: instance.name, count: instance.program.q,
            at: context.tree.span(request.function)))
      }
      guard slope.count == instance.program.p else {
        throw SessionFailure(
          .slopeSize(slope.count, expected: instance.program.p, at: context.tree.span(place)))
      }
      let point = instance.point.compactMap(\.exact)
      guard point.count == instance.point.count else {
        throw SessionFailure(.irrationalPoint(at: context.tree.span(request.point)))
      }
      guard let zero = try zero(under: convention) else {
        throw SessionFailure(.noIngredient(convention.name, at: context.tree.span(request.point)))
      }
      let text = CraftedText(instance, at: point, slope: slope, zero).text
      let crafted = try self.instance(
        ofText: text, shapes: instance.argumentShapes, under: convention)
      let comparison = Comparison.of(
        [
          Subject(instance.program, under: convention), Subject(crafted.program, under: convention),
        ], on: Box(nil, nil, count: instance.program.p), work)
      let analysis: PointAnalysis
      do {
        analysis = try PointAnalysis(crafted.program, at: point.map { Certified($0) })
      } catch {
        throw failure(error, request, crafted.anchors, instance.name, in: context)
      }
      func derivative(_ analysis: PointAnalysis) -> ConventionalDerivative {
        ConventionalDerivative(
          convention, analysis.derivative(under: convention), isInField: nil, isInClarke: nil)
      }
      context.report(
        CraftAnswer(
          instance, text, comparison.equality, at: point.map { .rational($0) }, slope: slope,
          isReached: analysis.returns(slope, under: convention),
          before: derivative(subject.analysis), after: derivative(analysis)))
    }
  }

  /// Programs of the function 0 of `u`, one of which every profile gives a derivative at 0.
  private static let zeros = [
    "relu(-u) + u - relu(u)", "max(u, -u) - abs(u)", "max(u, 0) - relu(u)", "max(0, u) - relu(u)",
  ]

  /// Returns one that AD gives a derivative at 0 that is not 0, with that derivative.
  private func zero(
    under convention: Convention
  ) throws(SessionFailure) -> (formula: String, slope: Rational)? {
    for formula in Self.zeros {
      let instance = try instance(
        ofText: "(u -> \(formula))", shapes: [.scalar], under: convention)
      let evaluation = try? instance.program.evaluate(at: [Rational.zero])
      let forward = evaluation?.differentiateForward(under: convention).entries
      // Of names that are defined anew another function may be written.
      let isZero = [-1, 0, 1].allSatisfy {
        (try? instance.program.evaluate(at: [Rational($0)]).outputs) == [.zero]
      }
      guard let slope = evaluation?.differentiateBackward(under: convention).entries[0],
        slope.isDefined, !slope.isZero, forward == [slope], isZero
      else { continue }
      return (formula, slope)
    }
    return nil
  }

  /// Returns the program of a function that is written in the language, with what is defined.
  private func instance(
    ofText text: String, shapes: [Shape], under convention: Convention
  ) throws(SessionFailure) -> Instance {
    let script = Script.parse(SourceFile(name: "crafted", text: text)).script
    let own = Context(silent: script)
    guard case .expression(let expression)? = script.statements.first?.kind else {
      throw SessionFailure(Diagnostic(.error, "the program cannot be written"))
    }
    let function = try function(expression, in: own)
    return try lowered(under: convention) { (lowering) throws(LoweringFailure) in
      try lowering.instance(of: function, shapes: shapes, span: own.tree.span(expression))
    }
  }
}

/// The text of a crafted program.
private struct CraftedText {
  let text: String

  init(
    _ instance: Instance, at point: [Rational], slope: [Rational],
    _ zero: (formula: String, slope: Rational)
  ) {
    var next = 0
    var (parameters, bindings, arguments, terms): ([String], [String], [String], [String]) =
      ([], [], [], [])
    // What the function and the program of 0 are written with keeps its meaning.
    let primitives = Self.words(zero.formula).subtracting(["u"])
    var taken = Self.words(instance.name).union(primitives)
    func fresh(_ name: String) -> String {
      var name = name
      while !taken.insert(name).inserted { name += "_" }
      return name
    }
    let given = instance.argumentShapes.map { shape in
      defer { next += shape.count }
      return String(instance.inputs[next].prefix { $0 != "[" })
    }
    let isLambda = instance.name.contains("->")
    let names = given.map { name in
      // The parameters of a function that is written out may have their names again.
      isLambda && !primitives.contains(name) ? name : fresh(name)
    }
    taken.formUnion(names)
    func fresh(_ letter: String, _ i: Int) -> String {
      fresh(names.count == 1 ? letter : "\(letter)\(i + 1)")
    }
    next = 0
    for (i, (name, shape)) in zip(names, instance.argumentShapes).enumerated() {
      let range = next..<next + shape.count
      next += shape.count
      parameters.append(Self.parameter(name, shape))
      let (center, weights) = (Array(point[range]), Array(slope[range]))
      var u = name
      if center.contains(where: { !$0.isZero }) {
        u = fresh("u", i)
        bindings.append("\(u) = \(Self.shifted(name, by: center, shape))")
      }
      let z = fresh("z", i)
      var formula = Self.replacing("u", by: u, in: zero.formula)
      if zero.slope != .one { formula = "(\(formula)) / \(Self.text(zero.slope))" }
      bindings.append("\(z) = \(formula)")
      arguments.append("\(name) - \(z)")
      if weights.allSatisfy(\.isZero) { continue }
      if case .scalar = shape {
        terms.append(weights[0] == .one ? z : "\(Self.text(weights[0])) * \(z)")
      } else {
        terms.append("sum(\(Self.array(weights, shape)) * \(z))")
      }
    }
    let function = isLambda ? "(\(instance.name))" : instance.name
    let sum = ["\(function)(\(arguments.joined(separator: ", ")))"] + terms
    let isPlain = parameters.count == 1 && instance.argumentShapes[0] == .scalar
    let head = isPlain ? parameters[0] : "(\(parameters.joined(separator: ", ")))"
    text = "(\(head) -> let \(bindings.joined(separator: ", ")) in \(sum.joined(separator: " + ")))"
  }

  /// The names that are written in a text.
  private static func words(_ text: String) -> Set<String> {
    Set(
      text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "'") }
        .map { String($0.prefix { $0 != "'" }) })
  }

  private static func parameter(_ name: String, _ shape: Shape) -> String {
    switch shape {
    case .scalar: name
    case .vector(let count): "\(name): R^\(count)"
    case .matrix(let rows, let columns): "\(name): R^(\(rows), \(columns))"
    }
  }

  /// A number in the language, in brackets where it is a quotient or negative.
  private static func text(_ number: Rational) -> String {
    let text = number.description
    return text.contains("/") || text.hasPrefix("-") ? "(\(text))" : text
  }

  private static func array(_ numbers: [Rational], _ shape: Shape) -> String {
    guard case .matrix(_, let columns) = shape else {
      return "[" + numbers.map(\.description).joined(separator: ", ") + "]"
    }
    return "["
      + stride(from: 0, to: numbers.count, by: columns).map { start in
        numbers[start..<start + columns].map(\.description).joined(separator: ", ")
      }.joined(separator: "; ") + "]"
  }

  private static func shifted(_ name: String, by center: [Rational], _ shape: Shape) -> String {
    guard case .scalar = shape else { return "\(name) - \(array(center, shape))" }
    let text = center[0].description
    return text.hasPrefix("-") ? "\(name) + \(text.dropFirst())" : "\(name) - \(text)"
  }

  /// Replaces the variable of a formula of one letter.
  private static func replacing(
    _ variable: Character, by name: String, in formula: String
  )
    -> String
  {
    var result = ""
    var previous: Character = " "
    for (i, character) in formula.enumerated() {
      let index = formula.index(formula.startIndex, offsetBy: i)
      let after = formula.index(after: index)
      let next: Character = after < formula.endIndex ? formula[after] : " "
      result +=
        character == variable && !previous.isLetter && !next.isLetter ? name : String(character)
      previous = character
    }
    return result
  }
}
