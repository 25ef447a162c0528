import ADLEmit
import ADLLanguage
import ADLPrograms
import ADLTestSupport
import Foundation

/// Scripts that nobody would write: bytes, tokens, scripts of this project with parts of them
/// changed, and programs drawn from the language.
struct HostileScript {
  private var random: SplitMix64

  /// Creates the generator of the script with the given number.
  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// Returns the script.
  mutating func bytes() -> [UInt8] {
    switch below(20) {
    case 0: return (0..<below(300)).map { _ in UInt8(below(256)) }
    case 1...3: return Array((0..<below(40)).map { _ in token() }.joined(separator: " ").utf8)
    case 4...8: return mutated(Self.budget + generated())
    case 9...12: return mutated(Self.budget + lines(of: pick(Self.scripts)))
    default: return Array((Self.budget + generated()).utf8)
    }
  }

  /// What an analysis costs is not the question here.
  private static let budget = "set budget 200\n"

  // MARK: - Words

  /// The scripts under test, without what they record.
  private static let scripts: [String] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let paths = ["Scripts", "../examples"].flatMap { folder in
      (FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.allObjects ?? [])
        .compactMap { $0 as? String }.filter { $0.hasSuffix(".adl") }.sorted()
        .map { root.appending(path: folder).appending(path: $0) }
    }
    return paths.compactMap { try? String(contentsOf: $0, encoding: .utf8) }
  }()

  private static let words =
    CommandForm.table.map(\.word) + Builtin.table.map(\.name)
    + ["at", "on", "along", "under", "to", "literal", "plan", "load", "assert", "within", "jax"]
    + ["let", "in", "if", "then", "else", "for", "not", "and", "or", "R", "N", "x", "f", "g", "n"]

  private static let signs =
    "( ) [ ] , ; ' ^ * / + - @ -> .. : = == != < <= > >= ~= ≈ \" # ## #> { | & \\ $ ? !"
    .split(separator: " ").map(String.init) + ["\n", "\n"]

  private static let numbers = [
    "0", "-1", "2", "0.5", "1/3", "1e308", "1e-320", "1e400", "inf", "0x10", "9007199254740993",
    "1e99999999999999999999", "007", "64", "18446744073709551616",
  ]

  /// What editors, terminals and other alphabets leave in a text.
  private static let oddities = [
    "\u{0}", "\r\n", "\r", "\u{FEFF}", "\u{1B}[31m", "\t", "\u{7F}", "é", "e\u{301}", "𝕏",
    "\u{202E}",
    "\u{2028}", "\u{E0041}", "👨‍👩‍👧", "−", "²", "１", String(repeating: "(", count: 1_200),
    String(repeating: "-", count: 3_000), String(repeating: "x", count: 5_000),
  ]

  /// Returns a number from 0 to `bound - 1`.
  private mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  private mutating func token() -> String {
    switch below(10) {
    case 0...1: pick(Self.numbers)
    case 2...5: pick(Self.words)
    case 6: pick(Self.oddities)
    default: pick(Self.signs)
    }
  }

  // MARK: - Scripts that were changed

  /// Returns some lines of a script, without those that record results.
  private mutating func lines(of script: String) -> String {
    let lines = script.split(separator: "\n").filter { !$0.hasPrefix("#") }
    guard !lines.isEmpty else { return "" }
    let first = below(lines.count)
    return lines[first..<min(first + 1 + below(8), lines.count)].joined(separator: "\n") + "\n"
  }

  private mutating func mutated(_ text: String) -> [UInt8] {
    var parts = text.matches(of: #/\w+|\s+|[^\w\s]/#).map { String($0.0) }
    for _ in 0...below(4) where !parts.isEmpty {
      let i = below(parts.count)
      switch below(6) {
      case 0: parts.remove(at: i)
      case 1: parts.insert(parts[i], at: i)
      case 2: parts.swapAt(i, below(parts.count))
      case 3: parts[i] = token()
      case 4: parts.insert(pick(Self.oddities), at: i)
      default: parts.insert(token(), at: i)
      }
    }
    var bytes = Array(parts.joined().utf8)
    if below(4) == 0, !bytes.isEmpty {
      bytes[below(bytes.count)] = UInt8(below(256))
    }
    return bytes
  }

  // MARK: - Programs

  private mutating func generated() -> String {
    let inputs = Array(["x", "y"].prefix(1 + below(2)))
    let list = inputs.joined(separator: ", ")
    let numbers = ["0", "1", "-1", "1/3", "2", "1e-320", "1e300"]
    let point = inputs.map { _ in pick(numbers) }.joined(separator: ", ")
    let place = inputs.count == 1 ? point : "(\(point))"
    let region =
      pick(["[-1, 1]", "[0, 2]", "[-inf, inf]", "(0, 1]"]) + (inputs.count > 1 ? "^2" : "")
    var lines = ["f(\(list)) = \(expression(3, inputs))", "g(\(list)) = \(expression(3, inputs))"]
    for _ in 0...below(3) {
      let form = pick(
        CommandForm.table.filter { !$0.required.isEmpty || ["check", "index"].contains($0.word) })
      let clauses = form.required.map { alternatives in
        switch pick(alternatives) {
        case .at: "at \(place)"
        case .on: "on \(region)"
        case .along: "along \(place)"
        case .under: "under jax"
        case .to: "to -"
        case .slope: "slope \(place)"
        case .against:
          pick(["against g on \(region)", "against g at \(place)", "against \(place) at \(place)"])
        case .with: "with \"-\""
        case .near:
          "near \(place)\(form.required.contains { $0.contains(.along) } ? "" : " along \(place)")"
        case .from where form.endsAtPoint: "from \(place) to \(place)"
        case .from: "from \(place) steps 20 rate \(pick(["c/k", "1", "k", "c/(k - 3)"]))"
        case .starts: "starts 9 on \(region) steps 20"
        case .formats where form.writesForm:
          "as \(pick(EmissionForm.allCases).rawValue)\(pick(["", " at \(place)"]))"
        case .formats: "as bf16"
        case .state: "state \"-\""
        case .samples: "samples 9"
        case .over, .rate, .steps, .until, .batch, .skip, .take, .seed, .within: ""
        }
      }
      let functions = form.word == "diff" ? "f, g" : pick(["f", "f", "f'"])
      lines.append(([form.word, functions] + clauses).joined(separator: " "))
    }
    lines.append("f'(\(point))\(pick(["", "", ";"]))")
    return lines.joined(separator: "\n") + pick(["\n", ""])
  }

  private mutating func expression(_ depth: Int, _ names: [String]) -> String {
    if depth == 0 || below(8) == 0 {
      return below(3) > 0 ? pick(names) : pick(["0", "1", "2", "-1", "0.5", "1/3"])
    }
    func inner() -> String { expression(depth - 1, names) }
    switch below(12) {
    case 0...2: return "(\(inner()) \(pick(["+", "-", "*"])) \(inner()))"
    case 3: return "(\(inner()) / \(inner()))"
    case 4: return "\(pick(["relu", "abs", "sin", "exp", "tanh", "-"]))(\(inner()))"
    case 5: return "\(pick(["log", "sqrt", "norm2", "sigmoid"]))(\(inner()))"
    case 6...7: return "\(pick(["max", "min"]))(\(inner()), \(inner()))"
    case 8: return "(\(inner()))^\(pick(["2", "3", "0.5", "(-1)"]))"
    case 9:
      let sign = pick(["<", "<=", "=="])
      return "(if \(inner()) \(sign) \(inner()) then \(inner()) else \(inner()))"
    case 10: return "(let s = \(inner()) in s * s)"
    default: return "iterate(u -> \(expression(depth - 1, names + ["u"])), 2, \(inner()))"
    }
  }
}
