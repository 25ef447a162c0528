import ADLAnalysis
import ADLPrograms
import ADLText

/// What is not finite in a trace, in words and in JSON: where it was made, what it reached, and how
/// the program can be written without it.
struct NonfiniteText: Sendable {
  private let sources: [Source]
  private let rewriting: Rewriting?
  private let p: Int
  private let q: Int

  private struct Source: Sendable {
    let source: NonfiniteSource
    let pass: String
    let formula: String
    let reached: String
  }

  private struct Rewriting: Sendable {
    let nodes: [(node: Int, formula: String, replacement: Replacement)]
    let isProved: Bool

    /// What AD is then, row by row.
    let derivative: [Double]
  }

  /// Creates the text; `nil` where everything is finite.
  init?<S: FloatingNumber>(
    _ evaluation: Evaluation<S>, tangents: [[S?]], adjoints: [[S?]], under convention: Convention,
    _ formulas: ProgramFormulas, inputNames: [String], _ work: Work
  ) {
    let report = NonfiniteReport(
      evaluation, tangents: tangents, adjoints: adjoints, under: convention)
    if report.sources.isEmpty { return nil }
    let program = evaluation.program
    (p, q) = (program.p, program.q)
    sources = report.sources.map { source in
      Source(
        source: source, pass: Self.pass(source.pass, program, inputNames),
        formula: formulas.text(source.node), reached: Self.reached(source, program, inputNames))
    }
    guard report.hasNaN,
      let rewriting = EdgeRewriting(
        evaluation, tangents: tangents, adjoints: adjoints, under: convention, work),
      let again = try? rewriting.program.evaluate(
        at: (0..<program.p).map { evaluation.values[$0] ?? .notANumber }, domain: .notANumber)
    else {
      self.rewriting = nil
      return
    }
    let derivative = again.differentiateBackward(under: convention).entries.map(\.double)
    self.rewriting = Rewriting(
      nodes: rewriting.nodes.map { node, edge in
        (
          node, formulas.text(node),
          Self.replacement(edge, program.application(node), formulas, inputNames)
        )
      },
      isProved: rewriting.isProved,
      derivative: derivative)
  }

  // MARK: - Words

  private static func pass(
    _ pass: NonfiniteSource.Pass, _ program: Program, _ inputNames: [String]
  ) -> String {
    switch pass {
    case .evaluation: "values"
    case .forward(let i): program.p == 1 ? "forward" : "forward, \(inputNames[i])"
    case .backward(let i): program.q == 1 ? "backward" : "backward, output \(i + 1)"
    }
  }

  private static func reached(
    _ source: NonfiniteSource, _ program: Program, _ inputNames: [String]
  ) -> String {
    if case .backward = source.pass {
      if source.reached.isEmpty { return "reaches no input" }
      let names = source.reached.prefix(4).map { "d/d\(inputNames[$0])" }
      return "reaches \(names.joined(separator: ", "))" + (source.reached.count > 4 ? ", …" : "")
    }
    if source.reached.isEmpty {
      return program.q == 1 ? "does not reach the output" : "reaches no output"
    }
    if program.q == 1 { return "reaches the output" }
    let numbers = source.reached.prefix(4).map { "\($0 + 1)" }.joined(separator: ", ")
    return "reaches output \(numbers)" + (source.reached.count > 4 ? ", …" : "")
  }

  private static func cause(_ source: NonfiniteSource) -> String {
    let passed =
      switch source.pass {
      case .evaluation: "value"
      case .forward: "tangent"
      case .backward: "adjoint"
      }
    switch source.cause {
    case .value(let operands):
      return "of \(operands.prefix(4).map(NumberText.text).joined(separator: " and "))"
        + (operands.count > 4 ? ", …" : "")
    case .product(let d, let x, let isMask):
      let factor = isMask ? "a mask 0" : "d_k \(NumberText.text(d))"
      return d.isNaN ? "d_k is nan" : "\(factor) times \(passed) \(NumberText.text(x))"
    case .sum: return source.isNaN ? "inf - inf" : "a sum past the largest number"
    case .blend: return "tangents are put together before the mask"
    }
  }

  /// What is to be written in place of a node: in the language, and in Python with the selection of
  /// a framework, in which `name` stands for the argument.
  private struct Replacement: Sendable {
    let text: String
    let selection: String
    let argument: String
    let name: String
  }

