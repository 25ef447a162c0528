import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Makes the profile that a file holds the convention in force, and keeps it under its name.
  func useProfile(from name: FileName, in context: Context) throws(SessionFailure) {
    let file = try read(name, in: context)
    do throws(ProfileReader.Failure) {
      let profile = try ProfileReader(file).profile()
      state.profiles.removeAll { $0.profile.name == profile.name }
      state.profiles.append((profile, SourceReader.resolved(path(of: name))))
      state.convention = Convention(profile)
    } catch {
      throw SessionFailure(error.diagnostic)
    }
  }
}

/// Reads a profile from a file of JSON.
struct ProfileReader {
  /// Why a file is not a profile.
  struct Failure: Error {
    let diagnostic: Diagnostic

    init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
  }

  private let file: SourceFile

  /// Prepares to read `file`.
  init(_ file: SourceFile) { self.file = file }

  /// The keys of a profile, and of an entry.
  private static let keys = ["name", "version", "base", "source", "ties", "local", "inputs"]
  private static let entryKeys = ["tie", "takes", "source"]

  /// Returns the profile.
  func profile() throws(Failure) -> UserProfile {
    let document: LocatedJSON
    do {
      document = try LocatedJSON(file)
    } catch {
      throw Failure(.notJSON(file.name, expected: error.expected, at: file.span(error.range)))
    }
    let members = try members(of: document, "a profile", among: Self.keys)
    let name = try string("name", of: members, "a profile", document)
    try check(name)
    let version = try string("version", of: members, "a profile", document).text
    let base = try members["base"].map { (value) throws(Failure) in try profile(value) }
    let source = try members["source"].map { (value) throws(Failure) in
      try text(value, of: "source")
    }
    guard let ties = members["ties"] else {
      throw Failure(.missingKey("ties", of: "a profile", at: opening(of: document)))
    }
    guard case .array(let elements) = ties.content else {
      throw Failure(.wrongType("ties", "a list in brackets", at: span(ties)))
    }
    var entries: [UserProfile.Entry] = []
    var seen: [NamedTie: SourceSpan] = [:]
    for element in elements {
      let (tie, place, entry) = try self.entry(element, source)
      let key = NamedTie(of: tie)
      if let first = seen[key] { throw Failure(.repeatedTie(tie.call, at: place, first: first)) }
      seen[key] = place
      entries.append(entry)
    }
    return UserProfile(
      name: name.text, version: version, base: base ?? .paper, entries: entries,
      localEntries: try localEntries(members["local"], source),
      seedsZeros: try seedsZeros(members["inputs"]))
  }

  private func entry(
    _ element: LocatedJSON, _ common: String?
  ) throws(Failure) -> (NamedTie, SourceSpan, UserProfile.Entry) {
    let members = try members(of: element, "an entry of `ties`", among: Self.entryKeys)
    let call = try string("tie", of: members, "an entry of `ties`", element)
    guard let tie = NamedTie(call.text) else {
      throw Failure(.unknownTie(call.text, meant: NamedTie.meant(by: call.text), at: call.span))
    }
    guard let value = members["takes"] else {
      throw Failure(.missingKey("takes", of: "an entry of `ties`", at: opening(of: element)))
    }
    let rule = try rule(value, for: tie)
    let own = try members["source"].map { (value) throws(Failure) in
      try text(value, of: "source")
    }
    guard let source = own ?? common else {
      throw Failure(.noSource(of: tie.call, at: call.span))
    }
    return (
      tie, call.span,
      UserProfile.Entry(tie.primitive, pieces: tie.pieces, rule, source: source)
    )
  }

