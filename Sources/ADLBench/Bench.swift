import ADLPrograms

public enum Bench {
  public static func runTable(names: [String]) {
    let n = names.compactMap { Int($0) }.first
    let chosen = Workload.table.filter { w in
      names.allSatisfy { Int($0) != nil || $0 == "plan" || $0 == w.name }
    }
    for w in chosen {
      let n = w.name == "mlp" ? w.defaultSize : n ?? w.defaultSize
      let t0 = Clock.wall()
      let program = try! w.program(n)
      let t1 = Clock.wall()
      let plan = ExecutionPlan(program)
      let t2 = Clock.wall()
      if names.contains("plan") { print(plan) }
      let execution = Execution(plan)
      var seed: UInt64 = 12345
      let x = (0..<program.p).map { _ -> Double in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(seed >> 11) / 9007199254740992.0 * 3 - 1.5
      }
      var g = [Double](repeating: 0, count: program.p)
      var sink = 0.0
      let e = Clock.median { sink += try! execution.evaluate(at: x)[0] }
      let d = x.withUnsafeBufferPointer { x in
        g.withUnsafeMutableBufferPointer { g in
          Clock.median { sink += try! execution.gradient(at: x, into: g) }
        }
      }
      let ce = Clock.median { sink += w.inC!(x, n, nil) }
      let cd = Clock.median { sink += w.inC!(x, n, &g) }
      let mine = try! execution.gradient(at: x)
      let c = w.inC!(x, n, &g)
      let err = zip(mine.gradient, g).map { abs($0 - $1) / max(1, abs($1)) }.max()!
      let m = Double(program.scalarNodeCount)
      func f(_ x: Double) -> String {
        String(Int(x * 1000 + 0.5)).count > 3
          ? "\((x * 100).rounded() / 100)" : "\((x * 1000).rounded() / 1000)"
      }
      print(
        "\(w.name) m=\(program.m) nodes=\(Int(m)) front=\(f((t1 - t0) / Double(program.m)))ns/n plan=\(f((t2 - t1) / Double(program.m)))ns/n | eval \(f(e / m)) grad \(f(d / m)) ratio \(f(d / e)) | C \(f(ce / m)) \(f(cd / m)) | grad/C \(f(d / cd)) err \(err) \(abs(mine.value - c)) ref=\(execution.referenceCount) peak=\(Clock.peakMemory >> 20)MB"
      )
    }
  }
}

extension Program {
  /// The number of nodes that the program has where every node takes one or two operands.
  public var scalarNodeCount: Int {
    (p..<m).reduce(0) { total, k in
      let a = application(k)
      switch a.primitive.rule.arity {
      case .exactly: return total + 1
      case .atLeast:
        return total
          + (a.primitive == .dot
            ? a.operands.count - 1 : a.primitive == .branch ? 1 : max(a.operands.count - 1, 1))
      }
    }
  }
}
