/// Why the clauses of a command are not those that it needs.
enum ClauseFailure: Error {
  /// One of these is missing.
  case missing([Clause])

  /// There is a point, and a region as well.
  case severalPlaces(point: ExpressionID)

  /// A descent starts at a point, and somewhere in a box as well.
  case severalStarts(point: ExpressionID)
}

/// What was read behind the word of a command about functions, before it is known to be enough.
struct CommandClauses {
  /// The command's word.
  let word: Word

  /// One function, or more.
  let functions: [ExpressionID]

  var point: ExpressionID?
  var region: Region?
  var direction: ExpressionID?

  /// The end of a segment, and the point near which a set is asked for.
  var destination: ExpressionID?
  var center: ExpressionID?
  var slope: ExpressionID?
  var conventions: [Word] = []
  var file: FileName?

  /// The gradient that is judged, or the file of gradients.
  var rival: ExpressionID?
  var gradients: FileName?

  /// The second file, where points and gradients are apart.
  var apartGradients: FileName?

  /// Where a descent is kept.
  var state: FileName?

  /// The data and the rate of a descent, and its numbers by their clauses.
  var data: DescentRequest.Data?
  var rate: DescentRequest.Rate?
  var numbers: [Clause: ExpressionID] = [:]

  /// The names of formats.
  var formats: [Word] = []

  /// The words between the clauses.
  var words: [Word] = []

  /// The one function, or the first.
  /// - Requires: `functions` is not empty.
  var function: ExpressionID { functions[0] }

  /// - Requires: `functions` is not empty.
  init(of word: Word, about functions: [ExpressionID]) {
    self.word = word
    self.functions = functions
  }

  /// `true` iff `word` stands between the clauses.
  func has(_ word: String) -> Bool { words.contains { $0.text == word } }

  /// Returns the function at its point.
  func pointRequest() throws(ClauseFailure) -> PointRequest {
    guard let point else { throw .missing([.at]) }
    return PointRequest(word: word, function: function, point: point, conventions: conventions)
  }

  /// Returns the function with the gradient that is judged.
  func gradientCheckRequest() throws(ClauseFailure) -> GradientCheckRequest {
    let subject: GradientCheckRequest.Subject
    switch (rival, gradients) {
    case (let rival?, nil):
      if let point {
        if region != nil { throw .severalPlaces(point: point) }
        subject = .function(rival, .point(point))
      } else {
        subject = .function(rival, .region(region))
      }
    case (nil, let file?):
      if let point { throw .severalPlaces(point: point) }
      if region != nil { throw .missing([.against]) }
      subject = .file(file, gradients: apartGradients)
    case (let rival?, _?): throw .severalPlaces(point: rival)
    case (nil, nil): throw .missing([.against, .with])
    }
    return GradientCheckRequest(
      word: word, function: function, subject: subject, tolerance: numbers[.within],
      conventions: conventions)
  }

  /// Returns the function near its point, along a direction.
  func nearFieldRequest() throws(ClauseFailure) -> Command {
    guard let center else { throw .missing([.near]) }
    if let point { throw .severalPlaces(point: point) }
    if has("literal") { throw .missing([.at]) }
    return .nearField(
      PointRequest(word: word, function: function, point: center, conventions: conventions),
      along: try requiredDirection())
  }

  /// Returns the function on its box, or along its segment or curve.
  func verificationRequest() throws(ClauseFailure) -> VerificationRequest {
    let place: VerificationRequest.Place
    if let point {
      guard let destination else { throw .missing([.to]) }
      if region != nil || direction != nil { throw .severalPlaces(point: point) }
      place = .segment(from: point, to: destination)
    } else {
      if destination != nil { throw .missing([.from]) }
      if let direction {
        guard let region else { throw .missing([.on]) }
        place = .curve(direction, on: region)
      } else {
        place = .box(region)
      }
    }
    return VerificationRequest(
      word: word, function: function, place: place, conventions: conventions)
  }

  /// Returns the direction.
  func requiredDirection() throws(ClauseFailure) -> ExpressionID {
    guard let direction else { throw .missing([.along]) }
    return direction
  }

  /// Returns the functions on their interval or box.
  func regionRequest() -> RegionRequest {
    RegionRequest(
      word: word, functions: functions, region: region, conventions: conventions, file: file)
  }

  /// Returns the function whose precision is looked at.
  func precisionRequest() -> PrecisionRequest {
    PrecisionRequest(
      word: word, function: function, region: region, formats: formats,
      samples: numbers[.samples], seed: numbers[.seed], conventions: conventions)
  }

  /// Returns the function with the form that it is written in.
  func emissionRequest() throws(ClauseFailure) -> EmissionRequest {
    guard let form = formats.first else { throw .missing([.formats]) }
    return EmissionRequest(
      word: word, function: function, form: form, point: point, conventions: conventions,
      file: file)
  }

  /// Returns the function that is descended, with its start or its starts.
  func descentRequest() throws(ClauseFailure) -> DescentRequest {
    if has("adversarial") {
      if let point { throw .severalStarts(point: point) }
      guard let region else { throw .missing([.on]) }
      return descentRequest(.adversary(region))
    }
    let start: DescentRequest.Start
    switch (point, numbers[.starts]) {
    case (let point?, nil): start = .point(point, region)
    case (nil, let count?):
      guard let region else { throw .missing([.on]) }
      start = .box(region, count: count)
    case (let point?, _?): throw .severalStarts(point: point)
    case (nil, nil): throw .missing([.from, .starts])
    }
    return descentRequest(start)
  }

  private func descentRequest(_ start: DescentRequest.Start) -> DescentRequest {
    DescentRequest(
      word: word, function: function, start: start, data: data, rate: rate,
      steps: numbers[.steps], until: numbers[.until], batch: numbers[.batch],
      seed: numbers[.seed], skip: numbers[.skip],
      take: numbers[.take], conventions: conventions, formats: formats, file: file, state: state)
  }

  /// Returns the point or the region.
  func place() throws(ClauseFailure) -> ComparisonRequest.Place {
    guard let point else { return .region(region) }
    if region != nil { throw .severalPlaces(point: point) }
    return .point(point)
  }
}
