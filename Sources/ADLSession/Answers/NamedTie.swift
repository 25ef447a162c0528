import ADLFormats
import ADLPrograms
import ADLText

/// A tie as it is called: one that a convention has an entry for.
struct NamedTie: Hashable {
  let primitive: Primitive

  /// The pieces that meet there, from 0; `nil` where the call stands for every tie of the
  /// primitive.
  let pieces: [Int]?

  /// How it is written, such as `max(a, b)` or `relu6(6)`.
  let call: String

  /// The ties of the rows of the table, each once for every way to write it.
  static let all: [NamedTie] = Primitive.all.flatMap { primitive -> [NamedTie] in
    guard primitive.ties,
      ![.branch, .choice, .derivedEntry, .declaredSelection].contains(primitive)
    else {
      return []
    }
    let named = primitive.namedTies
    let word = primitive.manual.word
    return [NamedTie(primitive: primitive, pieces: nil, call: primitive.manual.call)]
      + named.map { argument, pieces in
        NamedTie(
          primitive: primitive, pieces: named.count > 1 ? pieces : nil,
          call: "\(word)(\(NumberText.text(argument)))")
      }
  }

  /// Returns the tie that `call` writes; spaces do not matter, and the slope `relu'(0)` names the
  /// tie `relu(0)`.
  init?(_ call: String) {
    func plain(_ text: String) -> String { text.filter { $0 != " " && $0 != "'" } }
    let text = plain(call)
    guard let tie = Self.all.first(where: { plain($0.call) == text }) else { return nil }
    self = tie
  }

  /// Returns how the tie of `primitive` at `argument` is written where `rule` holds: a slope is
  /// that of the derivative, as in `relu6'(6)`.
  static func call(_ primitive: Primitive, at argument: Double, _ rule: TieRule) -> String {
    let mark = if case .slope = rule { "'" } else { "" }
    return "\(primitive.manual.word)\(mark)(\(NumberText.text(argument)))"
  }

  /// Returns how the slope `rule` at the only tie of `primitive` is written; `nil` where it is no
  /// slope or there are other ties.
  static func slopeCall(_ primitive: Primitive, _ rule: TieRule) -> String? {
    let named = primitive.namedTies
    guard named.count == 1, case .slope = rule else { return nil }
    return call(primitive, at: named[0].argument, rule)
  }

  /// The ties that a call which names none was perhaps meant to be: those of the function, or of
  /// one with a similar name.
  static func meant(by call: String) -> [String] {
    let word = String(call.prefix { $0 != "(" && $0 != "'" })
    func ties(of word: String) -> [String] {
      let own = all.filter { $0.primitive.manual.word == word }
      return (own.contains { $0.pieces != nil } ? own.filter { $0.pieces != nil } : own).map(\.call)
    }
    let own = ties(of: word)
    if !own.isEmpty || Primitive.all.contains(where: { $0.manual.word == word }) { return own }
    let words = all.map(\.primitive.manual.word)
    return Suggestion.closest(to: word, among: words).map(ties) ?? []
  }

  private init(primitive: Primitive, pieces: [Int]?, call: String) {
    self.primitive = primitive
    self.pieces = pieces
    self.call = call
  }
}

extension Primitive {
  /// How a profile calls the primitive where it speaks of its local rule.
  var localName: String {
    switch self {
    case .addition: "+"
    case .subtraction: "-"
    case .multiplication: "*"
    case .division: "/"
    case .power: "^"
    case .maximumOfMany, .minimumOfMany: manual.call
    default: name
    }
  }
}
