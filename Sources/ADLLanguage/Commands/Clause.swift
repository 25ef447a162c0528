/// A part of a command that its own word begins.
package enum Clause: String, Hashable, Sendable, CaseIterable {
  case at
  case on
  case along
  case under
  case to

  /// Where a segment, or a descent, starts.
  case from

  /// The point of a closed graph.
  case near

  /// What AD is to return.
  case slope

  // Those of `gradcheck`.
  case against
  case with
  case within

  // Those of `descend`.
  case over
  case rate
  case steps
  case until
  case batch
  case starts
  case skip
  case take
  case seed
  case state

  // Those of `precision`.
  case formats = "as"
  case samples

  /// What follows the word, for usage lines.
  var operand: String {
    switch self {
    case .at: "x"
    case .on: "[a, b]"
    case .along: "d"
    case .under: "convention, …"
    case .to: "\"file\""
    case .from, .near: "x"
    case .over: "\"data.csv\""
    case .rate: "c/k"
    case .slope: "s"
    case .against: "g"
    case .with: "\"points.csv\""
    case .within: "tolerance"
    case .steps: "N"
    case .until: "movement"
    case .batch: "B"
    case .starts: "M"
    case .seed: "s"
    case .skip, .take, .samples: "M"
    case .formats: "f16, …"
    case .state: "\"run.json\""
    }
  }

  /// The operand in words, for messages.
  var operandWords: String {
    switch self {
    case .at: "one point"
    case .on: "one interval or box"
    case .along: "one direction"
    case .under: "names of conventions"
    case .to, .state: "the name of one file"
    case .with: "the name of one file, or of two"
    case .against: "one function, or one gradient"
    case .from, .near: "one point"
    case .over: "the name of one file, or one table"
    case .rate: "one formula"
    case .slope: "one number, or one vector"
    case .steps, .until, .within, .batch, .starts, .skip, .take, .seed, .samples: "one number"
    case .formats: "names of formats"
    }
  }

  /// `true` for the clauses that many commands have.
  var isCommon: Bool { [.at, .on, .along, .under, .to].contains(self) }
}
