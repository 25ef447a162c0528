import ADLAnalysis
import ADLPrograms
import ADLTestSupport
import ADLText
import Testing

@testable import ADLSession

/// What frameworks were measured to return, asked for as a comparison of their profiles: the
/// answers, whether they differ, and which of them are not derivatives.
struct MeasuredComparisonTests {
  private func agree(_ a: Double, _ b: Double) -> Bool {
    (a.isNaN && b.isNaN) || a == b || abs(a - b) <= 1e-12 * max(1, abs(a), abs(b))
  }

  private func agree(_ a: [[Double]], _ b: [[Double]]) -> Bool {
    zip(a, b).allSatisfy { zip($0, $1).allSatisfy(agree) }
  }

  /// `true` iff the answer is the measured number, or encloses it: the sine of 1e22 is only
  /// enclosed.
  private func holds(_ answer: KnownNumber, _ measured: Double) -> Bool {
    if case .enclosed(let interval) = answer, interval.contains(measured) { return true }
    return agree(answer.double, measured)
  }

  /// Returns the comparison of `function` at the doubles `x`, which are rationals.
  private func comparison(_ function: String, _ x: [Double], under profiles: [Profile]) throws
    -> ComparisonAnswer
  {
    let isVector = function.hasPrefix("(x: R^")
    let point = x.map { Rational($0).description }.joined(separator: ", ")
    let names = profiles.map(\.rawValue).joined(separator: ", ")
    let statement =
      "diff (\(function)) at \(isVector ? "[\(point)]" : "(\(point))") under \(names)"
    var found: (any AnswerContent)?
    Session().run(SourceFile(name: "measured", text: statement)) { found = $0.content }
    return try #require(found as? ComparisonAnswer, "\(statement)")
  }

  /// `true` iff a tie of the exact numbers is none of doubles, or the other way: then a measurement
  /// in doubles says nothing of the point.
  private func isRounded(_ answer: ComparisonAnswer, _ x: [Double]) throws -> Bool {
    let program = answer.comparison.subjects[0].program
    let analysis = try PointAnalysis(program, at: x.map { Certified(Rational($0)) })
    return !analysis.divergences.isEmpty
  }

  private func check(
    _ function: String, _ x: [Double], _ measured: [(profile: Profile, rev: [[Double]])],
    classical: [[Double]]? = nil
  ) throws {
    let answer = try comparison(function, x, under: measured.map(\.profile))
    if try isRounded(answer, x) { return }
    let row = try #require(answer.comparison.rows.first)
    let place = "\(function) at \(x)"
    for (subject, result) in zip(row.answers, measured) {
      for (output, measured) in zip(subject.outputs, result.rev) {
        #expect(
          zip(output.backward, measured).allSatisfy(holds),
          "\(place) under \(result.profile.rawValue)")
      }
      for (i, output) in subject.outputs.enumerated() where subject.outputs.count == 1 {
        guard let classical else { continue }
        let isRight = zip(classical[i], result.rev[i]).allSatisfy(agree)
        switch output.verdict {
        case .derivative: #expect(isRight, "\(place): \(output.verdict)")
        case .spurious: #expect(!isRight, "\(place): \(output.verdict)")
        case .undecided: break
        default: Issue.record("\(place) is differentiable, and not \(output.verdict)")
        }
      }
    }
    let differ = measured.contains { !agree($0.rev, measured[0].rev) }
    #expect(answer.hasDifferences == differ, "\(place)")
    #expect((answer.finding == .negative) == differ)
  }

  @Test(.slow, arguments: Measurements.composites.indices)
  func `composite programs under the profiles of three frameworks`(number: Int) throws {
    let composite = Measurements.composites[number]
    for point in composite.points where point.class != "nonfinite" {
      try check(
        composite.function, point.x,
        point.results.map { ($0.0, $0.1.rev.map { $0.map(\.value) }) },
        classical: point.classical?.map { $0.map(\.value) })
    }
  }

  @Test(.slow) func `single primitives under the profiles that they were measured in`() throws {
    struct Place: Hashable {
      let function: String
      let x: [Double]
    }
    let places = Dictionary(grouping: Measurements.calls) { Place(function: $0.function, x: $0.x) }
    for (place, calls) in places where place.x.allSatisfy(\.isFinite) {
      var measured: [(profile: Profile, rev: [[Double]])] = []
      for call in calls {
        let profile = try #require(Profile(named: call.framework))
        guard !measured.contains(where: { $0.profile == profile }) else { continue }
        measured.append((profile, call.rev.map { $0.map(\.value) }))
      }
      // What one framework alone has is compared with itself.
      if measured.count == 1 { measured.append(measured[0]) }
      try check(place.function, place.x, measured)
    }
  }
}