  /// The rule that `value` states; `nil` where the formula stands.
  private func rule(_ value: LocatedJSON, for tie: NamedTie) throws(Failure) -> TieRule? {
    let words = RuleWord.words(for: tie.primitive)
    func failure() -> Failure {
      Failure(.tieRule(tie.call, words.map(\.rawValue), at: span(value)))
    }
    switch value.content {
    case .number(let slope): return .slope(slope)
    case .string(let text):
      guard let word = words.first(where: { $0.rawValue == text }) else { throw failure() }
      return word.rule
    case .array(let elements):
      let weights = elements.compactMap { element -> Double? in
        if case .number(let weight) = element.content { weight } else { nil }
      }
      guard tie.primitive.selection != nil, weights.count == elements.count, weights.count > 1,
        tie.primitive.arity(accepts: weights.count) || weights.count == tie.pieces?.count
          || weights.count == 2
            && (tie.primitive.namedTies.count == 1 || tie.primitive == .interp)
      else { throw failure() }
      return .weights(weights)
    case .object where tie.primitive == .maximumNorm:
      let members = try members(of: value, "`takes`", among: ["entries", "slope"])
      guard case .string(let word)? = members["entries"]?.content,
        let entries = [RuleWord.first, .even].first(where: { $0.rawValue == word }),
        case .number(let slope)? = members["slope"]?.content
      else { throw failure() }
      return .entries(even: entries == .even, slopeAtZero: slope)
    case .null, .boolean, .object: throw failure()
    }
  }

  // MARK: - Members

  func members(
    of value: LocatedJSON, _ what: String, among keys: [String]
  ) throws(Failure) -> [String: LocatedJSON] {
    guard case .object(let members) = value.content else {
      throw Failure(.notAnObject(what, at: span(value)))
    }
    var known: [String: LocatedJSON] = [:]
    for member in members {
      guard keys.contains(member.key) else {
        throw Failure(
          .unknownKey(member.key, of: what, among: keys, at: file.span(member.keyRange)))
      }
      guard known.updateValue(member.value, forKey: member.key) == nil else {
        throw Failure(.repeatedKey(member.key, at: file.span(member.keyRange)))
      }
    }
    return known
  }

  func string(
    _ key: String, of members: [String: LocatedJSON], _ what: String, _ whole: LocatedJSON
  ) throws(Failure) -> (text: String, span: SourceSpan) {
    guard let value = members[key] else {
      throw Failure(.missingKey(key, of: what, at: opening(of: whole)))
    }
    return (try text(value, of: key), span(value))
  }

  func text(_ value: LocatedJSON, of key: String) throws(Failure) -> String {
    guard case .string(let text) = value.content, !text.isEmpty,
      !text.unicodeScalars.contains(where: \.isControl)
    else { throw Failure(.wrongType(key, "a text in quotes", at: span(value))) }
    return text
  }

  /// Fails where `name` cannot stand in a statement, or names a profile that is built in.
  private func check(_ name: (text: String, span: SourceSpan)) throws(Failure) {
    let isWord =
      name.text.first?.isLetter == true
      && name.text.allSatisfy { $0.isLetter || $0.isNumber || "-._".contains($0) }
    guard isWord else { throw Failure(.profileName(name.text, at: name.span)) }
    guard Profile(named: name.text) == nil else {
      throw Failure(.builtInProfile(name.text, at: name.span))
    }
  }

  private func profile(_ value: LocatedJSON) throws(Failure) -> Profile {
    let name = try text(value, of: "base")
    guard let profile = Profile(named: name) else {
      throw Failure(
        .unknownConvention(name, among: Session.baseNames, at: span(value)))
    }
    return profile
  }

  func span(_ value: LocatedJSON) -> SourceSpan { file.span(value.range) }

  /// The bracket with which an object begins.
  func opening(of value: LocatedJSON) -> SourceSpan {
    file.span(value.range.lowerBound..<value.range.lowerBound + 1)
  }
}

extension NamedTie {
  /// The tie itself, however it is written.
  fileprivate init(of tie: NamedTie) {
    self = Self.all.first { $0.primitive == tie.primitive && $0.pieces == tie.pieces } ?? tie
  }
}

/// The words for rules that are neither a slope nor weights.
private enum RuleWord: String, CaseIterable {
  case first
  case last
  case even

  /// The formula's own value, on the edge of a domain.
  case formula

  var rule: TieRule? {
    switch self {
    case .first: .first
    case .last: .last
    case .even: .even
    case .formula: nil
    }
  }

  static func words(for primitive: Primitive) -> [RuleWord] {
    primitive.selection == nil ? [.formula] : [.first, .last, .even]
  }
}
