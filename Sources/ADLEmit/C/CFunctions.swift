import ADLPrograms

/// The functions of a file: for each elementary function of the program its value, and what its node
/// adds to the adjoints of its operands.
struct CFunctions {
  /// What functions are told apart by.
  private struct Key: Hashable {
    let primitive: Primitive
    let parameter: Parameter
    let count: Int

    /// `true` iff what lies outside the domain has no value.
    let isChecked: Bool
    let convention: Convention
  }

  /// How a function is called.
  struct Call {
    let name: String

    /// `true` iff the operands are one array.
    let takesArray: Bool

    /// `true` iff the sweep passes something to some operand.
    let sweeps: Bool

    /// The last argument, where the function has one of its own: the operand of an entry.
    let entry: Int?
  }

  private var calls: [Key: Call] = [:]
  private var names: Set<String> = []
  private(set) var helpers = CHelpers()

  /// The functions, in the order in which they were needed.
  private(set) var lines: [String] = []

  /// `true` iff the last place of a value may depend on the C library.
  private(set) var callsLibrary = false

  /// The most operands that are arguments of their own.
  static let argumentLimit = 4

  /// Returns how to call the function of an application, writing it where it is new; `nil` where it
  /// cannot be written.
  mutating func call(_ application: Application, under convention: Convention) -> Call? {
    let (parameter, entry) = Self.shared(application.parameter)
    let isChecked =
      !application.isDerived && !application.primitive.rule.domain.value.isEmpty
    let key = Key(
      primitive: application.primitive, parameter: parameter,
      count: application.operands.count, isChecked: isChecked, convention: convention)
    if let call = calls[key] {
      return Call(
        name: call.name, takesArray: call.takesArray, sweeps: call.sweeps,
        entry: call.entry == nil ? nil : entry)
    }
    let name = fresh(Self.word(application))
    guard let call = write(key, application, name, entry) else { return nil }
    calls[key] = call
    return call
  }

  /// The parameter that functions of the entries of one derivative share, and the entry.
  private static func shared(_ parameter: Parameter) -> (Parameter, Int?) {
    guard case .derived(let derived) = parameter else { return (parameter, nil) }
    let kind: DerivedSelection.Kind
    let entry: Int
    switch derived.kind {
    case .entry(let operand): (kind, entry) = (.entry(operand: 0), operand)
    case .reach(let operand): (kind, entry) = (.reach(operand: 0), operand)
    case .pick: return (parameter, nil)
    }
    // Where few questions are asked each entry has a function of its own, which is short.
    let index = derived.base.selection?.index(derived.operandCount, derived.baseParameter)
    if index.map({ CSelection.isShort($0, count: derived.operandCount) }) ?? true {
      return (parameter, entry)
    }
    return (
      .derived(
        DerivedSelection(
          of: derived.base, derived.baseParameter, operandCount: derived.operandCount,
          rule: derived.rule, kind: kind)), entry
    )
  }

  private static func word(_ application: Application) -> String {
    var word = CText.identifier(application.name)
    switch application.parameter {
    case .integer(let n): word += n < 0 ? "_minus\(-n)" : "_\(n)"
    case .derived(let derived): word = CText.identifier(derived.base.name) + "_d"
    default: break
    }
    if case .exactly = application.primitive.rule.arity { return word }
    return word + "_\(application.operands.count)"
  }

  private mutating func fresh(_ word: String) -> String {
    var name = word
    var number = 2
    while !names.insert(name).inserted {
      name = "\(word)_v\(number)"
      number += 1
    }
    return name
  }

  // MARK: - Writing

  private mutating func write(
    _ key: Key, _ application: Application, _ name: String, _ entry: Int?
  ) -> Call? {
    let convention = key.convention
    let rule = convention.localRule(for: key.primitive, .backward)
    let text: CFunctionText?
    switch key.primitive.kind {
    case .function:
      text =
        CVectorFunction(key.primitive, count: key.count, under: convention)?.text(
          name, rule, &helpers)
        ?? transcribed(key, application, name, rule)
    case .selection(let selection):
      let index = selection.index(key.count, key.parameter)
      text =
        CSelection.isShort(index, count: key.count)
        ? transcribed(key, application, name, rule)
          ?? wide(key, name, rule) : wide(key, name, rule)
    }
    guard let text else { return nil }
    lines += [""] + text.lines
    callsLibrary = callsLibrary || text.callsLibrary
    return Call(
      name: name, takesArray: text.takesArray, sweeps: text.sweeps,
      entry: text.takesEntry ? entry ?? 0 : nil)
  }

  private mutating func wide(_ key: Key, _ name: String, _ rule: LocalRule) -> CFunctionText? {
    CSelection(key.primitive, key.parameter, count: key.count, under: key.convention)?.text(
      name, rule, &helpers)
  }

