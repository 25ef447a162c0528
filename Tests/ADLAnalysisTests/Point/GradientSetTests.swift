import ADLPrograms
import Testing

@testable import ADLAnalysis

@Suite struct GradientSetTests {
  /// The sum of the sets {-e_i, e_i}, or of that of one entry over and over.
  private func sum(_ count: Int, isRepeated: Bool) -> GradientSet {
    .sum(
      (0..<count).map { i in
        let unit = (0..<(isRepeated ? 1 : count)).map {
          Rational($0 == (isRepeated ? 0 : i) ? 1 : 0)
        }
        return .vectors([
          GradientVector(unit.map { .exact($0) }), GradientVector(unit.map { .exact(-$0) }),
        ])
      })
  }

  @Test func `a set is listed where it is small, whatever its count`() {
    #expect(sum(3, isRepeated: false).listing(limit: 8)?.count == 8)
    #expect(sum(3, isRepeated: false).listing(limit: 7) == nil)
    // Ten equal choices give 1024 sums, of which eleven are different.
    #expect(sum(10, isRepeated: true).listing(limit: 16)?.count == 11)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a count that tells is not put to the test`() {
    let set = sum(200, isRepeated: false)
    #expect(set.listing(limit: 1024) == nil)
  }
}
