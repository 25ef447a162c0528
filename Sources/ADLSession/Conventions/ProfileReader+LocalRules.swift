import ADLFormats
import ADLPrograms
import ADLText

/// What a profile says of numbers that are 0 or not finite.
extension ProfileReader {
  /// The keys of an entry of `local`.
  private static let localKeys = ["function", "forward", "backward", "source"]

  /// The entries of `local`, if there are any.
  func localEntries(_ value: LocatedJSON?, _ common: String?) throws(Failure)
    -> [UserProfile.LocalEntry]
  {
    guard let value else { return [] }
    guard case .array(let elements) = value.content else {
      throw Failure(.wrongType("local", "a list in brackets", at: span(value)))
    }
    var entries: [UserProfile.LocalEntry] = []
    for element in elements {
      let what = "an entry of `local`"
      let members = try members(of: element, what, among: Self.localKeys)
      let name = try string("function", of: members, what, element)
      guard let primitive = Self.primitive(called: name.text) else {
        throw Failure(
          .unknownFunction(name.text, among: Self.names.map(\.name), at: name.span))
      }
      if entries.contains(where: { $0.primitive == primitive }) {
        throw Failure(.repeatedLocalRule(name.text, at: name.span))
      }
      let forward = try members["forward"].map { (value) throws(Failure) in
        try localRule(value, "forward", LocalRule.words(forward: primitive))
      }
      let backward = try members["backward"].map { (value) throws(Failure) in
        try localRule(value, "backward", LocalRule.words)
      }
      guard forward != nil || backward != nil else {
        throw Failure(.missingKey("forward` or `backward", of: what, at: opening(of: element)))
      }
      let own = try members["source"].map { (value) throws(Failure) in
        try text(value, of: "source")
      }
      guard let source = own ?? common else {
        throw Failure(.noSource(of: name.text, at: name.span))
      }
      entries.append(
        UserProfile.LocalEntry(primitive, forward: forward, backward: backward, source: source))
    }
    return entries
  }

  /// Whether an input that does not move has the tangent 0 rather than none; `nil` for what the
  /// base does.
  func seedsZeros(_ value: LocatedJSON?) throws(Failure) -> Bool? {
    guard let value else { return nil }
    let words: [LocalRule] = [.absent, .zero]
    return try localRule(value, "inputs", words) == .zero
  }

  private func localRule(
    _ value: LocatedJSON, _ key: String, _ words: [LocalRule]
  ) throws(Failure) -> LocalRule {
    guard case .string(let text) = value.content,
      let rule = words.first(where: { $0.rawValue == text })
    else { throw Failure(.localRule(key, words.map(\.rawValue), at: span(value))) }
    return rule
  }

  /// The functions that pass something on, each under its name in the manual; the largest and the
  /// smallest of a vector are `max(x)` and `min(x)` there, as among the ties.
  private static let names: [(name: String, primitive: Primitive)] = Primitive.all.compactMap {
    primitive in
    switch primitive {
    case .branch, .declaredSelection, .derivedEntry, .copy, .constant, .stopGradient, .rule: nil
    default: (primitive.localName, primitive)
    }
  }

  private static func primitive(called name: String) -> Primitive? {
    names.first { $0.name == name }?.primitive
  }
}

extension LocalRule {
  /// The rules that hold in both modes.
  fileprivate static let words = allCases.filter { $0 != .blend }

  /// The rules that hold forward for `primitive`.
  fileprivate static func words(forward primitive: Primitive) -> [LocalRule] {
    [.maximum, .minimum, .division].contains(primitive) ? allCases : words
  }
}
