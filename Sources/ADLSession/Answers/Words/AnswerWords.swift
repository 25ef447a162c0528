import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// The words that answers about intervals and boxes share.
enum AnswerWords {
  /// The columns that an answer may take.
  static let width = 100

  /// Returns what AD says by both modes: once, where they agree.
  static func modes(_ forward: [KnownNumber], _ backward: [KnownNumber]) -> String {
    let (a, b) = (NumberText.gradient(forward), NumberText.gradient(backward))
    return a == b ? b : "\(b), forward \(a)"
  }

  /// Returns what was left open and why; empty where nothing was.
  static func open(_ gaps: [Decomposition.Gap], _ stop: Stop?) -> StyledText {
    var text = StyledText()
    if !gaps.isEmpty {
      var list = PointList()
      for gap in gaps { list.insert(gap.text) }
      text.append("  left open: \(list.text)\n", .warning)
    }
    if let stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text
  }

  /// Returns the text, its end cut off where it has more than `width` characters; of the text one
  /// character at least stands for it.
  static func cut(_ text: String, to width: Int) -> String {
    text.count <= max(width, 1) ? text : text.prefix(max(width, 1) - 1) + "…"
  }

  /// Returns the first lines of an answer about `name`: with what was found on the line of a short
  /// name, and below a long one.
  static func heading(_ name: String, _ place: String, _ finding: StyledText) -> StyledText {
    var text = StyledText(name, .name)
    text.append(place)
    let isShort = text.plain.displayWidth + finding.plain.displayWidth + 3 <= width
    text.append(isShort ? ": " : ":\n  ")
    text += finding
    text.append("\n")
    return text.folded(to: width)
  }

  /// Returns a bound, rounded up to two digits.
  static func bound(_ bound: Double) -> String {
    guard bound > 0, bound.isFinite else { return NumberText.text(bound) }
    // More than that is not said of what all digits looked at have in common.
    if bound < 1e-290 { return "1e-290" }
    if bound >= 100 {
      var unit = 1.0
      while bound / unit >= 100 { unit *= 10 }
      return NumberText.text((bound / unit).rounded(.up) * unit)
    }
    var scale = 1.0
    while bound * scale < 10, scale < 1e300 { scale *= 10 }
    return NumberText.text((bound * scale).rounded(.up) / scale)
  }

  /// Returns the words with commas and an "and".
  static func list(_ words: [String]) -> String {
    guard words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
  }
}

extension Decomposition.Gap {
  var text: String {
    let low = lower.map { NumberText.text($0.double) } ?? "-inf"
    let high = upper.map { NumberText.text($0.double) } ?? "inf"
    return "[\(low), \(high)]"
  }

  var shape: Schema.Extent { Schema.Extent(lower, upper) }
}

extension Stop {
  /// The reason in words.
  var words: String {
    switch self {
    case .interrupted: "interrupted"
    case .exhausted: "the budget of work was spent (`set budget`)"
    case .outOfMemory: "the memory limit was met (`set memory`)"
    }
  }
}

extension Stop {
  /// The reason in JSON.
  var word: String {
    switch self {
    case .interrupted: "interrupted"
    case .exhausted: "budget"
    case .outOfMemory: "memory"
    }
  }
}

extension KinkKind {
  /// The class in words, as tables have it.
  var words: String {
    switch self {
    case .removable: "removable"
    case .smoothJoint: "C^∞ joint"
    case .matching(let order): "C^\(order) or more"
    case .joint(let order): "C^\(order) joint"
    case .kink: "kink"
    case .infiniteSlope: "infinite slope"
    case .edge: "domain edge"
    case .jump: "jump"
    case .undefined: "undefined"
    case .pole: "pole"
    case .undecided: "undecided"
    }
  }

  /// Returns the word for `count` points of the class.
  func noun(_ count: Int) -> String {
    let plural = count == 1 ? "" : "s"
    switch self {
    case .removable: return "removable tie" + plural
    case .matching: return "\(words) joint" + plural
    case .smoothJoint, .joint, .kink, .infiniteSlope, .edge, .jump, .pole: return words + plural
    case .undefined, .undecided: return words + " point" + plural
    }
  }
}

extension DerivativeVerdict {
  /// What AD's answer is, in JSON.
  var word: String { self == .none ? "not comparable" : words }

  /// What AD's answer is, in words.
  var words: String {
    switch self {
    case .derivative: "the derivative"
    case .spurious(let isCritical): isCritical ? "wrong: artificial critical" : "wrong"
    case .inClarke: "in Clarke"
    case .outsideClarke(let isCritical):
      isCritical ? "outside Clarke: artificial critical" : "outside Clarke"
    case .notFinite: "not finite"
    case .none: ""
    case .undecided: "undecided"
    }
  }
}
