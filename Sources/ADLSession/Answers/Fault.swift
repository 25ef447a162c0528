import ADLAnalysis
import ADLPrograms

/// What can be wrong with what AD returns, for `--fail-on`.
public enum Fault: String, CaseIterable, Sendable {
  /// The function is differentiable, and AD returns something else.
  case spurious

  /// AD returns 0 at a point that is not Clarke critical.
  case artificial

  /// AD returns something outside the Clarke subdifferential.
  case outside

  /// The arithmetic could not tell.
  case undecided

  var rule: Finding.Rule {
    switch self {
    case .spurious: .spurious
    case .artificial: .artificial
    case .outside: .outside
    case .undecided: .undecided
    }
  }

  /// What was found, in words.
  var words: String {
    switch self {
    case .spurious: "AD is not the derivative"
    case .artificial: "an artificial critical point"
    case .outside: "AD is outside the Clarke subdifferential"
    case .undecided: "undecided"
    }
  }
}

/// An answer that says what AD returns where, and what is wrong with that.
protocol DerivativeJudgement: AnswerContent {
  /// What is wrong, with the place of each in words.
  var faults: [(fault: Fault, words: String)] { get }
}

extension DerivativeJudgement {
  /// The findings of these faults: errors where they are among `fatal`, else warnings.
  func findings(failingOn fatal: Set<Fault>) -> [Finding] {
    faults.map { fault, words in
      Finding(fault.rule, fatal.contains(fault) ? .error : .warning, words)
    }
  }
}

extension KinksAnswer: DerivativeJudgement {
  var faults: [(fault: Fault, words: String)] {
    var faults: [(fault: Fault, words: String)] = []
    for (convention, list) in lists {
      for position in positions {
        let kink = list.kinks[position]
        for output in kink.outputs {
          for fault in output.verdict.faults {
            faults.append(
              (fault, "\(name) at \(kink.location.text): \(fault.words) (\(convention.name))"))
          }
        }
      }
    }
    if !isComplete { faults.append((.undecided, "\(name): not all kinks are known")) }
    return faults
  }
}

extension DerivativeVerdict {
  fileprivate var faults: [Fault] {
    switch self {
    case .spurious(let isCritical): isCritical ? [.spurious, .artificial] : [.spurious]
    case .outsideClarke(let isCritical): isCritical ? [.outside, .artificial] : [.outside]
    case .undecided: [.undecided]
    case .derivative, .inClarke, .notFinite, .none: []
    }
  }
}
