import ADLEmit
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers `emit f as form`: shows the file, or writes it.
  func showEmission(_ request: EmissionRequest, in context: Context) throws(SessionFailure) {
    let span = context.file.span(request.form.range)
    guard let form = EmissionForm(rawValue: request.form.text), let writer = form.writer else {
      throw SessionFailure(.unknownForm(request.form.text, at: span))
    }
    // The calls of a framework have ties of their own.
    let conventions =
      if request.conventions.isEmpty, let framework = form.framework {
        [Convention(framework.profile)]
      } else {
        try conventions(request.conventions, in: context)
      }
    guard conventions.count == 1, let convention = conventions.first else {
      throw SessionFailure(
        .oneConvention(conventions.count, at: context.file.span(request.conventions[1].range)))
    }
    let instance = try instance(
      request.function, at: request.point, under: convention, in: context)
    let emitted = try emittedProgram(
      instance, under: convention,
      at: request.point == nil ? [] : [instance.point.map(\.double)],
      domain: form.framework == nil ? .notANumber : .formula)
    let text: String
    do throws(EmissionFailure) {
      text = try writer.text(of: emitted)
    } catch {
      throw SessionFailure(
        error == .interrupted
          ? .interrupted()
          : .unwritableProgram(
            error, of: instance, as: form, at: context.tree.span(request.function)))
    }
    try checkInterruption()
    guard let file = request.file else {
      return context.report(
        EmissionAnswer(
          name: instance.name, form: form, convention: convention.name, contents: text))
    }
    try deliver(text, contents: form.words, to: file, in: context)
  }

  /// Returns what a file says of an instance, with what is returned at the points; outside a domain
  /// that is what `domain` says, and nothing is thrown.
  func emittedProgram(
    _ instance: Instance, under convention: Convention, at coordinates: [[Double]],
    domain: DomainPolicy
  ) throws(SessionFailure) -> EmittedProgram {
    var points: [EmittedProgram.Point] = []
    for point in coordinates {
      guard
        let evaluation = try? instance.program.evaluate(
          at: point, domain: domain, cancellation: cancellation)
      else { throw SessionFailure(.interrupted()) }
      try checkInterruption()
      points.append(
        EmittedProgram.Point(
          coordinates: point, values: evaluation.outputs,
          jacobian: evaluation.differentiateBackward(under: convention).entries))
    }
    var next = 0
    let parameters = instance.argumentShapes.map { shape in
      defer { next += shape.count }
      // What has no entries has no name among the inputs.
      let name = shape.count == 0 ? "empty" : String(instance.inputs[next].prefix { $0 != "[" })
      return ScriptText.Parameter(name: name, sizes: shape.sizes)
    }
    let anchors = instance.anchors
    return EmittedProgram(
      instance.program, name: instance.name, parameters: parameters,
      sizes: instance.outputShape.sizes, under: convention, at: points,
      place: { anchor in
        anchors.span(of: anchor).map { "\($0.file.name):\($0.start.line)" }
      },
      cancellation: cancellation)
  }
}

/// What can be wrong with a program that is written in another form.
extension Diagnostic {
  static func unknownForm(_ word: String, at span: SourceSpan) -> Diagnostic {
    let known = EmissionForm.available.map(\.rawValue)
    let meant = Suggestion.closest(to: word, among: known)
    return .error(
      "there is no form `\(word)`", at: span,
      hint: meant.map { "write `\($0)`" } ?? "forms are \(known.joined(separator: ", "))")
  }

  static func oneConvention(_ count: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "a file follows one convention, and \(count) are named", at: span,
      hint: "write a file for each")
  }

  static func unwritableProgram(
    _ failure: EmissionFailure, of instance: Instance, as form: EmissionForm, at span: SourceSpan
  ) -> Diagnostic {
    let words = "`\(instance.name)` cannot be written as `\(form.rawValue)`"
    switch failure {
    case .unwritable(let node, let reason):
      let place =
        instance.program.p <= node
        ? instance.anchors.span(of: instance.program.application(node).anchor) : nil
      return .error(
        "\(words): x_\(node + 1) \(reason)", at: place ?? span,
        hint: "write `json`, which has every node")
    case .tooLarge(let nodes, let limit):
      return .error(
        "\(words): it has \(nodes) nodes, and \(limit) is the limit", at: span,
        hint: "write `json`, which has no limit")
    case .severalOutputs(let count):
      return .error(
        "\(words): it has \(count) outputs, and the form takes one", at: span,
        hint: "write a function of one entry")
    case .interrupted: return .interrupted()
    }
  }
}
