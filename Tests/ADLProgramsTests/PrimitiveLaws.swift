import ADLPrograms
import ADLTestSupport
import Testing

/// Laws over every row of the primitive table.
@Suite struct PrimitiveLaws {
  /// An application of each primitive that can stand alone, to as many inputs as it takes.
  static let applications: [(primitive: Primitive, count: Int, parameter: Parameter)] =
    Primitive.all.compactMap { primitive in
      switch primitive {
      case .branch, .choice: return (primitive, 4, .condition(.comparison(0, .less)))
      case .interp: return (primitive, 7, .none)
      case .declaredSelection, .derivedEntry: return nil
      case .integerPower: return (primitive, 1, .integer(3))
      case .reciprocalPower: return (primitive, 1, .integer(-2))
      case .sortedEntry, .largest: return (primitive, 4, .integer(2))
      case .constant: return (primitive, 2, .none)
      default:
        switch primitive.rule.arity {
        case .exactly(let n): return (primitive, n, .none)
        case .atLeast: return (primitive, 4, .none)
        }
      }
    }

  private func program(_ application: (primitive: Primitive, count: Int, parameter: Parameter))
    -> Program
  {
    let builder = ProgramBuilder(inputs: application.count)
    let operands = (0..<application.count).map { builder.input($0) }
    let node = builder.apply(
      application.primitive, operands, parameter: application.parameter, anchor: .none)
    return try! builder.seal(outputs: [node])
  }

  @Test(arguments: applications.indices)
  func `partials are central differences away from guards`(row: Int) throws {
    let application = Self.applications[row]
    if application.primitive.statesDerivative { return }
    let program = program(application)
    var random = SplitMix64(seed: UInt64(row))
    for _ in 0..<20 {
      let x = (0..<program.p).map { _ in Double.random(in: 0.05..<0.95, using: &random) }
      let gradient = try program.differentiateBackward(at: x).entries
      for j in x.indices {
        let h = 1e-6
        var right = x
        var left = x
        right[j] += h
        left[j] -= h
        let a = try program.evaluate(at: right)
        let b = try program.evaluate(at: left)
        guard a.active == b.active else { continue }
        let slope = (a.outputs[0] - b.outputs[0]) / (2 * h)
        #expect(
          abs(gradient[j] - slope) <= 1e-7 * max(1, abs(slope)), "\(application.primitive.name)")
      }
    }
  }

  @Test(arguments: applications.indices)
  func `pieces that meet have one value`(row: Int) throws {
    let application = Self.applications[row]
    guard let rule = application.primitive.selection, !rule.canJump else {
      return
    }
    var random = SplitMix64(seed: UInt64(row))
    for _ in 0..<50 {
      let x = (0..<application.count).map { _ in Rational(Int.random(in: -1...1, using: &random)) }
      if rule.violation(x) != nil { continue }
      let active = rule.active(x, application.parameter)
      let value = rule.value(of: active.piece, x, application.parameter)
      for (number, site) in active.sites.enumerated() {
        for alternative in site.pieces {
          var piece = active.piece
          piece[number] = alternative
          #expect(
            rule.value(of: piece, x, application.parameter) == value,
            "\(application.primitive.name) at \(x)")
        }
      }
    }
  }

  @Test(arguments: applications.indices)
  func `a NaN argument that matters gives NaN`(row: Int) throws {
    let application = Self.applications[row]
    let x = [Double](repeating: .nan, count: application.count)
    let value = try program(application).evaluate(at: x, domain: .notANumber).outputs[0]
    #expect(value.isNaN, "\(application.primitive.name)")
  }

  @Test func `every primitive is named once and documented`() {
    let names = Primitive.all.map(\.name)
    #expect(Set(names).count == names.count)
    for primitive in Primitive.all {
      #expect(!primitive.manual.summary.isEmpty && !primitive.manual.example.isEmpty)
      #expect(Primitive(named: primitive.name) == primitive)
    }
  }
}
