/// The value and the entries of d of a primitive of a few operands, as formulas on rows; they
/// follow from its rule.
struct OperationFormulas: Sendable {
  /// The value; its inputs are the operands.
  let value: StripFormula?

  /// The entry of d for each operand; the inputs are the operands and the value. Where it is not a
  /// number, the rule may know better.
  let partials: [StripFormula?]

  static let none = OperationFormulas(value: nil, partials: [])

  private init(value: StripFormula?, partials: [StripFormula?]) {
    self.value = value
    self.partials = partials
  }

  /// Writes down the rule of `primitive`.
  init(
    _ primitive: Primitive, _ parameter: Parameter, operandCount: Int, tieRule: TieRule?,
    under convention: Convention
  ) {
    guard operandCount <= Operation.slotLimit else {
      self = .none
      return
    }
    let decision = primitive.selection.flatMap {
      Decision($0.index(operandCount, parameter))
    }
    value = Self.formula(operandCount) { log in
      let x = log.inputs
      guard let rule = primitive.selection else {
        return log.register(of: primitive.value(parameter, x))
      }
      return decision?.register(in: log, rule.index(operandCount, parameter), x) {
        log.register(of: rule.value(at: $0, x, parameter))
      }
    }
    // What holds on an edge alone is left to the rule.
    if primitive.selection == nil, tieRule != nil {
      partials = []
      return
    }
    partials = (0..<operandCount).map { slot in
      Self.formula(operandCount + 1) { log in
        let x = Array(log.inputs.dropLast())
        guard let rule = primitive.selection else {
          let d = primitive.partials(
            parameter, x, value: log.inputs[operandCount], under: convention)
          return log.register(of: d[slot].number)
        }
        return decision?.register(in: log, rule.index(operandCount, parameter), x) { active in
          if active.ties {
            // A rule that looks at the slopes to choose between them is asked where it matters.
            return log.register(
              of: log.withoutSigns {
                rule.partials(at: active, x, parameter, rule: tieRule ?? .first)[slot].number
              } ?? .notANumber)
          }
          return log.register(of: rule.partials(of: active.piece, x, parameter)[slot].number)
        }
      }
    }
  }

  private static func formula(
    _ inputCount: Int, _ body: (Recorded.Log) -> Int?
  ) -> StripFormula? {
    let log = Recorded.Log(inputCount: inputCount)
    return body(log).flatMap { log.formula($0) }
  }
}

/// An index as comparisons of two numbers one after the other, and the pieces that they lead to.
private indirect enum Decision {
  case pieces(ActiveSet)
  case order(SelectionIndex.Guard, less: Decision, equal: Decision, greater: Decision)

  /// The most leaves that are followed.
  private static let leafLimit = 64

  /// Asks `index` for its pieces under every order of what it compares; `nil` where that are many.
  init?(_ index: SelectionIndex) {
    var leafCount = 0
    guard let decision = Self.ask(index, [:], &leafCount) else { return nil }
    self = decision
  }

  private struct Unasked: Error {
    let question: SelectionIndex.Guard
  }

  private static func ask(
    _ index: SelectionIndex, _ answers: [SelectionIndex.Guard: KnownSign], _ leafCount: inout Int
  ) -> Decision? {
    do {
      let pieces = try index.pieces { question in
        if let sign = answers[question] { return sign }
        let reverse = SelectionIndex.Guard(question.right, question.left)
        if let sign = answers[reverse] { return sign.opposite }
        throw Unasked(question: question)
      }
      leafCount += 1
      return leafCount <= leafLimit ? .pieces(pieces) : nil
    } catch let unasked as Unasked {
      var branches: [Decision] = []
      for sign in [Sign.negative, .zero, .positive] {
        var answers = answers
        answers[unasked.question] = .known(sign)
        guard let branch = ask(index, answers, &leafCount) else { return nil }
        branches.append(branch)
      }
      return .order(
        unasked.question, less: branches[0], equal: branches[1], greater: branches[2])
    } catch {
      return nil
    }
  }

  /// Returns where the number is that `leaf` returns for the pieces that the index finds at `x`.
  func register(
    in log: Recorded.Log, _ index: SelectionIndex, _ x: [Recorded], _ leaf: (ActiveSet) -> Int
  ) -> Int {
    register(in: log, comparing: index.compared(x), leaf)
  }

  private func register(
    in log: Recorded.Log, comparing numbers: [Recorded], _ leaf: (ActiveSet) -> Int
  ) -> Int {
    switch self {
    case .pieces(let active): return leaf(active)
    case .order(let question, let less, let equal, let greater):
      return log.register(
        of: .choose(
          left: log.register(of: question.left.value(numbers)),
          right: log.register(of: question.right.value(numbers)),
          less: less.register(in: log, comparing: numbers, leaf),
          equal: equal.register(in: log, comparing: numbers, leaf),
          greater: greater.register(in: log, comparing: numbers, leaf)))
    }
  }
}