  /// Returns the double condition in place of a node.
  private static func replacement(
    _ edge: EdgeRewriting.Edge, _ application: Application, _ formulas: ProgramFormulas,
    _ inputNames: [String]
  ) -> Replacement {
    func isName(_ text: String) -> Bool {
      text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || "0123456789_".unicodeScalars.contains($0)
      }
    }
    let operands = application.operands.map { formulas.text($0) }
    var argument = operands.first ?? ""
    if case .norm = edge {
      argument = operands.map { isName($0) ? "\($0)^2" : "(\($0))^2" }.joined(separator: " + ")
    }
    let name = ["u", "v", "s", "z"].first { !inputNames.contains($0) } ?? "u_0"
    let u = isName(argument) ? argument : name
    let safe = "if \(u) > 0 then \(u) else 1"
    let inner =
      switch edge {
      case .root, .norm: "sqrt(\(safe))"
      case .logarithm: "log(\(safe))"
      case .power(let exponent): "(\(safe))^\(Self.exponent(exponent))"
      }
    let body = "if \(u) > 0 then \(inner) else 0"
    let safeArgument = "where(\(u) > 0, \(u), 1)"
    let selected =
      switch edge {
      case .root, .norm: "sqrt(\(safeArgument))"
      case .logarithm: "log(\(safeArgument))"
      case .power(let exponent): "\(safeArgument)**\(Self.exponent(exponent))"
      }
    return Replacement(
      text: u == argument ? body : "let \(u) = \(argument) in \(body)",
      selection: "where(\(u) > 0, \(selected), 0)", argument: argument, name: u)
  }

  private static func exponent(_ exponent: Rational) -> String {
    let text = NumberText.text(exponent)
    return text.contains("/") ? "(\(text))" : text
  }

  /// The lines under the table of a trace.
  var text: StyledText {
    var table = FactTable()
    for source in sources {
      let kind = source.source.isNaN ? "nan" : "infinite"
      table.append(
        source.pass, "\(kind) at node \(source.source.node + 1), \(source.formula)",
        "\(Self.cause(source.source)); \(source.reached)", role: .plain)
    }
    if let rewriting {
      for node in rewriting.nodes {
        let replacement = node.replacement
        table.append("write", replacement.text, "in place of \(node.formula)", role: .plain)
        let isNamed = replacement.name != replacement.argument
        table.append(
          "in Python", replacement.selection,
          "with `where` of jax.numpy or torch" + (isNamed ? ", \(replacement.name) as above" : ""),
          role: .plain)
      }
      table.append("", Self.standing(rewriting), role: .plain)
    }
    return table.text
  }

  private static func standing(_ rewriting: Rewriting) -> String {
    let d = rewriting.derivative
    let ad = d.count == 1 ? NumberText.text(d[0]) : NumberText.vector(d.prefix(6))
    return
      "equal wherever that has a value (\(rewriting.isProved ? "" : "not ")proved); AD is \(ad)"
      + (d.count > 6 ? " …" : "") + " then"
  }

  // MARK: - JSON

  struct Payload: Encodable {
    struct SourceShape: Encodable {
      let pass: String

      /// The input or the output of the sweep, from 1.
      let index: Int?
      let node: Int
      let nan: Bool
      let text: String

      /// The local derivative and what was passed on, where their product is the cause.
      let factors: Schema.Vector?
      let reached: [Int]
    }

    struct Replacement: Encodable {
      let node: Int
      let formula: String
      let text: String

      /// The same in Python, with the `where` of a framework.
      let selection: String
    }

    struct RewritingShape: Encodable {
      let nodes: [Replacement]
      let proved: Bool
      let backward: Schema.Vector
    }

    let sources: [SourceShape]
    let rewriting: RewritingShape?
  }

  var payload: Payload {
    Payload(
      sources: sources.map { source in
        var factors: Schema.Vector?
        if case .product(let d, let x, _) = source.source.cause {
          factors = Schema.Vector([d, x])
        }
        let (pass, index): (String, Int?) =
          switch source.source.pass {
          case .evaluation: ("evaluation", nil)
          case .forward(let i): ("forward", i + 1)
          case .backward(let i): ("backward", i + 1)
          }
        return Payload.SourceShape(
          pass: pass, index: index, node: source.source.node + 1, nan: source.source.isNaN,
          text: Self.cause(source.source), factors: factors,
          reached: source.source.reached.map { $0 + 1 })
      },
      rewriting: rewriting.map { rewriting in
        Payload.RewritingShape(
          nodes: rewriting.nodes.map {
            Payload.Replacement(
              node: $0.node + 1, formula: $0.formula, text: $0.replacement.text,
              selection: $0.replacement.selection)
          },
          proved: rewriting.isProved, backward: Schema.Vector(rewriting.derivative))
      })
  }
}
