import ADLPrograms
import OrderedCollections

/// The guards of one selection as forms in its operands.
struct LocalGuards {
  let evaluation: Evaluation<Tiered>
  let k: Int
  let application: Application
  private let forms: [LocalForm]

  /// Creates the guards of the selection at node `k`.
  init(_ k: Int, in evaluation: Evaluation<Tiered>) {
    self.k = k
    self.evaluation = evaluation
    application = evaluation.program.application(k)
    forms = zip(application.operands, evaluation.operandValues(k)).enumerated().map { i, pair in
      pair.0.node == nil ? LocalForm(pair.1) : LocalForm(variable: i, at: pair.1)
    }
  }

  /// Returns the pieces that meet where the first guards have the signs `answers`, with all guards
  /// asked for and their signs, as far as they are known: a guard asked for again, or for its
  /// opposite, has the sign that it had.
  func active(_ answers: [Sign]) -> (set: ActiveSet, guards: [LocalForm], signs: [KnownSign]) {
    var answers = answers
    while true {
      let (set, questions) = application.index!.trace(at: forms, answers: answers)
      let guards = questions.map(\.difference)
      let signs = guards.enumerated().map { i, form in
        i < answers.count ? .known(answers[i]) : form.sign
      }
      guard let open = signs.firstIndex(where: { !$0.isKnown }),
        case .known(let sign) = repeated(guards[open], among: guards[..<open], signs)
      else { return (set, guards, signs) }
      answers = signs[..<open].known + [sign]
    }
  }

  /// The guards that vanish at the point and may be asked for near it, each once; `nil` where the
  /// sign of one at the point is not known, or there are too many.
  var open: [LocalForm]? {
    var open: [LocalForm] = []
    var pending: [[Sign]] = [[]]
    var left = 256
    while let answers = pending.popLast() {
      left -= 1
      guard left >= 0 else { return nil }
      let (active, guards, signs) = active(answers)
      if active.isDecided { continue }
      guard let next = signs.firstIndex(where: { !$0.isKnown }),
        guards[next].value.sign.isCertainly(.zero)
      else { return nil }
      if !open.contains(guards[next]) { open.append(guards[next]) }
      let known = signs[..<next].known
      pending += [known + [.negative], known + [.positive]]
    }
    return open
  }

  /// The sign of `form`, if it or its opposite is among `guards`.
  private func repeated(
    _ form: LocalForm, among guards: ArraySlice<LocalForm>, _ signs: [KnownSign]
  ) -> KnownSign {
    let opposite = -form
    for (i, other) in guards.enumerated() {
      if other == form { return signs[i] }
      if other == opposite { return signs[i].opposite }
    }
    return .notKnown
  }

  /// Returns what `alternative` at `site` contributes to the value, as a form in the operands.
  func contribution(site: Int, alternative: Int) -> LocalForm {
    let terms = application.primitive.selection!.terms(
      site: site, alternative: alternative, forms, application.parameter)
    return terms.reduce(LocalForm(0)) { sum, term in
      term.partial.scaling(forms[term.operand]).map { sum + $0 } ?? sum
    }
  }

  /// Returns `form` as a combination of nodes.
  func seeds(_ form: LocalForm) -> [(node: Int, weight: Tiered)] {
    let operands = Array(application.operands)
    return form.slopes.sorted { $0.key < $1.key }.compactMap { i, slope in
      operands[i].node.map { ($0, slope) }
    }
  }

  /// The guards that vanish at the point, each once.
  var vanishing: [Guard] {
    let sites = evaluation.active[k]?.sites ?? []
    let differences: [LocalForm] =
      if application.ranksOperands {
        sites.flatMap { site in site.pieces.dropFirst().map { forms[$0] - forms[site.pieces[0]] } }
      } else if application.preferredSign != nil {
        sites.enumerated().flatMap { number, site in
          site.pieces.dropFirst().map {
            contribution(site: number, alternative: $0)
              - contribution(site: number, alternative: site.pieces[0])
          }
        }
      } else {
        active([]).guards.filter { $0.value.sign.isCertainly(.zero) && !$0.isConstant }
      }
    return Array(OrderedSet(differences.map(described)))
  }

  private func described(_ form: LocalForm) -> Guard {
    var constant = form.value
    var coefficients: [Int: Tiered] = [:]
    for (node, weight) in seeds(form) {
      constant = constant - weight * (evaluation.values[node] ?? .notANumber)
      coefficients[node] = coefficients[node].map { $0 + weight } ?? weight
    }
    return Guard(
      terms: coefficients.sorted { $0.key < $1.key }.map {
        Guard.Term(node: $0.key, coefficient: $0.value.certified)
      },
      constant: constant.certified, isAffine: form.isAffine)
  }
}

extension Sequence<KnownSign> {
  /// The signs that are known, in order.
  var known: [Sign] {
    compactMap { if case .known(let sign) = $0 { sign } else { nil } }
  }
}
