import ADLPrograms
import ADLTestSupport
import ADLText
import Testing

@testable import ADLFormats
@testable import ADLSession

/// Profiles in files.
@Suite struct ProfileTests {
  @Test(arguments: Profile.allCases)
  func `a profile that is built in can be written as a file`(profile: Profile) throws {
    let built = Convention(profile)
    var entries: [String] = []
    for tie in NamedTie.all where tie.pieces != nil || tie.primitive.namedTies.count < 2 {
      let rule = built.rule(for: tie.primitive)
      let own = tie.pieces.map { pieces in rule?.rule(where: pieces) } ?? rule
      // Two ways to call one tie are one entry.
      if tie.pieces == nil, tie.call != tie.primitive.manual.call { continue }
      entries.append("{\"tie\": \"\(tie.call)\", \"takes\": \(Self.text(own))}")
    }
    let text = """
      {"name": "copy", "version": "1", "source": "built in",
       "ties": [\(entries.joined(separator: ",\n"))]}
      """
    let copy = Convention(try ProfileReader(SourceFile(name: "copy.json", text: text)).profile())
    for primitive in Primitive.all {
      let rule = built.rule(for: primitive)
      let ties = primitive.namedTies
      if ties.count < 2 {
        #expect(copy.rule(for: primitive) == rule, "\(primitive.name)")
      } else {
        for (_, pieces) in ties {
          #expect(
            copy.rule(for: primitive)?.rule(where: pieces) == rule?.rule(where: pieces),
            "\(primitive.name)")
        }
      }
    }
  }

  private static func text(_ rule: TieRule?) -> String {
    switch rule {
    case nil: "\"formula\""
    case .first: "\"first\""
    case .last: "\"last\""
    case .even: "\"even\""
    case .slope(let slope): "\(slope)"
    case .weights(let weights): "\(weights)"
    case .entries(let even, let slope):
      "{\"entries\": \"\(even ? "even" : "first")\", \"slope\": \(slope)}"
    case .each: "no rule of one tie"
    }
  }

  @Test func `every profile that comes with the tool is read`() {
    #expect(StandardProfiles.all.count == StandardProfile.table.count)
    #expect(Set(Session.conventionNames).count == Session.conventionNames.count)
  }

  @Test func `whatever a file holds, it is read or refused`() {
    let text = """
      {"name": "a\\u00e9\\ud83d\\ude00", "version": "1", "base": "jax", "source": "s", "ties": [
        {"tie": "relu(0)", "takes": -0.5e+1}, {"tie": "max(a, b)", "takes": [1, 0]}, null, true]}
      """
    let bytes = Array(text.utf8)
    var random = SplitMix64(seed: 7)
    for length in bytes.indices {
      var changed = Array(bytes.prefix(length))
      #expect(throws: LocatedJSON.Failure.self) {
        try LocatedJSON(SourceFile(name: "cut.json", bytes: changed))
      }
      changed = bytes
      changed[length] = UInt8.random(in: 0...255, using: &random)
      let file = SourceFile(name: "changed.json", bytes: changed)
      _ = try? LocatedJSON(file)
      _ = try? ProfileReader(file).profile()
    }
    let deep = SourceFile(name: "deep.json", text: String(repeating: "[", count: 100_000))
    #expect(throws: LocatedJSON.Failure.self) { try LocatedJSON(deep) }
  }

  @Test(arguments: ["01", "+1", ".5", "1.", "1.e3", "1e", "-", "0x1", "1e999", "nan", "--1"])
  func `a number is written as JSON has it`(text: String) {
    #expect(throws: LocatedJSON.Failure.self) {
      try LocatedJSON(SourceFile(name: "number.json", text: text))
    }
  }
}
