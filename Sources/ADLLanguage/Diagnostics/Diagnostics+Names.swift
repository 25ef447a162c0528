import ADLText

/// What can be wrong with names and with what they stand for.
extension Diagnostic {
  static func severalUnknownNames(
    _ first: String, _ second: String, in formula: String, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(first)` and `\(second)` are not defined", at: span,
      hint: "for a function of both, write `((\(first), \(second)) -> \(formula))`")
  }

  static func unknownName(
    _ name: String, at span: SourceSpan, meant: String?, isCommand: Bool
  ) -> Diagnostic {
    var hint = meant.map { "write `\($0)`" }
    if name == "true" || name == "false" {
      hint = "a condition is a comparison, as in `x > 0`"
    } else if isCommand {
      hint = "`\(name)` is a command: it begins a line"
    }
    return .error("unknown name `\(name)`", at: span, "not defined here", hint: hint)
  }

  static func usedBeforeDefinition(
    _ name: String, at span: SourceSpan, defined: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(name)` is used before it is defined", at: span, "not defined yet",
      others: [Label(defined, "defined here")], hint: "move the definition of `\(name)` up")
  }

  static func unknownMeaning(_ name: String, at span: SourceSpan) -> Diagnostic {
    .error("the definition of `\(name)` has an error", at: span, "so this cannot be checked")
  }

  static func recursion(_ cycle: [String], at span: SourceSpan) -> Diagnostic {
    let names = cycle.map { "`\($0)`" }.joined(separator: " → ")
    return .error(
      "`\(cycle[0])` is defined by itself: \(names)", at: span, "recursion is refused",
      notes: ["a program is finite: it has no loops that depend on values"],
      hint: "to apply a function k times, write `iterate(f, k, x)`")
  }

  static func conditionAsValue(at span: SourceSpan) -> Diagnostic {
    .error(
      "a condition is not a value", at: span, "this is true or false",
      hint: "write `ind(…)` for 1 where it holds and 0 elsewhere, `assert …` to check it")
  }

  static func conditionAsFactor(at span: SourceSpan, meant: String) -> Diagnostic {
    .error(
      "a condition is not a factor", at: span, "this is true or false", hint: "write `\(meant)`")
  }

  static func noSuchPart(
    _ name: String, of function: String, among names: [String], at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(function)` has no parameter `\(name)` to differentiate by", at: span,
      hint: "write \(names.map { "`\(function)\'[\($0)]`" }.joined(separator: " or "))")
  }

  static func partOfHigherDerivative(
    _ function: String, _ name: String, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "the part in one parameter is that of a first derivative", at: span,
      hint: "write `(\(function)\'[\(name)])\'` for its derivative")
  }

  static func partOfUnknownFunction(at span: SourceSpan) -> Diagnostic {
    .error(
      "the parameters of this function have no names here", at: span,
      hint: "define it by name, as in `f(w, x) = e`, and write `f\'[w]`")
  }

  static func valueAsCondition(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected a condition, found a value", at: span, "this is not true or false",
      hint: "compare it, as in `x > 0`")
  }

  static func callOfValue(_ text: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(text)` is not a function", at: span, "a value cannot be called",
      hint: "a product is written `\(text) * (…)`, an entry `\(text)[i]`")
  }

  static func argumentCount(
    _ name: String, expected: Int, found: Int, at span: SourceSpan, defined: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(name)` has \(counted(expected, "parameter")); \(counted(found, "argument")) given",
      at: span, others: [Label(defined, "defined here")])
  }

  static func argumentCount(
    of builtin: Builtin, found: Int, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(builtin.name)` does not take \(counted(found, "argument"))", at: span,
      hint: "write `\(builtin.signature.text)`")
  }

  /// A column of what is no table, or a method as other languages have them.
  static func columnOfNoTable(_ base: String, _ name: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(base)` is no table; `.` takes a column of one", at: span,
      hint: Builtin.named(name) != nil
        ? "write `\(name)(\(base))`" : "a table is read with `data = read \"points.csv\"`")
  }

  static func unknownColumn(
    _ name: String, of table: String, _ names: [String]?, at span: SourceSpan
  ) -> Diagnostic {
    guard let names else {
      return .error(
        "the columns of `\(table)` have no names", at: span,
        hint: "write `\(table)[1..n, j]` for column j")
    }
    let known = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    return .error(
      "`\(table)` has no column `\(name)`", at: span,
      notes: ["its columns are \(known)\(names.count > 8 ? ", …" : "")"],
      hint: Suggestion.closest(to: name, among: names).map { meant in
        let isWord = meant.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        return isWord ? "write `\(table).\(meant)`" : "write `\(table)[\"\(meant)\"]`"
      })
  }

  static func columnOfText(
    _ name: String, at span: SourceSpan, place: SourceSpan
  ) -> Diagnostic {
    .error(
      "column `\(name)` does not hold numbers", at: span,
      others: [Label(place, "this is no number")])
  }

  static func numberOutOfRange(at span: SourceSpan) -> Diagnostic {
    .error(
      "the number is beyond the range of doubles", at: span,
      hint: "the largest is about 1.8e308; `inf` is infinity")
  }

  /// `count` with the noun in the right number.
  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
