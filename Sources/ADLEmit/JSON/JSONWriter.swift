import ADLFormats
import ADLPrograms

/// The program as a table in JSON, with a line for each node.
struct JSONWriter: FormWriter {
  static func text(of emitted: EmittedProgram) throws(EmissionFailure) -> String {
    let program = emitted.program
    let head = ProgramShape.Head(
      name: emitted.name, convention: emitted.convention.name, p: program.p, q: program.q,
      m: program.m,
      parameters: emitted.parameters.map { .init(name: $0.name, sizes: $0.sizes) },
      sizes: emitted.sizes, inputs: emitted.inputNames,
      outputs: program.outputs.map { $0 + 1 },
      points: emitted.points.map {
        .init(
          point: .init($0.coordinates), values: .init($0.values), jacobian: .init($0.jacobian))
      })
    var lines = [String(JSONText.line(head).dropLast()) + ",\"nodes\":["]
    for k in program.p..<program.m {
      if k & 0xFFF == 0, emitted.cancellation.isRequested { throw .interrupted }
      let place = emitted.place(program.application(k).anchor)
      let node = ProgramShape.Node(k, of: program, place: place)
      lines.append(JSONText.line(node) + (k + 1 < program.m ? "," : ""))
    }
    return lines.joined(separator: "\n") + "\n]}\n"
  }
}

/// The shapes of a program's table.
enum ProgramShape {
  /// What stands before the nodes.
  struct Head: Encodable {
    struct Parameter: Encodable {
      let name: String
      let sizes: [Int]
    }

    struct Point: Encodable {
      let point: Schema.Vector
      let values: Schema.Vector
      let jacobian: Schema.Vector
    }

    let form = "adl-program/1"
    let name: String
    let convention: String
    let p: Int
    let q: Int
    let m: Int
    let parameters: [Parameter]
    let sizes: [Int]
    let inputs: [String]
    let outputs: [Int]
    let points: [Point]
  }

  /// A node, counted from 1.
  struct Node: Encodable {
    let node: Int
    let primitive: String
    let operands: [Operand]
    let rank: Int?
    let condition: Condition?
    let selection: Selection?
    let derivative: Derivative?
    let rule: Rule?

    /// `true` iff differentiation wrote the node, which has its formula outside the domain too.
    let derived: Bool?
    let place: String?

    init(_ k: Int, of program: Program, place: String? = nil) {
      let application = program.application(k)
      node = k + 1
      primitive = application.primitive.name
      operands = application.operands.map { operand in
        operand.node.map { .init(node: $0 + 1, literal: nil, exact: nil) }
          ?? .init(program.literals[operand.literal!])
      }
      let parameter = Parameter(application.parameter)
      (rank, condition, selection, derivative, rule) = (
        parameter.rank, parameter.condition, parameter.selection, parameter.derivative,
        parameter.rule
      )
      derived = application.isDerived ? true : nil
      self.place = place
    }
  }

  /// A node by its number, or a literal: its double, and the number that it names.
  struct Operand: Encodable {
    let node: Int?
    let literal: Double?
    let exact: String?

    init(node: Int?, literal: Double?, exact: String?) {
      (self.node, self.literal, self.exact) = (node, literal, exact)
    }

    init(_ number: Literal) {
      self.init(node: nil, literal: number.double, exact: number.exact?.description)
    }
  }

  /// What an application carries besides its operands.
  private struct Parameter {
    var rank: Int?
    var condition: Condition?
    var selection: Selection?
    var derivative: Derivative?
    var rule: Rule?

    init(_ parameter: ADLPrograms.Parameter) {
      switch parameter {
      case .none: break
      case .integer(let n): rank = n
      case .condition(let own): condition = Condition(own)
      case .selection(let definition): selection = Selection(definition)
      case .derived(let own): derivative = Derivative(own)
      case .stated(let own): rule = Rule(own)
      }
    }
  }

  /// A comparison of the operands 2 i - 1 and 2 i (of the selection's sides), or several.
  struct Condition: Encodable {
    let comparison: Int?
    let relation: String?
    let and: [Condition]?
    let or: [Condition]?
    let not: [Condition]?

    init(_ condition: ADLPrograms.Condition) {
      var (comparison, relation) = (Int?.none, String?.none)
      var (and, or, not) = ([Condition]?.none, [Condition]?.none, [Condition]?.none)
      switch condition {
      case .comparison(let i, let own): (comparison, relation) = (i + 1, own.rawValue)
      case .and(let parts): and = parts.map { Condition($0) }
      case .or(let parts): or = parts.map { Condition($0) }
      case .not(let part): not = [Condition(part)]
      }
      (self.comparison, self.relation) = (comparison, relation)
      (self.and, self.or, self.not) = (and, or, not)
    }
  }

  /// A program inside a selection.
  struct Part: Encodable {
    let p: Int
    let q: Int
    let m: Int
    let nodes: [Node]

    init(_ program: Program) {
      (p, q, m) = (program.p, program.q, program.m)
      nodes = (program.p..<program.m).map { Node($0, of: program) }
    }
  }

  /// A selection that the user declared: the piece of the first condition that holds, else the last.
  struct Selection: Encodable {
    let name: String
    let conditions: [Condition]
    let pieces: [Part]
    let sides: [Part]

    init(_ definition: SelectionDefinition) {
      name = definition.name
      conditions = definition.conditions.map { Condition($0) }
      pieces = definition.pieces.map { Part($0) }
      sides = definition.sides.map { [Part($0)] } ?? []
    }
  }

  /// The derivative of a selection: the entry for an operand, whether there is one, or the operand
  /// behind its own at the position of the chosen piece.
  struct Derivative: Encodable {
    let base: String
    let operandCount: Int
    let kind: String
    let operand: Int?
    let ties: String
    let rank: Int?
    let condition: Condition?
    let selection: Selection?

    init(_ derived: DerivedSelection) {
      base = derived.base.name
      operandCount = derived.operandCount
      switch derived.kind {
      case .entry(let i): (kind, operand) = ("entry", i + 1)
      case .reach(let i): (kind, operand) = ("reach", i + 1)
      case .pick: (kind, operand) = ("pick", nil)
      }
      ties = Self.words(derived.rule)
      let parameter = Parameter(derived.baseParameter)
      (rank, condition, selection) = (
        parameter.rank, parameter.condition, parameter.selection
      )
    }

    private static func words(_ rule: TieRule) -> String {
      switch rule {
      case .first: "first"
      case .last: "last"
      case .even: "even"
      case .slope(let slope): "slope \(NumberText.text(slope))"
      case .weights(let weights): "weights \(NumberText.vector(weights))"
      case .entries(let even, let slope):
        "\(even ? "even" : "first") entries, slope at 0 \(NumberText.text(slope))"
      case .each(let ties, let otherwise):
        (ties.map { tie in
          "\(words(tie.rule)) where \(tie.pieces.map { "\($0 + 1)" }.joined(separator: ", ")) meet"
        } + [words(otherwise)]).joined(separator: "; ")
      }
    }
  }

  /// A function with a derivative of its author's own: its operands are the inputs, the derivative
  /// in each, and the value.
  struct Rule: Encodable {
    let name: String
    let arguments: [[Int]]

    init(_ rule: StatedRule) {
      name = rule.name
      arguments = rule.arguments.map { argument in
        switch argument {
        case .number: []
        case .vector(let count): [count]
        case .matrix(let rows, let columns): [rows, columns]
        }
      }
    }
  }
}
