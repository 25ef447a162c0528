import ADLPrograms

/// A selection among many pieces: its index as a loop over the numbers that it compares, and its
/// pieces by number.
struct CSelection {
  private let primitive: Primitive
  private let parameter: Parameter
  private let rule: any ElementarySelection.Type
  private let count: Int
  private let index: SelectionIndex
  private let tieRule: TieRule

  /// What the selection is the derivative of, where it is one.
  private let derived: DerivedSelection?

  /// `true` iff the index is followed by asking one question after the other.
  static func isShort(_ index: SelectionIndex, count: Int) -> Bool {
    switch index {
    case .tree, .conditions: true
    case .signs(let count): count == 1
    case .extremum(_, let count): count <= 2
    case .largestMagnitude(let count), .ranks(_, let count, _): count == 1
    case .knots, .levels: false
    }
  }

  /// - Returns: `nil` where the index cannot be written.
  init?(_ primitive: Primitive, _ parameter: Parameter, count: Int, under convention: Convention) {
    guard let rule = primitive.selection else { return nil }
    self.primitive = primitive
    self.parameter = parameter
    self.rule = rule
    self.count = count
    index = rule.index(count, parameter)
    tieRule = primitive.tieRule(parameter, under: convention) ?? .first
    if case .derived(let derived) = parameter { self.derived = derived } else { derived = nil }
    if case .tree = index { return nil }
    if case .conditions(let conditions, let sides) = index {
      guard conditions.count == 1, sides == nil, tieRule == .first else { return nil }
    }
  }

  /// The rule whose pieces d is of.
  private var base: (any ElementarySelection.Type, Parameter, count: Int) {
    guard let derived, derived.kind != .pick, let base = derived.base.selection else {
      return (rule, parameter, count)
    }
    return (base, derived.baseParameter, derived.operandCount)
  }

  func text(_ name: String, _ local: LocalRule, _ helpers: inout CHelpers) -> CFunctionText? {
    if case .levels(let levels) = index { return text(levels, name, local, &helpers) }
    guard let entries = entries(name, &helpers), let value = value(name, &helpers) else {
      return nil
    }
    var text = CFunctionText(takesArray: true)
    text.sweeps = true
    text.takesEntry = takesEntry
    text.lines = entries + value
    let entry = takesEntry ? ", int entry" : ""
    text.lines += [
      "static void \(name)_sweep(const double *x, double y, double v, struct adjoint *a,",
      "                          const int *at\(entry)) {",
    ]
    if takesEntry { text.lines.append("  (void)entry;") }
    let pass = local.helper
    helpers.need(pass)
    text.lines += ["  double d[\(count)];", "  int i, has[\(count)];", "  (void)y;"]
    if derived != nil, derived?.kind != .pick {
      // The entries of d are constant on every piece.
      text.lines += [
        "  const int decided = \(name)_entries(x, d, has);",
        "  for (i = 0; i < \(count); i++) {", "    d[i] = decided ? 0.0 : NAN;",
        "    has[i] = !decided;", "  }",
      ]
    } else {
      // A branch that is not decided passes to its arms alone.
      let first = rule.runsOnlyChosenOperand ? "i >= \(count - 2)" : "1"
      text.lines += [
        "  if (!\(name)_entries(x, d, has)) {", "    for (i = 0; i < \(count); i++) {",
        "      d[i] = NAN;", "      has[i] = \(first);", "    }", "  }",
      ]
    }
    text.lines += ["  \(pass)(\(count), d, has, v, a, at);", "}"]
    return text
  }

  private var takesEntry: Bool { derived != nil && derived?.kind != .pick }

  // MARK: - Pieces

  /// The declarations and the statement with which a function finds the pieces that meet at site
  /// `site`: their number is then in `n`, 0 where the index is not decided.
  private func find(_ site: Int, _ helpers: inout CHelpers) -> (room: Int, lines: [String])? {
    switch index {
    case .extremum(let preferred, let count):
      helpers.need("extremum")
      return (
        count,
        [
          "n = extremum(\(count), \(preferred == .positive ? "1.0" : "-1.0"), x, met);",
          "standing = 0;",
        ]
      )
    case .largestMagnitude(let count):
      helpers.need("largest_magnitude")
      return (2 * count, ["n = largest_magnitude(\(count), x, met);", "standing = 0;"])
    case .ranks(let ranks, let count, let descends):
      helpers.need("ranked")
      return (
        count,
        [
          "n = ranked(\(count), \(ranks[site]), \(descends ? 1 : 0), x, order, met, &standing);"
        ]
      )
    case .knots(let first, let count):
      helpers.need("between_knots")
      return (count + 1, ["n = between_knots(\(count), x[0], x + \(first), met, &standing);"])
    case .conditions(let conditions, _):
      helpers.need("compare")
      var number = 0
      let truth = Self.truth(conditions[0], &number)
      let declarations =
        number == 0 ? "" : "int " + (1...number).map { "c\($0)" }.joined(separator: ", ") + ";"
      return (
        2,
        ([declarations].filter { !$0.isEmpty }) + [
          "const int truth = \(truth);", "n = truth >= 0;", "met[0] = !truth;", "standing = 0;",
        ]
      )
    case .tree, .signs, .levels: return nil
    }
  }

