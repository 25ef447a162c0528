import ADLPrograms
import ADLTestSupport
import Foundation
import Testing

@testable import ADLAnalysis

/// The statements of the paper that are commands, held to what is computed another way.
struct StatementLaws {
  private typealias Matrix = [[Rational]]

  private static func product(_ a: Matrix, _ b: Matrix) -> Matrix {
    a.map { row in b[0].indices.map { j in zip(row, b).reduce(.zero) { $0 + $1.0 * $1.1[j] } } }
  }

  private static func identity(_ size: Int) -> Matrix {
    (0..<size).map { i in (0..<size).map { Rational($0 == i ? 1 : 0) } }
  }

  private static func rationals(_ numbers: [KnownNumber]) throws -> [Rational] {
    try numbers.map { number in
      guard case .rational(let value) = number else { throw Inexact() }
      return value
    }
  }

  private struct Inexact: Error {}

  @Test(arguments: 0..<40) func `products of whole matrices are both modes`(seed: Int) throws {
    let program = RandomPrograms.program(seed, inputs: 3, outputs: 1 + seed % 2, size: 9)
    let x = RandomPrograms.tiedPoint(seed, 3)
    for profile in [Profile.paper, .jax, .tensorflow] {
      let convention = Convention(profile)
      let analysis = try PointAnalysis(program, at: x.map { Certified(Rational($0)) })
      let found = try analysis.matrices(under: convention)
      let (p, m) = (program.p, program.m)
      // I - e_k e_kᵀ + e_k d_kᵀ, and its transpose with and without the -e_k e_kᵀ, all written out.
      var (forward, left, right) = (Self.identity(m), Self.identity(m), Self.identity(m))
      for i in p..<m { (left[i][i], right[i][i]) = (.zero, .zero) }
      for step in found.steps {
        let d = try Self.rationals(step.gradient)
        var (own, ownLeft, ownRight) = (Self.identity(m), Self.identity(m), Self.identity(m))
        own[step.node] = d
        ownLeft[step.node][step.node] = .zero
        for j in 0..<m {
          ownLeft[j][step.node] = ownLeft[j][step.node] + d[j]
          ownRight[j][step.node] = ownRight[j][step.node] + d[j]
        }
        forward = Self.product(own, forward)
        left = Self.product(left, ownLeft)
        right = Self.product(right, ownRight)
      }
      #expect(left == right && found.lemmaHolds == true)
      #expect(try Self.rationals(found.left) == left.prefix(p).flatMap(\.self))
      #expect(try Self.rationals(found.right) == right.prefix(p).flatMap(\.self))
      #expect(
        try Self.rationals(found.forward) == program.outputs.flatMap { forward[$0].prefix(p) })
      // The modes of a framework may take different d_k; those here are of the backward mode.
      let backward = try program.evaluate(at: x.map { Rational($0) })
        .differentiateBackward(under: convention).entries
      #expect(try Self.rationals(found.backward) == backward)
    }
  }

  @Test(arguments: 0..<60) func `integrals sum to the change of the function`(seed: Int) throws {
    let program = RandomPrograms.program(seed, inputs: 2, size: 8)
    var random = SplitMix64(seed: UInt64(seed))
    let box = Box(Rational(-3), Rational(3), count: 2)
    let (start, end) = (box.point(&random), box.point(&random))
    let path =
      seed % 3 == 0
      // A loop: t (1 - t) and t² (1 - t), so that some cells end at irrational numbers.
      ? Path([
        RationalFunction(Polynomial([.zero, .one, Rational(-1)])),
        RationalFunction(Polynomial([.zero, .zero, .one, Rational(-1)])),
      ]) : .line(from: start, along: zip(start, end).map { $1 - $0 })
    let found = program.integral(along: path, from: .zero, to: .one)
    let values = try [Rational.zero, .one].map { try program.evaluate(at: path($0)).outputs[0] }
    #expect(found.change == [.rational(values[1] - values[0])])
    #expect(found.isLoop == (seed % 3 == 0))
    if let failure = found.failure {
      // Random programs have `if`s, which may jump; nothing else may fail.
      guard case .jump = failure.reason else {
        Issue.record("\(failure)")
        return
      }
      #expect(found.holds == false)
      return
    }
    #expect(found.holds == true && found.isProved)
    let isRational = found.parts.allSatisfy { part in
      part.integrals.allSatisfy { if case .rational = $0 { true } else { false } }
    }
    if isRational {
      // The midpoint rule is exact on cells of affine functions along lines.
      #expect(found.total == found.change)
      if seed % 3 != 0 {
        for part in found.parts {
          let t = part.extent.sample
          let v = try program.evaluate(at: path(t))
            .differentiateBackward(under: .paper).entries
          let speed = zip(start, end).map { $1 - $0 }
          let slope = zip(v, speed).reduce(Rational.zero) { $0 + $1.0 * $1.1 }
          let width = part.extent.upper!.rational! - part.extent.lower!.rational!
          #expect(part.integrals == [.rational(slope * width)])
        }
      }
    }
  }

  @Test func `integrals of what is not rational are enclosed`() {
    let wave = program(inputs: 1) { t in [relu(sin(3 * t[0])) * exp(t[0])] }
    let found = wave.integral(along: .identity, from: .zero, to: Rational(4))
    #expect(found.holds == true && !found.isProved)
    let total = found.total[0].double
    // Simpson's rule on the derivative, in doubles.
    let count = 400_000
    var sum = 0.0
    for i in 0...count {
      let t = 4 * Double(i) / Double(count)
      let slope = sin(3 * t) > 0 ? (3 * cos(3 * t) + sin(3 * t)) * exp(t) : 0
      sum += slope * (i == 0 || i == count ? 1 : i % 2 == 1 ? 4 : 2)
    }
    #expect(abs(sum * 4 / Double(count) / 3 - total) < 1e-3)
    let exact = max(0, sin(12.0)) * exp(4)
    #expect(abs(total - exact) < 1e-9)
  }

  @Test(arguments: 0..<30) func `every point lies in one cell, and AD is its gradient`(seed: Int)
    throws
  {
    let program = RandomPrograms.program(seed, inputs: 1 + seed % 3, size: 6)
    try checkCells(program, seed)
  }

  @Test func `curved cells are all found`() throws {
    // A disc, a parabola, and a branch of a curve that only one side of another guard meets.
    let curved = program(inputs: 2) { x in
      [max(x[0].power(2) + x[1].power(2) - 1, min(x[1] - x[0].power(2), abs(x[0] * x[1] - 1)))]
    }
    #expect(try checkCells(curved, 1) >= 4)
    let ball = program(inputs: 3) { x in
      [relu(x[0].power(2) + x[1].power(2) + x[2].power(2) - 1) + abs(x[0] * x[1] - x[2])]
    }
    #expect(try checkCells(ball, 2) == 4)
    // Four small discs that random points would miss.
    let discs = program(inputs: 2) { x in
      [
        relu(
          1 - 1_000_000
            * ((x[0].power(2) - 1).power(2) + (x[1].power(2) - Node(Rational(1, 4))).power(2)))
      ]
    }
    #expect(try checkCells(discs, 3) == 2)
  }

  @discardableResult private func checkCells(_ program: Program, _ seed: Int) throws -> Int {
    let box = Box(Rational(-2), Rational(2), count: program.p)
    let list = program.cells(on: box)
    #expect(list.isComplete && list.stop == nil)
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<40 {
      let x = box.point(&random)
      let analysis = try PointAnalysis(program, at: x.map { Certified($0) })
      let here = try list.cells.filter { cell in
        guard let sides = cell.selection.sides else { return true }
        let values = try sides.evaluate(at: x).outputs
        return cell.selection.tellingConditions.allSatisfy { i in
          let condition = cell.selection.conditions[i]
          return (values[condition.left] - values[condition.right]).exactSign == condition.relation
        }
      }
      // On the boundary there is none.
      if here.isEmpty, !analysis.tiedNodes.isEmpty { continue }
      #expect(here.count == 1)
      guard let cell = here.first, let gradient = cell.selection.gradient else { continue }
      let own = try program.evaluate(at: x).differentiateBackward(under: .paper).entries
      #expect(try gradient.evaluate(at: x).outputs == own)
      #expect(try cell.selection.piece.evaluate(at: x).outputs == program.evaluate(at: x).outputs)
    }
    return list.cells.count
  }

  @Test(arguments: 0..<30) func `every point has one index, ties too`(seed: Int) throws {
    let program = RandomPrograms.program(seed, inputs: 1 + seed % 2, size: 5)
    var random = SplitMix64(seed: UInt64(seed))
    let box = Box(Rational(-2), Rational(2), count: program.p)
    for profile in [Profile.paper, .jax] {
      let convention = Convention(profile)
      let sets = program.index(on: box, under: convention)
      #expect(sets.isComplete)
      for i in 0..<40 {
        let x = i % 2 == 0 ? box.point(&random) : box.simplePoint(&random)
        let here = try sets.parts.filter { part in
          guard let sides = part.sides else { return true }
          let values = try sides.evaluate(at: x).outputs
          return part.telling.allSatisfy { i in
            let condition = part.conditions[i]
            return (values[condition.left] - values[condition.right]).exactSign
              == condition.relation
          }
        }
        #expect(here.count == 1)
        guard let part = here.first else { continue }
        #expect(try part.piece.evaluate(at: x).outputs == program.evaluate(at: x).outputs)
        let own = try program.evaluate(at: x).differentiateBackward(under: convention)
        #expect(try part.piece.evaluate(at: x).differentiateBackward(under: convention) == own)
      }
    }
  }

  @Test(arguments: 0..<40) func `essential pieces make Clarke, and all of them D_f to the letter`(
    seed: Int
  ) throws {
    let program = ContinuousPrograms.program(seed, inputs: 2, size: 5)
    let x = RandomPrograms.tiedPoint(seed, 2).map { Certified(Rational($0)) }
    let analysis = try PointAnalysis(program, at: x)
    let indices = analysis.essentialIndices()
    guard indices.isComplete else { return }
    func isSame(_ gradients: [GradientVector], _ set: GradientSet) throws {
      let own = GradientSet.vectors(gradients)
      #expect(gradients.allSatisfy { analysis.contains($0.rational, set) == true })
      #expect(
        set.vectors(limit: 999).vectors.allSatisfy { analysis.contains($0.rational, own) == true })
    }
    try isSame(indices.pieces.map(\.gradient), analysis.literalField().set)
    let clarke = analysis.clarke()
    guard clarke.isExact, let inner = clarke.inner else { return }
    #expect(indices.pieces.allSatisfy { $0.isEssential != nil })
    try isSame(indices.pieces.filter { $0.isEssential == true }.map(\.gradient), inner)
  }

  @Test(arguments: 0..<40) func `the graph of D_f is closed`(seed: Int) throws {
    let program = ContinuousPrograms.program(seed, inputs: 2, size: 7)
    let x = RandomPrograms.tiedPoint(seed, 2).map { Rational($0) }
    var random = SplitMix64(seed: UInt64(seed + 99))
    let d = [Rational(Int.random(in: 1...2, using: &random)), Rational(seed % 3 - 1)]
    let analysis = try PointAnalysis(program, at: x.map { Certified($0) })
    let near = analysis.nearField(along: d)
    #expect(near.isContained == true)
    // Gradients of affine pieces do not move.
    #expect(near.rows.last?.squaredDistance == .zero)
    for limit in near.limits ?? [] {
      let last = near.rows.last?.field?.set.vectors(limit: 99).vectors ?? []
      #expect(last.contains { $0.entries == limit.entries })
    }
  }
}
