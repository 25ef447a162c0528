import ADLPrograms
import ADLTestSupport
import Testing

@testable import ADLAnalysis

/// limiting gradients ⊂ Clarke ⊂ hull of the node closure ⊂ hull of the literal closure, and what
/// makes the sets what they are, over programs drawn at random.
struct InclusionLaws {
  @Test(arguments: 0..<200) func `each set lies in the hull of the next`(seed: Int) throws {
    let p = 1 + seed % 3
    let program = ContinuousPrograms.program(
      seed, inputs: p, size: 3 + seed % 6, isCurved: seed % 4 == 3)
    let analysis = try PointAnalysis(program, [Int](repeating: 0, count: p))
    let clarke = analysis.clarke()
    let field = analysis.field()
    let literal = analysis.literalField(caseLimit: 512)
    guard field.isComplete, field.undecided.isEmpty else { return }
    if clarke.jumps.isEmpty, clarke.breaks.isEmpty, let inner = clarke.inner {
      for vector in inner.listed {
        #expect(analysis.contains(vector, field.set) == true, "\(seed): \(vector)")
      }
      if !clarke.isExact, let outer = clarke.outer {
        for vector in outer.listed {
          #expect(analysis.contains(vector, field.set) == true, "\(seed): \(vector) of outer")
        }
      }
    }
    guard literal.isComplete, literal.undecided.isEmpty else { return }
    for vector in field.set.listed {
      #expect(analysis.contains(vector, literal.set) == true, "\(seed): \(vector) in D_f")
    }
  }

  /// The patterns one by one: every choice at the ties that the choices so far leave, evaluated
  /// anew.
  private func patterns(_ analysis: PointAnalysis) -> Set<[Rational]>? {
    var found = Set<[Rational]>()
    var pending: [[TieUnit.Place: Int]] = [[:]]
    var left = 3000
    while let choices = pending.popLast() {
      left -= 1
      guard left > 0 else { return nil }
      guard let frozen = analysis.frozen(holding: choices) else { continue }
      let open = TieUnit.units(of: frozen.evaluation).first { unit in
        unit.places.contains { choices[$0] == nil }
      }
      guard let open else {
        if frozen.evaluation.outputs[0].certified.rational == analysis.values[0].rational {
          found.insert(frozen.jacobian().map { $0.certified.rational! })
        }
        continue
      }
      _ = open.forEachAlternative { alternatives in
        var next = choices
        for (place, alternative) in zip(open.places, alternatives) { next[place] = alternative }
        pending.append(next)
        return true
      }
    }
    return found
  }

  @Test(arguments: 0..<250) func `the node closure has the patterns with the value of f`(
    seed: Int
  ) throws {
    let p = 1 + seed % 3
    let program =
      seed % 2 == 0
      ? ContinuousPrograms.program(seed, inputs: p, size: 3 + seed % 7, isCurved: seed % 4 == 0)
      : RandomPrograms.program(seed, inputs: p, size: 4 + seed % 7)
    let analysis = try PointAnalysis(program, PointLaws.tied(seed % 2 * seed, p))
    guard let expected = patterns(analysis) else { return }
    let field = analysis.field()
    guard field.isComplete, field.undecided.isEmpty, field.set.isExact else { return }
    #expect(field.set.listed == expected, "\(seed)")
  }

  @Test(arguments: 0..<250) func `groups are factors: one tree over all ties has their sums`(
    seed: Int
  ) throws {
    let p = 2 + seed % 3
    let program = ContinuousPrograms.program(seed, inputs: p, size: 4 + seed % 7)
    let analysis = try PointAnalysis(program, [Int](repeating: 0, count: p))
    let answer = analysis.clarke()
    let frozen = try #require(analysis.extended())
    let units = TieUnit.units(of: frozen.evaluation)
    guard !units.isEmpty, answer.jumps.isEmpty, answer.breaks.isEmpty, answer.isExact else {
      return
    }
    let everything = GuardGroup(
      units: units, all: [], own: [], kind: .tree, inputs: Array(0..<p), coordinates: Array(0..<p))
    // Every node is affine here, whatever the ties choose.
    let affine = [Bool](repeating: true, count: program.m)
    let tree = SignTree(
      analysis, frozen, everything, Work(), affine: affine, seed: 1)
    guard tree.open.isEmpty, tree.stop == nil else { return }
    let rest = tree.rest.map { $0.certified.rational! }
    let cells = Set(tree.cells.map { zip($0.vector.rational, rest).map { $0 + $1 } })
    #expect(try #require(answer.inner).listed == cells, "\(seed)")
  }
}