  /// The condition as an expression: 1, 0, or -1 where numbers that matter cannot be ordered.
  private static func truth(_ condition: Condition, _ number: inout Int) -> String {
    switch condition {
    case .comparison(let i, let relation):
      let holds = [Sign.negative, .zero, .positive].map { relation.holds($0) ? "1" : "0" }
      return "compare(x[\(2 * i)], x[\(2 * i + 1)], \(holds.joined(separator: ", ")))"
    case .and(let parts), .or(let parts):
      let goesOn = if case .and = condition { "1" } else { "0" }
      var text = ""
      for part in parts.reversed() {
        let own = truth(part, &number)
        if text.isEmpty {
          text = own
          continue
        }
        number += 1
        text = "((c\(number) = \(own)) == \(goesOn) ? \(text) : c\(number))"
      }
      return text.isEmpty ? goesOn : text
    case .not(let part):
      let own = truth(part, &number)
      number += 1
      return "((c\(number) = \(own)) < 0 ? -1 : !c\(number))"
    }
  }

  /// The statements that take the pieces by the tie rule: how many is then in `n`.
  private func take(_ rule: TieRule, _ helpers: inout CHelpers) -> [String]? {
    switch rule {
    case .first:
      helpers.need("take_first")
      return ["n = take_first(n, standing, met, weight);"]
    case .last:
      helpers.need("take_last")
      return ["n = take_last(n, standing, met, weight);"]
    case .even:
      helpers.need("take_even")
      return ["n = take_even(n, standing, met, weight);"]
    case .entries(let even, let slope):
      helpers.need("take_entries")
      return ["n = take_entries(n, \(even ? 1 : 0), \(CText.literal(slope)), met, weight);"]
    case .weights(let weights):
      helpers.need("take_first")
      let kept = weights.indices.filter { weights[$0] != 0 }
      let moves = kept.enumerated().flatMap { i, piece in
        ["  met[\(i)] = met[\(piece)];", "  weight[\(i)] = \(CText.literal(weights[piece]));"]
      }
      return ["if (n > 1 && n == \(weights.count)) {"] + moves + [
        "  n = \(kept.count);", "} else {", "  n = take_first(n, standing, met, weight);", "}",
      ]
    case .each(let ties, let otherwise):
      guard var lines = take(otherwise, &helpers) else { return nil }
      for tie in ties.reversed() {
        guard let own = take(tie.rule, &helpers) else { return nil }
        let test = tie.pieces.enumerated().map { "met[\($0)] == \($1)" }.joined(separator: " && ")
        lines =
          ["if (n == \(tie.pieces.count) && \(test)) {"] + own.map { "  " + $0 } + ["} else {"]
          + lines.map { "  " + $0 } + ["}"]
      }
      return lines
    case .slope: return nil
    }
  }

  // MARK: - d

  /// The function that fills d with what the chosen pieces have, and returns whether they are
  /// decided.
  private func entries(_ name: String, _ helpers: inout CHelpers) -> [String]? {
    if case .signs(let count) = index { return signEntries(name, count) }
    let (base, baseParameter, baseCount) = base
    let sites = base.pieceCounts(baseCount, baseParameter).count
    var lines = ["static int \(name)_entries(const double *x, double *d, int *has) {"]
    guard let room = find(0, &helpers)?.room else { return nil }
    lines += ["  double weight[\(room)];", "  int i, k, n, standing = 0, met[\(room)];"]
    if index.isRanking { lines.append("  struct ranked order[\(room)];") }
    lines.append("  for (i = 0; i < \(baseCount); i++) d[i] = has[i] = 0;")
    lines.append("  (void)standing;")
    for site in 0..<sites {
      guard let found = find(site, &helpers)?.lines, let taken = take(tieRule, &helpers),
        let added = add(base, baseParameter, baseCount, site)
      else { return nil }
      lines += ["  {"] + found.map { "    " + $0 } + ["    if (n == 0) return 0;"]
      lines += taken.map { "    " + $0 }
      lines += ["    for (k = 0; k < n; k++) {"] + added.map { "      " + $0 } + ["    }"]
      if sites == 1 || base.isPiecewiseLinear {
        lines += [
          "    /* What the pieces cancel, the piece that they blend to does not contain. */",
          "    if (n > 1) for (i = 0; i < \(baseCount); i++) if (d[i] == 0) has[i] = 0;",
        ]
      }
      lines.append("  }")
    }
    return lines + ["  return 1;", "}"]
  }

