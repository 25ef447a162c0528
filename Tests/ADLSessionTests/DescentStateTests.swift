import ADLTestSupport
import ADLText
import Foundation
import Synchronization
import Testing

@testable import ADLAnalysis
@testable import ADLLanguage
@testable import ADLPrograms
@testable import ADLSession

/// A descent that is kept in a file, broken off anywhere and asked for again is the one that was
/// never broken off: every number of its answer, to the bit.
struct DescentStateTests {
  private static let definitions = """
    zero(t) = relu(-t) + t - relu(t)
    bowl(x) = (x + 1)^2 / 2 - zero(x)
    tent(x, y) = max(x, y)^2 / 2 + abs(x - 1/3)
    loss(w, x, y) = abs(w * x - y)
    data = [1, 2; 2, 4; 3, 7; -1, 1/2]
    rate(k) = 1 / (k + 3)

    """

  /// Descents of every kind, with numbers of polls at which they are broken off.
  private static let calls = [
    "descend bowl from 2 rate c/k^0.6 steps 700", "descend bowl from 0 steps 50",
    "descend tent from (1, -0.3) rate c/k^0.7 steps 900 until 1e-9",
    "descend tent from (-0, 3) on [-4, 4]^2 rate 3/2 steps 400",
    "descend loss from 0.1 over data steps 300",
    "descend loss from 0.1 over data batch 2 seed 9 steps 300",
    "descend bowl from 2 rate c/k^0.6 steps 300 as f32",
    "descend loss from 0.1 over data steps 200 as f16",
    "descend (t -> log(t) + t^2) from 0.1 steps 100",
    "descend tent starts 9000 on [-2, 2]^2 rate c/k^0.6 steps 40",
    "descend bowl starts 300 on [-2, 2] rate c/k^0.6 steps 60 as f16",
    "descend loss starts 60 on [-2, 2] over data batch 2 steps 40 skip 20",
  ]

  private static func answers(_ call: String, endingAfter polls: Int? = nil) -> [Answer] {
    let count = Mutex(0)
    let session = Session(
      cancellation: polls.map { polls in
        Cancellation {
          count.withLock { count in
            count += 1
            return count > polls
          }
        }
      } ?? .never)
    var answers: [Answer] = []
    session.run(SourceFile(name: "law.adl", text: definitions + call)) { answers.append($0) }
    return answers
  }

  /// Runs `body` with the path of a file that does not exist yet.
  private static func withPath<Result>(_ body: (String) throws -> Result) rethrows -> Result {
    let path = NSTemporaryDirectory() + UUID().uuidString + ".json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  @Test(arguments: calls) func `broken off and resumed it is the same`(call: String) throws {
    let whole = try #require(Self.answers(call).last)
    #expect(!whole.json.contains("\"interrupted\""))
    var breaks = 0
    for polls in [1, 4, 60, 200, 501, 1_200] {
      try Self.withPath { path in
        let kept = call + " state \"\(path)\""
        // Once, twice and three times.
        for more in 0..<3 {
          let answer = Self.answers(kept, endingAfter: polls * (1 + more)).last
          if answer?.json.contains("\"interrupted\"") == true { breaks += 1 }
        }
        let resumed = try #require(Self.answers(kept).last)
        #expect(resumed.json == whole.json, "\(polls)")
        #expect(resumed.content.text.plain == whole.content.text.plain, "\(polls)")
        // Once more, from a descent that has ended.
        #expect(Self.answers(kept).last?.json == whole.json, "\(polls)")
      }
    }
    #expect(breaks > 0)
  }

  /// Runs with their numbers of steps, and larger ones.
  private static let longer = [
    ("descend bowl from 2 rate c/k^0.6 steps ", [5, 90, 91, 700, 2_100, 3_000]),
    ("descend bowl from 0 steps ", [50, 60]),
    ("descend tent from (1, -0.3) rate c/k^0.7 until 1e-3 steps ", [9, 40, 900]),
    ("descend tent from (-0, 3) on [-4, 4]^2 rate 3/2 steps ", [3, 400]),
    ("descend loss from 0.1 over data batch 2 seed 9 steps ", [20, 33, 1_700]),
    ("descend bowl from 2 rate c/k^0.6 as f16 steps ", [30, 300]),
    ("descend (t -> log(t) + t^2) from 0.1 steps ", [10, 100]),
  ]

  @Test(arguments: longer) func `with more steps it is the longer run`(
    call: String, steps: [Int]
  ) throws {
    try Self.withPath { path in
      for count in steps {
        let whole = try #require(Self.answers("\(call)\(count)").last)
        // Broken off on the way, too.
        _ = Self.answers("\(call)\(count) state \"\(path)\"", endingAfter: 30)
        let resumed = try #require(Self.answers("\(call)\(count) state \"\(path)\"").last)
        #expect(resumed.json == whole.json, "\(count)")
        #expect(resumed.content.text.plain == whole.content.text.plain, "\(count)")
      }
    }
  }

