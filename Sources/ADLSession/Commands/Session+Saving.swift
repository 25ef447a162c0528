import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Writes the definitions of this session to a file, as a script that loads back.
  func save(to file: FileName, in context: Context) throws(SessionFailure) {
    let kept = definitionsToSave
    guard !kept.isEmpty else {
      throw SessionFailure(.noDefinitions(at: context.file.span(file.range)))
    }
    try deliver(
      conventionScript + kept.map(\.text).joined(separator: "\n") + declaredTieScript,
      contents: kept.count == 1 ? "1 definition" : "\(kept.count) definitions", to: file,
      in: context)
  }

  /// The definitions without those that were replaced before any other referred to them: a function
  /// keeps the meanings that its names had when it was defined, so replaced ones may still matter.
  private var definitionsToSave: [StoredDefinition] {
    let all = state.definitions
    return all.indices.filter { i in
      guard let next = all[(i + 1)...].firstIndex(where: { $0.name == all[i].name }) else {
        return true
      }
      return all[(i + 1)...next].contains { $0.references.contains(all[i].name) }
    }.map { all[$0] }
  }

  /// The statements that bring the convention back.
  private var conventionScript: String {
    let convention = state.convention
    guard convention != .paper else { return "" }
    let file = convention.userProfile.flatMap { profile in
      state.profiles.first { $0.profile == profile }?.file
    }
    let name = convention.userProfile?.name ?? convention.profile.rawValue
    var lines = ["convention \(file.map { "\"\($0)\"" } ?? name)"]
    for (primitive, rule) in convention.overrides.sorted(by: { $0.key.id < $1.key.id }) {
      func add(_ call: String, _ rule: TieRule) {
        if let line = Self.line(call, rule) { lines.append(line) }
      }
      guard case .each(let ties, _) = rule else {
        let plain = primitive.manual.signature?.call ?? primitive.manual.call
        // Where the tie is named, a slope that its pieces do not have is refused.
        let isOther = primitive.namedTies.contains { tie in
          primitive.onlySlope(at: [tie.argument]).map { rule != .slope($0) } ?? false
        }
        add((isOther ? nil : NamedTie.slopeCall(primitive, rule)) ?? plain, rule)
        continue
      }
      for tie in ties {
        let named = primitive.namedTies.first { $0.pieces == tie.pieces }
        if let named {
          add(NamedTie.call(primitive, at: named.argument, tie.rule), tie.rule)
        }
      }
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  /// The statements that bring back what was set for selections that are saved before them.
  private var declaredTieScript: String {
    let ties = state.convention.declaredTies.sorted { $0.key < $1.key }.flatMap(\.value)
    let lines = ties.compactMap { Self.line($0.call, $0.rule) }
    return lines.isEmpty ? "" : "\n" + lines.joined(separator: "\n") + "\n"
  }

  /// The statement that sets `rule` for the tie that `call` names.
  private static func line(_ call: String, _ rule: TieRule) -> String? {
    switch rule {
    case .slope(let slope): "convention \(call) = \(NumberText.text(slope))"
    case .weights(let weights): "convention \(call) = \(NumberText.vector(weights))"
    case .first, .last, .even, .entries, .each: nil
    }
  }
}