  /// The statements that add what piece `met[k]` has, times its weight.
  private func add(
    _ rule: any ElementarySelection.Type, _ parameter: Parameter, _ count: Int, _ site: Int
  ) -> [String]? {
    let transcript = Transcript()
    let x = transcript.inputs(count)
    func terms(_ i: Int) -> [(operand: Int, partial: String)] {
      var printer = CPrinter(transcript) { "x[\($0)]" }
      return rule.terms(site: site, alternative: i, x, parameter).map { term in
        var (defined, lines) = (Set<Int>(), [String]())
        // Steps that are used twice are written twice: pieces are short.
        printer = CPrinter(transcript, isInlining: true) { "x[\($0)]" }
        return (
          term.operand,
          printer.text(
            transcript.place(of: term.partial.number), .product, &defined, &lines, "")
        )
      }
    }
    let pieceCount = rule.pieceCounts(count, parameter)[site]
    let all = (0..<pieceCount).map(terms)
    if let first = all.first?.first,
      all.enumerated().allSatisfy({
        $1.count == 1 && $1[0].operand == first.operand + $0 && $1[0].partial == first.partial
      })
    {
      let operand = first.operand == 0 ? "met[k]" : "met[k] + \(first.operand)"
      return ["i = \(operand);"]
        + Self.accumulate(
          "i", first.partial == "1.0" ? "weight[k]" : "weight[k] * \(first.partial)")
    }
    if all.enumerated().allSatisfy({
      $1.count == 1 && $1[0].operand == $0 / 2 && $1[0].partial == ($0 % 2 == 0 ? "-1.0" : "1.0")
    }) {
      return ["i = met[k] / 2;"]
        + Self.accumulate("i", "weight[k] * (met[k] % 2 == 0 ? -1.0 : 1.0)")
    }
    var lines = ["switch (met[k]) {"]
    for (i, terms) in all.enumerated() {
      lines.append("case \(i):")
      for term in terms {
        lines += Self.accumulate("\(term.operand)", "weight[k] * \(term.partial)").map { "  " + $0 }
      }
      lines.append("  break;")
    }
    return lines + ["}"]
  }

  private static func accumulate(_ operand: String, _ number: String) -> [String] {
    [
      "d[\(operand)] = has[\(operand)] ? d[\(operand)] + \(number) : \(number);",
      "has[\(operand)] = 1;",
    ]
  }

  /// The same where every operand has a site of its own, which a function of one operand tells.
  private func signEntries(_ name: String, _ count: Int) -> [String]? {
    let transcript = Transcript()
    let (base, baseParameter, baseCount) = base
    guard baseCount == count else { return nil }
    let tieRule = tieRule
    struct Entry: Hashable {
      let isZero: Bool
      let place: Int
    }
    let decision = transcript.decision { () -> Entry in
      let x = transcript.inputs(1)
      let active = base.active(x, baseParameter)
      let partial =
        active.isDecided
        ? base.partials(at: active, x, baseParameter, rule: tieRule)[0] : .value(.notANumber)
      return Entry(isZero: partial.isZero, place: transcript.place(of: partial.number))
    }
    guard let decision else { return nil }
    var printer = CPrinter(transcript) { _ in "x[i]" }
    let lines = printer.lines(decision, indent: "    ") { printer, entry, indent, defined in
      var lines: [String] = []
      let number = printer.text(entry.place, .comparison, &defined, &lines, indent)
      return lines + ["\(indent)d[i] = \(number);", "\(indent)has[i] = \(entry.isZero ? 0 : 1);"]
    }
    return ["static int \(name)_entries(const double *x, double *d, int *has) {", "  int i;"]
      + [
        "  for (i = 0; i < \(count); i++) if (x[i] != x[i]) return 0;",
        "  for (i = 0; i < \(count); i++) {",
      ] + lines + ["  }", "  return 1;", "}"]
  }

  // MARK: - Values

