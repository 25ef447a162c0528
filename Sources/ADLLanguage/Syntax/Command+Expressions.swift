extension Command {
  /// The functions that a command is about.
  package var functions: [ExpressionID] {
    switch self {
    case .program(let request): [request.function]
    case .trace(let request, _), .forward(let request, _), .backward(let request),
      .selection(let request, _), .field(let request, _), .clarke(let request),
      .direction(let request, _), .nearField(let request, _), .craft(let request, _),
      .classify(let request), .gradient(let request):
      [request.function]
    case .gradientCheck(let request): [request.function]
    case .kinks(let request), .cells(let request), .plot(let request, _): request.functions
    case .verify(let request): [request.function]
    case .diff(let request): request.functions
    case .check(let request), .index(let request): [request.function]
    case .descend(let request): [request.function]
    case .precision(let request): [request.function]
    case .emit(let request): [request.function]
    case .convention, .help, .names, .save, .time, .set, .quit: []
    }
  }

  /// The expressions whose names must be known: functions, points, regions and directions. A tie is
  /// not among them, as it names arguments that nothing defines.
  package var expressions: [ExpressionID] {
    switch self {
    case .program(let request): [request.function] + optional(request.point)
    case .trace(let request, _), .backward(let request), .selection(let request, _),
      .field(let request, _), .clarke(let request), .classify(let request),
      .gradient(let request):
      [request.function, request.point]
    case .gradientCheck(let request): request.expressions
    case .forward(let request, let direction):
      [request.function, request.point] + optional(direction)
    case .direction(let request, let direction), .nearField(let request, let direction),
      .craft(let request, let direction):
      [request.function, request.point, direction]
    case .kinks(let request), .cells(let request), .plot(let request, _):
      request.functions + (request.region?.expressions ?? [])
    case .diff(let request):
      switch request.place {
      case .point(let point): request.functions + [point]
      case .region(let region): request.functions + (region?.expressions ?? [])
      }
    case .check(let request), .index(let request):
      [request.function] + optional(request.point) + (request.region?.expressions ?? [])
    case .verify(let request): [request.function] + request.place.expressions
    case .descend(let request): request.expressions
    case .precision(let request):
      [request.function] + (request.region?.expressions ?? [])
        + [request.samples, request.seed].compactMap { $0 }
    case .emit(let request): [request.function] + optional(request.point)
    case .convention(.set(_, let value)): [value]
    case .convention, .help, .names, .save, .time, .set, .quit: []
    }
  }

  private func optional(_ expression: ExpressionID?) -> [ExpressionID] {
    expression.map { [$0] } ?? []
  }
}

extension GradientCheckRequest {
  fileprivate var expressions: [ExpressionID] {
    var expressions = [function] + [tolerance].compactMap(\.self)
    switch subject {
    case .function(let rival, .point(let point)): expressions += [rival, point]
    case .function(let rival, .region(let region)):
      expressions += [rival] + (region?.expressions ?? [])
    case .file: break
    }
    return expressions
  }
}

extension DescentRequest {
  fileprivate var expressions: [ExpressionID] {
    var expressions = [function]
    switch start {
    case .point(let point, let region): expressions += [point] + (region?.expressions ?? [])
    case .box(let region, let count): expressions += region.expressions + [count]
    case .adversary(let region): expressions += region.expressions
    }
    if case .value(let table) = data { expressions.append(table) }
    return expressions
      + [rate?.expression, steps, until, batch, seed, skip, take].compactMap { $0 }
  }
}

extension VerificationRequest.Place {
  fileprivate var expressions: [ExpressionID] {
    switch self {
    case .box(let region): region?.expressions ?? []
    case .segment(let start, let end): [start, end]
    case .curve(let curve, let region): [curve] + region.expressions
    }
  }
}

extension Region {
  fileprivate var expressions: [ExpressionID] {
    factors.flatMap { factor in
      [factor.lower, factor.upper, factor.exponent].compactMap(\.self)
    }
  }
}
