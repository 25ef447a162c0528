/// An index at given operands, over any number system.
extension SelectionIndex {
  /// The numbers that the guards' quantities refer to: the operands, or what is compared instead.
  package func compared<S: RealNumber>(_ x: [S]) -> [S] {
    guard case .conditions(_, let sides?) = self else { return x }
    return sides.smoothValues(x.count == sides.p ? x : Array(x.prefix(sides.p)))
  }

  /// Returns the pieces that meet at `x`.
  public func pieces<S: RealNumber>(at x: [S]) -> ActiveSet {
    let numbers = compared(x)
    return pieces { $0.sign(numbers) }
  }

  /// A guard that was asked for, with its sides as numbers.
  package struct Question<S: RealNumber> {
    package let guarded: Guard
    package let left: S
    package let right: S

    /// The number whose sign was asked for.
    package let difference: S
  }

  /// Returns the difference that `choice` asks the sign of, at `x`. Which guards an index asks for
  /// depends on the signs that it finds, so a guard is the same in two number systems where it
  /// compares the same, not where it stands at the same place.
  package func difference<S: RealNumber>(_ choice: Guard, at x: [S]) -> S {
    let numbers = compared(x)
    return choice.asksForSign
      ? choice.left.value(numbers) : choice.left.value(numbers) - choice.right.value(numbers)
  }

  /// Returns the pieces that meet at `x`, with every guard asked for, in order.
  ///
  /// - Parameter answers: the signs of the first guards; the others have those that `x` gives.
  package func trace<S: RealNumber>(
    at x: [S], answers: [Sign] = []
  ) -> (pieces: ActiveSet, questions: [Question<S>]) {
    let numbers = compared(x)
    var questions: [Question<S>] = []
    let pieces = pieces { choice in
      let (left, right) = (choice.left.value(numbers), choice.right.value(numbers))
      questions.append(
        Question(
          guarded: choice, left: left, right: right,
          difference: choice.asksForSign ? left : left - right))
      let count = questions.count
      return count <= answers.count ? .known(answers[count - 1]) : choice.sign(numbers)
    }
    return (pieces, questions)
  }
}

extension SelectionIndex.Quantity {
  /// The number among `x`.
  func value<S: RealNumber>(_ x: [S]) -> S {
    switch self {
    case .operand(let i): x[i]
    case .opposite(let i): -x[i]
    case .literal(let value): S(value)
    case .half(let value): S.ratio(value, 2)
    }
  }
}

extension SelectionIndex.Guard {
  /// `true` iff the guard is its left side.
  fileprivate var asksForSign: Bool { right == .literal(0) }

  fileprivate func sign<S: RealNumber>(_ x: [S]) -> KnownSign {
    asksForSign ? left.value(x).sign : S.order(left.value(x), right.value(x))
  }
}