  private func value(_ name: String, _ helpers: inout CHelpers) -> [String]? {
    let head = "static double \(name)_value(const double *x\(takesEntry ? ", int entry" : "")) {"
    if let derived {
      switch derived.kind {
      case .entry:
        return [head] + entryValue(name, derived.operandCount, "d[entry]")
      case .reach:
        return [head] + entryValue(name, derived.operandCount, "has[entry] ? 1.0 : 0.0")
      case .pick: return pickedValue(head, derived, &helpers)
      }
    }
    if case .signs(let count) = index {
      helpers.need("lane_sum")
      return [
        head, "  double t[\(count)];", "  int i;",
        "  for (i = 0; i < \(count); i++) t[i] = x[i] > 0 ? x[i] : -x[i];",
        "  return lane_sum(\(count), t);", "}",
      ]
    }
    let sites = rule.pieceCounts(count, parameter)
    guard let room = find(0, &helpers)?.room else { return nil }
    var lines = [head, "  int n, standing = 0, met[\(room)], piece[\(sites.count)];"]
    if index.isRanking { lines.append("  struct ranked order[\(room)];") }
    for site in sites.indices {
      guard let found = find(site, &helpers)?.lines else { return nil }
      lines += ["  {"] + found.map { "    " + $0 }
      lines += ["    if (n == 0) return NAN;", "    piece[\(site)] = met[standing];", "  }"]
    }
    guard let result = pieceValue(sites) else { return nil }
    return lines + result + ["}"]
  }

  private func entryValue(_ name: String, _ count: Int, _ result: String) -> [String] {
    [
      "  double d[\(count)];", "  int has[\(count)];",
      "  return \(name)_entries(x, d, has) ? (\(result)) : NAN;", "}",
    ]
  }

  private func pickedValue(
    _ head: String, _ derived: DerivedSelection, _ helpers: inout CHelpers
  ) -> [String]? {
    guard let found = find(0, &helpers), let taken = take(tieRule, &helpers) else { return nil }
    var lines = [
      head, "  double weight[\(found.room)], sum = 0;",
      "  int k, n, standing = 0, met[\(found.room)];",
    ]
    if index.isRanking { lines.append("  struct ranked order[\(found.room)];") }
    lines += ["  {"] + (found.lines + ["if (n == 0) return NAN;"] + taken).map { "    " + $0 }
    lines += [
      "    for (k = 0; k < n; k++) sum = sum + weight[k] * x[\(derived.operandCount) + met[k]];",
      "  }", "  return sum;", "}",
    ]
    return lines
  }

  /// The statements that return the value of the piece in `piece`.
  private func pieceValue(_ sites: [Int]) -> [String]? {
    let transcript = Transcript()
    let x = transcript.inputs(count)
    func value(_ piece: Piece, _ inputName: @escaping (Int) -> String) -> String {
      let place = transcript.place(of: rule.value(of: piece, x, parameter))
      var (defined, lines) = (Set<Int>(), [String]())
      var printer = CPrinter(transcript, isInlining: true, inputName)
      return printer.text(place, .comparison, &defined, &lines, "")
    }
    if sites.count == 1 {
      let all = (0..<sites[0]).map { value([$0]) { "x[\($0)]" } }
      let offset = (0...count).first { offset in
        all.enumerated().allSatisfy { $1 == "x[\($0 + offset)]" }
      }
      if let offset {
        return ["  return x[piece[0]\(offset == 0 ? "" : " + \(offset)")];"]
      }
      if all.enumerated().allSatisfy({ $1 == ($0 % 2 == 0 ? "-x[\($0 / 2)]" : "x[\($0 / 2)]") }) {
        return ["  return piece[0] % 2 == 0 ? -x[piece[0] / 2] : x[piece[0] / 2];"]
      }
      var lines = ["  switch (piece[0]) {"]
      for (i, text) in all.enumerated() {
        lines += [i + 1 < all.count ? "  case \(i):" : "  default:", "    return \(text);"]
      }
      return lines + ["  }"]
    }
    guard sites.count == 2, count >= 2 else { return nil }
    // Every site takes an operand, and the value is one formula of them.
    return ["  return \(value([0, 1]) { "x[piece[\($0)]]" });"]
  }

  // MARK: - Whole numbers

  private func text(
    _ levels: SelectionIndex.Levels, _ name: String, _ local: LocalRule, _ helpers: inout CHelpers
  ) -> CFunctionText? {
    guard derived?.kind != .pick else { return nil }
    let function =
      switch levels {
      case .below: "floor"
      case .above: "ceil"
      case .nearest: "rint"
      }
    var text = CFunctionText(takesArray: false)
    text.sweeps = true
    text.lines = [
      "static double \(name)_value(double x1) {",
      derived == nil
        ? "  return \(function)(x1);" : "  return x1 == x1 ? 0.0 : NAN;", "}",
      "static void \(name)_sweep(double x1, double y, double v, struct adjoint *a1) {",
      "  (void)y;", "  if (x1 != x1) add(a1, v * NAN);",
    ]
    switch local {
    case .absent, .zeroOfZero: break
    case .zero: text.lines.append("  else add(a1, 0.0);")
    case .product, .blend: text.lines.append("  else add(a1, v * 0.0);")
    }
    text.lines.append("}")
    return text
  }
}
