import ADLLanguage
import ADLPrograms
import ADLTestSupport
import Testing

/// A framework is a choice of index: each profile returns what its framework was measured to
/// return.
struct MeasurementTests {
  /// `true` iff `ours` is `measured` up to 1e-14 max(1, |measured|).
  private func agree(_ ours: Double, _ measured: Double) -> Bool {
    measured.isNaN
      ? ours.isNaN
      : ours == measured || abs(ours - measured) <= 1e-14 * max(1, abs(measured))
  }

  private func program(_ function: String, _ x: [Double]) throws -> Program {
    var desk = Desk()
    let isVector = function.hasPrefix("(x: R^")
    let point: [ConstantValue] =
      isVector ? [.vector(x.map { Literal($0) })] : x.map { .number(Literal($0)) }
    return try desk.instance(function, at: point).program
  }

  @Test(arguments: Measurements.composites.indices)
  func `composite programs`(number: Int) throws {
    let composite = Measurements.composites[number]
    for point in composite.points {
      let program = try program(composite.function, point.x)
      for (profile, result) in point.results {
        let convention = Convention(profile)
        let place = "\(composite.id) at \(point.x) under \(profile.rawValue)"
        let values = try program.evaluate(at: point.x, domain: .formula).outputs
        let backward = try program.differentiateBackward(
          at: point.x, under: convention, domain: .formula)
        let forward = try program.differentiateForward(
          at: point.x, under: convention, domain: .formula)
        let derivative = try program.derivative(under: convention)
          .evaluate(at: point.x, domain: .formula).outputs
        let isForward = program.p < program.q
        for i in 0..<program.q {
          #expect(agree(values[i], result.value[i].value), "value of \(place)")
          for j in 0..<program.p {
            let measured = result.rev[i][j].value
            #expect(agree(backward[i, j], measured), "backward \(place)")
            #expect(agree(forward[i, j], result.fwd[i][j].value), "forward \(place)")
            #expect(
              agree(
                derivative[i * program.p + j], isForward ? result.fwd[i][j].value : measured),
              "A(P) of \(place)")
          }
        }
      }
    }
  }

  @Test(arguments: Set(Measurements.calls.map(\.function)).sorted())
  func `single primitives`(function: String) throws {
    for call in Measurements.calls where call.function == function {
      let program = try program(function, call.x)
      let convention = Convention(Profile(named: call.framework)!)
      let place = "\(call.call) at \(call.x)"
      let values = try program.evaluate(at: call.x).outputs
      let backward = try program.differentiateBackward(at: call.x, under: convention)
      for i in 0..<program.q {
        #expect(agree(values[i], call.value[i].value), "value of \(place)")
        for j in 0..<program.p {
          #expect(agree(backward[i, j], call.rev[i][j].value), "derivative of \(place)")
        }
      }
    }
  }

  /// Left out: -0.0, which is 0 here, powers of negative bases, and subnormal numbers, which two of
  /// the frameworks take for 0.
  @Test(arguments: Set(Measurements.edges.map(\.function)).sorted())
  func `single primitives where something is not finite`(function: String) throws {
    for edge in Measurements.edges where edge.function == function {
      let x = edge.x.map(\.value)
      let program = try program(function, x)
      let convention = Convention(Profile(named: edge.framework)!)
      let place = "\(edge.call) at \(x)"
      let values = try program.evaluate(at: x, domain: .formula).outputs
      let backward = try program.differentiateBackward(
        at: x, under: convention, domain: .formula)
      let forward = try program.differentiateForward(at: x, under: convention, domain: .formula)
      let engine = try ForwardExecution(program, convention: convention)
        .jacobian(at: x, domain: .formula)
      for i in 0..<program.q {
        #expect(agree(values[i], edge.value[i].value), "value of \(place)")
        for j in 0..<program.p {
          #expect(agree(backward[i, j], edge.rev[i][j].value), "backward \(place)")
          #expect(agree(forward[i, j], edge.fwd[i][j].value), "forward \(place)")
          #expect(agree(engine[i, j], edge.fwd[i][j].value), "forward by a plan \(place)")
        }
      }
    }
  }

  /// What a framework returns as f'' at a tie, and A(A(P)) does not: the rule of its first derivative
  /// was written by hand, and so was the one that differentiates it.
  private static let handWritten: Set<String> = Set(
    ["elu(x)", "elu(x,2)", "selu(x)", "celu(x)"].map { "F.\($0) at [0.0]" }
      // The pieces that meet at ±d have f'' 1 and 0, and ours is that of the piece taken.
      + ["F.huber_loss(x,0)", "F.smooth_l1_loss(x,0)"].flatMap { call in
        ["", "**2", "*x"].flatMap { ["\(call)\($0) at [-1.0]", "\(call)\($0) at [1.0]"] }
      }
      // Where the first derivative is 0 by a rule, or not a number.
      + ["torch.linalg.vector_norm(x)", "torch.linalg.vector_norm(x)**2", "tf.norm(x)**2"].flatMap {
        ["\($0) at [0.0, 0.0, 0.0]"]
      }
      + ["torch.linalg.vector_norm(x)*x0 at [0.0, 0.0, 0.0]", "tf.norm(x)*x0 at [0.0, 0.0, 0.0]"]
      + ["tf.nn.elu(x) at [0.0]"]
      // Made of a max and a min, each of which takes means.
      + ["jax.nn.celu(x) at [0.0]"]
      // No choice of pieces gives this f'.
      + ["**2", "*x"].map { "keras.activations.celu(x)\($0) at [0.0]" })

  /// f'' is A(A(P)) under the convention, but where a framework has a rule for it.
  @Test(arguments: Set(Measurements.seconds.map(\.function)).sorted())
  func `second derivatives`(function: String) throws {
    for second in Measurements.seconds where second.function == function {
      let program = try program(function, second.x)
      let convention = Convention(Profile(named: second.framework)!)
      let place = "\(second.call) at \(second.x) in \(second.framework)"
      let first = try program.derivative(under: convention)
      let gradient = try first.evaluate(at: second.x, domain: .formula).outputs
      let measured = second.first[0].map(\.value)
      if !second.call.hasPrefix("keras.activations.celu") {
        #expect(zip(gradient, measured).allSatisfy(agree), "first of \(place): \(gradient)")
      }
      let ours = try first.derivative(under: convention)
        .evaluate(at: second.x, domain: .formula).outputs
      let rows = second.rev.flatMap { $0.map(\.value) }
      #expect(ours.count == rows.count)
      let isHandWritten = Self.handWritten.contains("\(second.call) at \(second.x)")
      #expect(
        zip(ours, rows).allSatisfy(agree) != isHandWritten, "\(place): \(ours), not \(rows)")
    }
  }

  @Test func `an untaken branch that frameworks turn into NaN gives the right number`() throws {
    for (function, x, derivative) in [
      ("x -> if x > 0 then log(x) else 0", 0.0, 0.0), ("x -> if x > 0 then log(x) else 0", -1, 0),
      ("x -> if x > 0 then sqrt(x) else 0", 0, 0), ("x -> if x > 0 then sqrt(x) else 0", -1, 0),
      ("x -> if x == 0 then 1 else sin(x) / x", 0, 0),
    ] {
      let program = try program(function, [x])
      for profile in Profile.allCases {
        let convention = Convention(profile)
        #expect(try program.differentiateBackward(at: [x], under: convention)[0, 0] == derivative)
        #expect(try program.differentiateForward(at: [x], under: convention)[0, 0] == derivative)
      }
    }
  }

  @Test func `PyTorch 1.13 passes the gradient at the bounds of clamp`() throws {
    let program = try program("x -> clip(x, -1, 1)", [1])
    for (profile, slope) in [(Profile.pytorch113, 1.0), (.pytorch, 0)] {
      for x in [-1.0, 1] {
        let backward = try program.differentiateBackward(at: [x], under: Convention(profile))
        #expect(backward[0, 0] == slope)
      }
    }
  }
}
