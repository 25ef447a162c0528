/// A command, with what its form in `CommandForm.table` demands.
public indirect enum Command: Sendable {
  case program(ProgramRequest)
  case trace(PointRequest, matrices: Bool)
  case forward(PointRequest, along: ExpressionID?)
  case backward(PointRequest)
  case selection(PointRequest, isLiteral: Bool)
  case index(CheckRequest)
  case field(PointRequest, isLiteral: Bool)
  case nearField(PointRequest, along: ExpressionID)
  case clarke(PointRequest)
  case direction(PointRequest, along: ExpressionID)
  case classify(PointRequest)
  case gradient(PointRequest)
  case gradientCheck(GradientCheckRequest)
  case kinks(RegionRequest)
  case diff(ComparisonRequest)
  case check(CheckRequest)
  case cells(RegionRequest)
  case verify(VerificationRequest)
  case plot(RegionRequest, panels: Bool)
  case craft(PointRequest, slope: ExpressionID)
  case descend(DescentRequest)
  case precision(PrecisionRequest)
  case emit(EmissionRequest)
  case convention(ConventionRequest)
  case help([Word])
  case names
  case save(FileName)
  case time(Statement)
  case set([Word])
  case quit

  /// The file that the command writes; `nil` if it writes none.
  public var file: FileName? {
    switch self {
    case .program(let request): request.file
    case .kinks(let request), .cells(let request), .plot(let request, _): request.file
    case .diff(let request): request.file
    case .descend(let request): request.file
    case .emit(let request): request.file
    case .save(let file): file
    case .trace, .forward, .backward, .selection, .field, .nearField, .clarke, .direction,
      .classify, .gradient, .gradientCheck, .check, .index, .craft, .verify, .precision,
      .convention, .help, .names, .time,
      .set, .quit:
      nil
    }
  }
}
