import ADLLanguage

extension Command {
  /// The functions that a command is about.
  var functions: [ExpressionID] {
    switch self {
    case .program(let request): [request.function]
    case .trace(let request, _), .forward(let request, _), .backward(let request),
      .selection(let request, _), .field(let request, _), .clarke(let request),
      .direction(let request, _), .nearField(let request, _), .craft(let request, _),
      .classify(let request):
      [request.function]
    case .kinks(let request), .cells(let request), .plot(let request, _): request.functions
    case .verify(let request): [request.function]
    case .diff(let request): request.functions
    case .check(let request), .index(let request): [request.function]
    case .descend(let request): [request.function]
    case .precision(let request): [request.function]
    case .convention, .help, .names, .save, .time, .set, .quit: []
    }
  }
}
