/// Why the clauses of a command are not those that it needs.
enum ClauseFailure: Error {
  /// One of these is missing.
  case missing([Clause])

  /// There is a point, and a region as well.
  case severalPlaces(point: ExpressionID)
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
  var conventions: [Word] = []
  var file: FileName?

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

  /// Returns the direction.
  func requiredDirection() throws(ClauseFailure) -> ExpressionID {
    guard let direction else { throw .missing([.along]) }
    return direction
  }

  /// Returns the functions on their interval or box.
  func regionRequest() throws(ClauseFailure) -> RegionRequest {
    guard let region else { throw .missing([.on]) }
    return RegionRequest(
      word: word, functions: functions, region: region, conventions: conventions, file: file)
  }

  /// Returns the point or the region.
  func place() throws(ClauseFailure) -> ComparisonRequest.Place {
    switch (point, region) {
    case (let point?, nil): return .point(point)
    case (nil, let region?): return .region(region)
    case (let point?, _?): throw .severalPlaces(point: point)
    case (nil, nil): throw .missing([.at, .on])
    }
  }
}