  @Test(arguments: [
    ("bowl from 2 steps 90", "tent from (2, 2) steps 90", "another function"),
    ("bowl from 2 steps 90", "bowl from 2 rate c/k steps 90", "the rate `c/sqrt(k)`, not `c/k`"),
    (
      "bowl from 2 rate rate(k) steps 9", "bowl from 2 rate c*rate(k) steps 9", "the rate `rate(k)`"
    ),
    ("bowl from 2 steps 91", "bowl from 2 steps 90", "the steps `91`, not `90`"),
    ("bowl starts 9 on [0, 1] steps 5", "bowl starts 9 on [0, 1] steps 6", "the steps `5`"),
    ("bowl from 2 steps 90", "bowl from 2 steps 90 until 0", "the until `none`, not `0`"),
    ("bowl from 2 steps 90", "bowl from 2.5 steps 90", "the start `2`, not `2.5`"),
    ("bowl from 2 steps 90", "bowl from 2 on [-9, 9] steps 90", "the box `none`, not `[-9, 9]`"),
    ("bowl from 2 steps 90", "bowl from 2 steps 90 seed 7", "the seed `1`, not `7`"),
    ("bowl from 2 steps 90", "bowl from 2 steps 90 as f32", "the format `f64`, not `f32`"),
    ("bowl from 2 steps 90", "bowl from 2 steps 90 under jax", "the convention `paper`"),
    ("loss from 0 over data", "loss from 0 over 2 * data", "other data"),
    ("loss from 0 over data", "loss from 0 over data batch 2", "the batch `subsets`, not `2`"),
    ("bowl from 2 steps 90", "bowl starts 9 on [0, 1] steps 90", "another starts"),
    ("bowl starts 9 on [0, 1]", "bowl starts 8 on [0, 1]", "the starts `9`, not `8`"),
    ("bowl starts 9 on [0, 1]", "bowl starts 9 on [0, 1] skip 3", "the skip `0`, not `3`"),
    ("bowl starts 9 on [0, 1]", "bowl starts 9 on [0, 2]", "the box `[0, 1]`, not `[0, 2]`"),
  ])
  func `a file of another descent is refused, and stays as it is`(
    call: String, other: String, words: String
  ) throws {
    try Self.withPath { path in
      _ = Self.answers("descend \(call) state \"\(path)\"")
      let kept = try String(contentsOfFile: path, encoding: .utf8)
      let answer = try #require(Self.answers("descend \(other) state \"\(path)\"").last)
      #expect(answer.content.text.plain.contains("holds a descent with"))
      #expect(answer.content.text.plain.contains(words), "\(answer.content.text.plain)")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == kept)
    }
  }

  @Test func `files of other versions, and of anything else, are refused`() throws {
    try Self.withPath { path in
      let call = "descend bowl from 2 steps 90 state \"\(path)\""
      _ = Self.answers(call)
      let kept = try String(contentsOfFile: path, encoding: .utf8)
      for (old, new, words) in [
        ("\"version\":1", "\"version\":2", "a state of version 2, and this is version 1"),
        ("adl descent", "adl ascent", "is not the state of a descent"),
        ("\"steps\":", "\"stop\":", "is not the state of a descent"),
        ("\"recent\":[[", "\"recent\":[[0,", "is not the state of a descent"),
        ("}", "", "is not the state of a descent"),
      ] {
        let text = kept.replacing(old, with: new)
        #expect(text != kept)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let answer = try #require(Self.answers(call).last)
        #expect(answer.content.text.plain.contains(words), "\(answer.content.text.plain)")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
      }
    }
  }

  @Test func `numbers are read back to the bit`() throws {
    var record = DescentProgress.Record()
    let numbers = [
      -0.0, 0, .pi, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1, -1e16, 1e-5,
      123_456_789_012_345_680,
    ]
    record.recent = [numbers]
    record.samples = [
      .init(step: 0, point: numbers, value: .nan, movement: nil),
      .init(step: 3, point: numbers, value: -.infinity, movement: -0.0),
    ]
    record.steps = 3
    record.constant = 1.0 / 3
    let text = DescentState(parts: [], progress: .run(record)).text
    let state = try DescentState(SourceFile(name: "state", text: text), of: [])
    guard case .run(let read) = state.progress else {
      Issue.record("not a run")
      return
    }
    #expect(read.recent[0].map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(read.samples[1].point.map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(read.samples[0].value.isNaN && read.samples[1].value == -.infinity)
    #expect(
      read.samples[0].movement == nil && read.samples[1].movement?.bitPattern == (-0.0).bitPattern)
    #expect(read.constant == 1.0 / 3 && read.steps == 3)
  }
}
