import ADLAnalysis
import ADLFormats
import ADLPrograms
import FoundationEssentials
import Glibc

/// What `set` changes.
public struct Settings: Hashable, Sendable {
  /// What an application outside its domain amounts to.
  public var domain = DomainPolicy.diagnose

  /// The limit on the nodes of a program.
  public var nodeLimit = ProgramBuilder.defaultNodeLimit

  /// How many bytes a plan may take, with one execution of it, how many the vectors of an
  /// expression, and how many a command besides; `nil`: what the machine allows.
  public var statedMemoryLimit: Int?

  /// How many bytes a plan may take, with one execution of it, how many the vectors of an
  /// expression, and how many a command besides.
  public var memoryLimit: Int { statedMemoryLimit ?? Self.defaultMemoryLimit }

  /// Three quarters of the machine's memory, or of what the process may address of it.
  static let defaultMemoryLimit: Int = {
    var memory = ProcessInfo.processInfo.physicalMemory
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 {
      memory = min(memory, UInt64(limit.rlim_cur))
    }
    return Int(memory / 4 * 3)
  }()

  /// The format in which expressions, `trace`, `forward`, `backward` and `descend` compute.
  public var precision = FloatingFormat.f64

  /// The format to which numbers are rounded after every application, if it is not that of doubles.
  var rounding: FloatingFormat? { precision == .f64 ? nil : precision }

  /// The size below which numbers count as equal in the comparisons of an analysis at a point.
  public var tieTolerance = 0.0

  /// What one analysis may spend.
  public var budget = Budget()

  /// `true` iff the prompt says how long each statement took.
  public var showsTime = false

  /// `true` iff the prompt has the keys of vi, `false` iff those of emacs; `nil`: what the user's
  /// `.editrc` says.
  public var usesVi: Bool?

  /// A setting: its word, the words it can be set to, and what they mean.
  public struct Entry: Sendable {
    /// The word in `set WORD VALUE`.
    public let word: String

    /// What may be written for the value.
    public let values: [String]

    /// What the setting does, in one sentence.
    public let summary: String
    /// Returns the word for the present value.
    public let value: @Sendable (Settings) -> String
    /// Sets the value that a word means; returns `false` if it means none.
    let set: @Sendable (inout Settings, String) -> Bool
  }

  /// Every setting, in the order of the manual.
  public static let table: [Entry] = [
    choice(
      "domain", \.domain,
      summary: "outside its domain a function is an error, not a number, or as in IEEE 754"),
    choice(
      "precision", \.precision,
      summary: "the format in which expressions, trace, forward, backward, descend compute"),
    Entry(
      word: "nodes", values: [],
      summary: "the largest number of nodes that a program may have",
      value: { "\($0.nodeLimit)" },
      set: { settings, word in
        guard let limit = Int(word), limit > 0 else { return false }
        settings.nodeLimit = limit
        return true
      }),
    Entry(
      word: "memory", values: [],
      summary: "the most megabytes that a plan, vectors or a command take; auto: 3/4 of the memory",
      value: { $0.statedMemoryLimit.map { "\($0 / 1_000_000)" } ?? "auto" },
      set: { settings, word in
        if word == "auto" {
          settings.statedMemoryLimit = nil
          return true
        }
        guard let limit = Int(word), (1...1_000_000_000).contains(limit) else { return false }
        settings.statedMemoryLimit = limit * 1_000_000
        return true
      }),
    Entry(
      word: "tie", values: [],
      summary: "how far apart numbers still tie in an analysis at a point; 0 means not at all",
      value: { NumberText.text($0.tieTolerance) },
      set: { settings, word in
        guard let tolerance = Double(word), tolerance >= 0, tolerance.isFinite else {
          return false
        }
        settings.tieTolerance = tolerance
        return true
      }),
    Entry(
      word: "budget", values: [],
      summary: "how many steps of work a command may take before it says what is open",
      value: { "\($0.budget.steps)" },
      set: { settings, word in
        guard let steps = Int(word), steps > 0 else { return false }
        settings.budget.steps = steps
        return true
      }),
    Entry(
      word: "timing", values: ["on", "off"],
      summary: "whether the prompt says how long each statement took",
      value: { $0.showsTime ? "on" : "off" },
      set: { settings, word in
        settings.showsTime = word == "on"
        return ["on", "off"].contains(word)
      }),
    Entry(
      word: "editor", values: ["emacs", "vi"],
      summary: "whose keys the prompt has",
      value: { $0.usesVi == true ? "vi" : "emacs" },
      set: { settings, word in
        settings.usesVi = word == "vi"
        return ["emacs", "vi"].contains(word)
      }),
  ]

  /// A setting that is one of a few words.
  private static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
    _ word: String, _ path: WritableKeyPath<Settings, Value> & Sendable, summary: String
  ) -> Entry {
    Entry(
      word: word, values: Value.allCases.map(\.rawValue), summary: summary,
      value: { $0[keyPath: path].rawValue },
      set: { settings, word in
        guard let value = Value(rawValue: word) else { return false }
        settings[keyPath: path] = value
        return true
      })
  }
}