  /// Writes a function of few operands as its rule has it.
  private mutating func transcribed(
    _ key: Key, _ application: Application, _ name: String, _ rule: LocalRule
  ) -> CFunctionText? {
    let count = key.count
    let takesArray = count > Self.argumentLimit
    let primitive = key.primitive
    let parameter = application.parameter
    let convention = key.convention
    let transcript = Transcript()
    let value = transcript.decision {
      let x = transcript.inputs(count)
      if key.isChecked, primitive.rule.violation(x) != nil {
        return transcript.place(of: .notANumber)
      }
      return transcript.place(of: primitive.value(parameter, x))
    }
    let sweep = transcript.decision { () -> [Int?] in
      let x = transcript.inputs(count)
      let v = transcript.input(count + 1)
      if key.isChecked, primitive.selection != nil, primitive.rule.violation(x) != nil {
        // No piece is chosen outside the domain.
        return x.map { _ in transcript.place(of: v * .notANumber) }
      }
      let d = primitive.sweptPartials(
        parameter, x, value: transcript.input(count), under: convention)
      return d.map { partial in
        rule.contribution(of: v, through: partial).map { transcript.place(of: $0) }
      }
    }
    guard let value, let sweep else { return nil }
    func inputName(_ i: Int) -> String {
      i == count ? "y" : i > count ? "v" : takesArray ? "x[\(i)]" : "x\(i + 1)"
    }
    var text = CFunctionText(takesArray: takesArray)
    let arguments =
      takesArray ? "const double *x" : (1...count).map { "double x\($0)" }.joined(separator: ", ")
    func unused(_ used: Set<Int>, _ all: Range<Int>) -> [String] {
      var names: [String] = []
      if takesArray, used.allSatisfy({ $0 >= count }) { names.append("x") }
      for i in all where !used.contains(i) && (!takesArray || i >= count) {
        names.append(inputName(i))
      }
      return names.map { "  (void)\($0);" }
    }
    var printer = CPrinter(transcript, inputName)
    let valueLines = printer.lines(value) { printer, place, indent, defined in
      var lines: [String] = []
      let result = printer.text(place, .comparison, &defined, &lines, indent)
      return lines + ["\(indent)return \(result);"]
    }
    text.lines += ["static double \(name)_value(\(arguments)) {"]
    text.lines += unused(printer.usedInputs, 0..<count) + valueLines + ["}"]
    text.callsLibrary = printer.callsLibrary
    helpers.need("power", if: valueLines.contains { $0.contains("power(") })
    guard sweep != .leaf([Int?](repeating: nil, count: count)) else { return text }
    text.sweeps = true
    printer = CPrinter(transcript, inputName)
    var passed: Set<Int> = []
    let sweepLines = printer.lines(sweep) { printer, places, indent, defined in
      var lines: [String] = []
      for (i, place) in places.enumerated() {
        guard let place else { continue }
        passed.insert(i)
        let number = printer.text(place, .comparison, &defined, &lines, indent)
        lines.append(
          takesArray
            ? "\(indent)pass(a, at, \(i), \(number));" : "\(indent)add(a\(i + 1), \(number));")
      }
      return lines
    }
    let targets =
      takesArray
      ? "struct adjoint *a, const int *at"
      : (1...count).map { "struct adjoint *a\($0)" }.joined(separator: ", ")
    text.lines += ["static void \(name)_sweep(\(arguments), double y, double v, \(targets)) {"]
    text.lines += unused(printer.usedInputs, 0..<count + 2)
    if !takesArray {
      for i in 0..<count where !passed.contains(i) { text.lines.append("  (void)a\(i + 1);") }
    }
    text.lines += sweepLines + ["}"]
    text.callsLibrary = text.callsLibrary || printer.callsLibrary
    helpers.need("power", if: sweepLines.contains { $0.contains("power(") })
    helpers.need("pass", if: takesArray)
    return text
  }
}

/// The text of the functions that belong to one elementary function.
struct CFunctionText {
  var lines: [String] = []
  var takesArray: Bool
  var sweeps = false
  var takesEntry = false
  var callsLibrary = false

  init(takesArray: Bool) { self.takesArray = takesArray }
}

extension Primitive {
  /// d as the backward sweep has it.
  fileprivate func sweptPartials<S: RealNumber>(
    _ parameter: Parameter, _ x: [S], value y: S, under convention: Convention
  ) -> [Partial<S>] {
    if let selection, selection.runsOnlyChosenOperand, !selection.active(x, parameter).isDecided {
      // A branch that is not decided passes to its arms alone.
      return x.indices.map { $0 < x.count - 2 ? .zero : .value(.notANumber) }
    }
    return partials(parameter, x, value: y, under: convention)
  }
}
