import ADLPrograms

/// The sweeps of a descent in a format of little precision, by the definitions: values, local
/// derivatives, products and sums are rounded after every node, as `precision` does it.
struct RoundedSweep: Sendable {
  let program: Program
  let convention: Convention
  let format: FloatingFormat
  var cancellation = Cancellation.never

  /// Returns the gradient at `x`, which are numbers of the format.
  func gradient(at x: [Double]) throws(EvaluationFailure) -> [Double] {
    try gradient(at: x, in: format.numbers)
  }

  /// Returns the value at `x`.
  func value(at x: [Double]) throws(EvaluationFailure) -> Double {
    try value(at: x, in: format.numbers)
  }

  /// Returns the nodes that tie at `x` in the format.
  func tiedNodes(at x: [Double]) -> [Int] { tiedNodes(at: x, in: format.numbers) }

  private func gradient<S: FloatingNumber>(
    at x: [Double], in numbers: S.Type
  ) throws(EvaluationFailure) -> [Double] {
    let evaluation: Evaluation<S> = try evaluation(at: x)
    let gradient = evaluation.differentiateBackward(
      output: 0, under: convention, in: nil, cancellation: cancellation)
    if cancellation.isRequested { throw .interrupted }
    return gradient.map(\.double)
  }

  private func value<S: FloatingNumber>(
    at x: [Double], in numbers: S.Type
  ) throws(EvaluationFailure) -> Double {
    let evaluation: Evaluation<S> = try evaluation(at: x)
    return evaluation.outputs[0].double
  }

  private func tiedNodes<S: FloatingNumber>(at x: [Double], in numbers: S.Type) -> [Int] {
    let evaluation = try? program.evaluate(
      at: x.map { S(nearest: $0) }, domain: .notANumber, frozen: [:])
    return evaluation?.tiedNodes ?? []
  }

  private func evaluation<S: FloatingNumber>(
    at x: [Double]
  ) throws(EvaluationFailure) -> Evaluation<S> {
    let evaluation: Evaluation<S>
    do throws(DomainViolation) {
      evaluation = try program.evaluate(
        at: x.map { S(nearest: $0) }, domain: .diagnose, frozen: [:], cancellation: cancellation)
    } catch {
      throw .domain(error)
    }
    // What was cut short lacks values.
    if cancellation.isRequested { throw .interrupted }
    return evaluation
  }
}
