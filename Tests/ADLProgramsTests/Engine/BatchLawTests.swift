import ADLTestSupport
import Synchronization
import Testing

@testable import ADLPrograms

/// The law of batches: every point has the bits that it has alone.
@Suite struct BatchLawTests {
  @Test(arguments: 0..<30)
  func `points in a batch agree with points alone`(seed: Int) throws {
    let program = EngineSample.program(seed: UInt64(seed))
    let plan = ExecutionPlan(program, convention: Convention(Profile.allCases[seed % 5]))
    let execution = Execution(plan)
    let (p, q, count) = (program.p, program.q, 37)
    let points = (0..<count).map { EngineSample.point(p, seed: UInt64(seed * 1000 + $0)) }
    let alone = points.map { try? execution.gradient(at: $0) }
    let outputs = points.map { try? execution.evaluate(at: $0) }
    let first = alone.firstIndex { $0 == nil }
    let firstUndefined = outputs.firstIndex { $0 == nil }
    for inLanes in [false, true] {
      for threadCount in [1, 3] {
        let batch = Batch(plan, output: 0, threadCount: threadCount, inLanes: inLanes)
        var values = [Double](repeating: 7, count: count)
        var gradients = [Double](repeating: 7, count: count * p)
        let failure = differentiate(batch, points.flatMap { $0 }, &values, &gradients)
        #expect(failure?.point == first)
        for i in 0..<(first ?? count) {
          #expect(agree([values[i]], [alone[i]!.value]), "seed \(seed), point \(i)")
          #expect(
            agree(Array(gradients[i * p..<(i + 1) * p]), alone[i]!.gradient),
            "seed \(seed), point \(i), in lanes: \(inLanes)")
        }
        // A point that fails leaves all of its block to be looked at alone: one by one none hides.
        for i in 0..<count where threadCount == 1 {
          var value = [7.0]
          var gradient = points[i]
          let failure = differentiate(batch, points[i], &value, &gradient)
          #expect((failure == nil) == (alone[i] != nil), "seed \(seed), point \(i)")
          guard failure == nil, let own = alone[i] else { continue }
          #expect(
            agree(value + gradient, [own.value] + own.gradient),
            "seed \(seed), point \(i) by itself, in lanes: \(inLanes)")
        }
        let evaluation = Batch(plan, output: nil, threadCount: threadCount, inLanes: inLanes)
        var results = [Double](repeating: 7, count: count * q)
        #expect(evaluate(evaluation, points.flatMap { $0 }, &results)?.point == firstUndefined)
        for i in 0..<(firstUndefined ?? count) {
          #expect(agree(Array(results[i * q..<(i + 1) * q]), outputs[i]!))
        }
      }
    }
  }

  @Test(arguments: 0..<30)
  func `points that stay in a block agree with points alone`(seed: Int) throws {
    let program = EngineSample.program(seed: UInt64(seed))
    let points = (0..<13).map { EngineSample.point(program.p, seed: UInt64(seed * 1000 + $0)) }
    for inLanes in [false, true] {
      let plan = ExecutionPlan(program, convention: Convention(Profile.allCases[seed % 5]))
      let execution = Execution(plan)
      let alone = points.map { try? execution.gradient(at: $0) }
      let block = PointBlock(plan, output: 0, inLanes: inLanes)
      // Again and again: a block keeps nothing of what it held.
      for count in [13, 1, 5] {
        for i in 0..<program.p {
          for j in 0..<count { block.input(i)[j] = points[j][i] }
        }
        let isDone = block.differentiate(count: count)
        let isKnown = !alone[..<count].contains { $0 == nil }
        // Rows may leave more points to be looked at alone, and no other.
        #expect(isDone == isKnown || inLanes && !isDone)
        guard isDone, isKnown else { continue }
        for j in 0..<count {
          let gradient = (0..<program.p).map { block.gradient($0)[j] }
          #expect(agree(gradient, alone[j]!.gradient), "seed \(seed), point \(j)")
        }
      }
      let values = PointBlock(plan, output: nil, inLanes: inLanes)
      for i in 0..<program.p {
        for j in 0..<13 { values.input(i)[j] = points[j][i] }
      }
      guard let outputs = values.evaluate(count: 13) else { continue }
      for j in 0..<13 {
        guard let own = try? execution.evaluate(at: points[j]) else { continue }
        #expect(agree([outputs[j]], [own[0]]))
      }
    }
  }

  @Test(arguments: Primitive.all.filter { $0.parameterSample != nil })
  func `every primitive agrees with itself alone, with literals for some operands`(
    primitive: Primitive
  ) throws {
    let (parameter, width) = primitive.parameterSample!
    for literal in [2, 3, -0.25, 0, 1] as [Double] {
      for place in 0..<width {
        let builder = ProgramBuilder(inputs: width)
        var operands = (0..<width).map { builder.input($0) }
        if width > 1 { operands[place] = builder.literal(Literal(literal)) }
        let results = (0..<2).map { _ in
          builder.apply(primitive, operands, parameter: parameter, anchor: .none)
        }
        let total = builder.apply(.multiplication, results, anchor: .none)
        let plan = ExecutionPlan(
          try builder.seal(outputs: [builder.apply(.addition, [total, results[0]], anchor: .none)]))
        let points = (0..<20).map { EngineSample.point(width, seed: UInt64($0)) }
        let batch = Batch(plan, output: 0, threadCount: 1, inLanes: true)
        for x in points {
          let alone = try? Execution(plan).gradient(at: x)
          var value = [0.0]
          var gradient = x
          let failure = differentiate(batch, x, &value, &gradient)
          #expect((failure == nil) == (alone != nil))
          guard let alone, failure == nil else { continue }
          #expect(
            agree(value + gradient, [alone.value] + alone.gradient),
            "\(primitive.name) with \(literal) at \(place), point \(x)")
        }
      }
    }
  }

  @Test(arguments: 0..<30)
  func `rows take no more memory than was said`(seed: Int) {
    let plan = ExecutionPlan(EngineSample.program(seed: UInt64(seed)))
    for threadCount in [1, 3] where plan.prefersLanes {
      let batch = Batch(plan, threadCount: threadCount)
      let bytes = threadCount * batch.rowCount * LaneExecution.length(ofRows: batch.rowCount) * 8
      #expect(bytes <= Batch.byteEstimate(for: plan, threadCount: threadCount))
    }
    #expect(Batch.byteEstimate(for: plan, threadCount: .max) == .max)
  }

  @Test func `an interruption ends a batch soon`() {
    let builder = ProgramBuilder(inputs: 1)
    var t = builder.input(0)
    for _ in 0..<1000 { t = builder.apply(.negation, [t], anchor: .none) }
    let program = try! builder.seal(outputs: [t])
    let batch = Batch(ExecutionPlan(program), threadCount: 2)
    let questions = Mutex(0)
    batch.cancellation = Cancellation {
      questions.withLock {
        $0 += 1
        return $0 > 3
      }
    }
    var values = [Double](repeating: 0, count: 100_000)
    var gradients = values
    let failure = differentiate(batch, values, &values, &gradients)
    #expect(failure?.reason == .interrupted)
    #expect(questions.withLock(\.self) < 10)
  }

  func differentiate(
    _ batch: Batch, _ points: [Double], _ values: inout [Double], _ gradients: inout [Double]
  ) -> BatchFailure? {
    points.withUnsafeBufferPointer { points in
      values.withUnsafeMutableBufferPointer { values in
        gradients.withUnsafeMutableBufferPointer { gradients in
          do throws(BatchFailure) {
            try batch.differentiate(points, values: values, gradients: gradients)
            return nil
          } catch {
            return error
          }
        }
      }
    }
  }

  func evaluate(_ batch: Batch, _ points: [Double], _ results: inout [Double]) -> BatchFailure? {
    points.withUnsafeBufferPointer { points in
      results.withUnsafeMutableBufferPointer { results in
        do throws(BatchFailure) {
          try batch.evaluate(points, into: results)
          return nil
        } catch {
          return error
        }
      }
    }
  }
}

/// `true` iff the numbers are the same to the bit; signed zeros count as equal.
func agree(_ a: [Double], _ b: [Double]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
}
