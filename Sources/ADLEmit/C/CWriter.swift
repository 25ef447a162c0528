import ADLFormats
import ADLPrograms

/// The program as a file of C99: the function, and its derivative by the backward mode.
///
/// Every elementary function is a function of the file, written by running its rule over numbers
/// that write down their steps; the nodes are calls, in the order of the program, and the sweep
/// goes through them from the last to the first, as the definition does.
struct CWriter: FormWriter {
  /// The largest program that is written.
  static let limit = 200_000

  /// How many nodes are computed by one function of the file: compilers take longer for long ones.
  private static let partLength = 200

  /// The largest program whose numbers are on the stack.
  private static let stackLimit = 10_000

  private let emitted: EmittedProgram
  private let program: Program
  private let isNeeded: [Bool]

  /// The names of the function and of its parameters in C.
  private let name: String
  private let parameters: [String]

  static func text(of emitted: EmittedProgram) throws(EmissionFailure) -> String {
    try text(of: [emitted])
  }

  /// Returns one file of several programs.
  static func text(of programs: [EmittedProgram]) throws(EmissionFailure) -> String {
    var functions = CFunctions()
    var (head, body) = ([String](), [String]())
    var checks: [[String]] = []
    var names = CText.reserved
    for emitted in programs {
      if emitted.program.m > limit { throw .tooLarge(nodes: emitted.program.m, limit: limit) }
      let writer = CWriter(emitted, taken: &names)
      body += try writer.text(&functions)
      head += writer.comment
      checks += CMain.check(emitted, name: writer.name).map { [$0] } ?? []
    }
    let usesHeap = programs.contains { $0.program.m > stackLimit }
    var lines = head + ["#include <math.h>"]
    if !checks.isEmpty { lines.append("#include <stdio.h>") }
    if usesHeap || functions.helpers.sorts { lines.append("#include <stdlib.h>") }
    lines += [
      "", "/* What the sweep has brought to a node, and whether it has come there at all. */",
      "struct adjoint { double v; int met; };", "",
      "static inline void add(struct adjoint *a, double c) {", "  if (!a) return;",
      "  a->v = a->v + c;", "  a->met = 1;", "}",
    ]
    lines += functions.helpers.lines + functions.lines + body
    if !checks.isEmpty { lines += CMain.lines(checks, isExact: !functions.callsLibrary) }
    return lines.joined(separator: "\n") + "\n"
  }

  private init(_ emitted: EmittedProgram, taken names: inout Set<String>) {
    self.emitted = emitted
    program = emitted.program
    isNeeded = program.neededNodes
    var word = CText.identifier(emitted.identifier)
    // The functions of the file end in these.
    if ["_value", "_sweep", "_entries", "_gradient", "_jacobian"].contains(where: word.hasSuffix)
      || word.hasPrefix("take_") || word.hasPrefix("pass_")
    {
      word += "_"
    }
    name = Self.fresh(word, taken: names)
    names.insert(name)
    var taken = names.union(["gradient", "jacobian", "value"])
    parameters = emitted.parameters.map { parameter in
      let name = Self.fresh(CText.identifier(parameter.name), taken: taken)
      taken.insert(name)
      return name
    }
  }

  private static func fresh(_ word: String, taken: Set<String>) -> String {
    var name = word
    while taken.contains(name) { name += "_" }
    return name
  }

  // MARK: - The file

  private func text(_ functions: inout CFunctions) throws(EmissionFailure) -> [String] {
    let (values, sweeps) = try nodes(&functions)
    return parts(values, "values", "double *x", comment: "The nodes in order: Algorithm 1.")
      + parts(
        sweeps, "sweep", "const double *x, struct adjoint *a",
        comment: "The nodes from the last to the first: Algorithm 2, backward.")
      + valueFunction(values.count) + derivativeFunction(values.count, sweeps.count)
  }

  private var comment: [String] {
    let inputs = emitted.parameters.map { CText.comment($0.text) }.joined(separator: ", ")
    let derivative =
      program.q == 1 ? "\(name)_gradient writes its derivative" : "\(name)_jacobian its Jacobian"
    var lines = [
      "/*",
      " * \(CText.comment(emitted.name)): p = \(program.p), q = \(program.q), m = \(program.m)",
      " * parameters: \(inputs)", " * convention: \(CText.comment(emitted.convention.name))", " *",
      " * \(name) returns the value, and \(derivative), by the backward mode of",
      " * algorithmic differentiation, an entry an input; vectors and matrices are rows of numbers.",
      " * Outside its domain a function has no value: NAN. Compile without contraction of products",
      " * and sums: -std=c99 -O2 -ffp-contract=off, and link with -lm.",
    ]
    if program.m > Self.stackLimit {
      lines.append(" * Where memory lacks, the results are NAN.")
    }
    return lines + [" */"]
  }

  /// Returns the statements of the values and of the sweep, one a node, each in its own order.
  private func nodes(
    _ functions: inout CFunctions
  ) throws(EmissionFailure) -> ([String], [String]) {
    var (values, sweeps) = ([String](), [String]())
    for k in program.p..<program.m where isNeeded[k] {
      if k & 0x3FF == 0, emitted.cancellation.isRequested { throw .interrupted }
      let application = program.application(k)
      guard let call = functions.call(application, under: emitted.convention) else {
        throw .unwritable(
          node: k, reason: "(\(application.name)) has more cases than are written out")
      }
      let operands = application.operands
      let entry = call.entry.map { ", \($0)" } ?? ""
      if !call.takesArray {
        let arguments = operands.map(text).joined(separator: ", ")
        values.append("x[\(k)] = \(call.name)_value(\(arguments));")
        guard call.sweeps else { continue }
        let targets = operands.map { $0.node.map { "&a[\($0)]" } ?? "0" }
        sweeps.append(
          "if (a[\(k)].met) \(call.name)_sweep(\(arguments), x[\(k)], a[\(k)].v, "
            + "\(targets.joined(separator: ", ")));")
        continue
      }
      let row = row(of: operands)
      let numbers = row.map { "&x[\($0)]" } ?? "g"
      let gather =
        row == nil ? "const double g[] = {\(operands.map(text).joined(separator: ", "))}; " : ""
      let value = "x[\(k)] = \(call.name)_value(\(numbers)\(entry));"
      values.append(row == nil ? "{ \(gather)\(value) }" : value)
      guard call.sweeps else { continue }
      let at = operands.map { "\($0.node ?? -1)" }.joined(separator: ", ")
      let sweep =
        "\(call.name)_sweep(\(numbers), x[\(k)], a[\(k)].v, "
        + (row.map { "&a[\($0)], 0\(entry));" } ?? "a, at\(entry));")
      sweeps.append(
        row == nil
          ? "if (a[\(k)].met) { \(gather)static const int at[] = {\(at)}; \(sweep) }"
          : "if (a[\(k)].met) \(sweep)")
    }
    return (values, sweeps.reversed())
  }

  /// The first of operands that are nodes one after the other.
  private func row(of operands: ArraySlice<Operand>) -> Int? {
    guard let first = operands.first?.node else { return nil }
    for (i, operand) in operands.enumerated() where operand.node != first + i { return nil }
    return first
  }

  private func text(_ operand: Operand) -> String {
    operand.node.map { "x[\($0)]" } ?? CText.literal(program.literals[operand.literal!].double)
  }

  private func parts(
    _ statements: [String], _ word: String, _ arguments: String, comment: String
  ) -> [String] {
    var lines: [String] = statements.isEmpty ? [] : ["", "/* \(comment) */"]
    for (number, start) in stride(from: 0, to: statements.count, by: Self.partLength).enumerated() {
      let end = min(start + Self.partLength, statements.count)
      lines.append("static void \(name)_part_\(word)_\(number + 1)(\(arguments)) {")
      if word == "sweep", !statements[start..<end].contains(where: { $0.contains("x[") }) {
        lines.append("  (void)x;")
      }
      lines += statements[start..<end].map { "  " + $0 } + ["}"]
    }
    return lines
  }

  // MARK: - The functions of the file

  private var arguments: String {
    let all = zip(emitted.parameters, parameters).map { parameter, name in
      parameter.sizes.isEmpty
        ? "double \(name)" : "const double \(name)[\(max(parameter.count, 1))]"
    }
    return all.joined(separator: ", ")
  }

  private func run(_ word: String, _ arguments: String, _ statementCount: Int) -> [String] {
    let parts = (statementCount + Self.partLength - 1) / Self.partLength
    return parts == 0 ? [] : (1...parts).map { "\(name)_part_\(word)_\($0)(\(arguments));" }
  }

  /// The statements that give the inputs their values.
  private var inputs: [String] {
    var next = 0
    return zip(emitted.parameters, parameters).flatMap { parameter, name -> [String] in
      defer { next += parameter.count }
      if parameter.sizes.isEmpty { return ["node[\(next)] = \(name);"] }
      if parameter.count == 0 { return ["(void)\(name);"] }
      return ["for (i = 0; i < \(parameter.count); i++) node[\(next) + i] = \(name)[i];"]
    }
  }

  /// The head of a function, with its numbers and a counter.
  private func opening(
    _ head: String, _ arrays: [(type: String, name: String, count: Int)], failing: [String]
  ) -> [String] {
    var lines = ["", head + " {"]
    for array in arrays {
      lines.append(
        program.m > Self.stackLimit
          ? "  \(array.type) *\(array.name) = malloc(\(array.count) * sizeof(\(array.type)));"
          : "  \(array.type) \(array.name)[\(array.count)];")
    }
    lines.append("  int i;")
    if program.m > Self.stackLimit {
      lines.append("  if (\(arrays.map { "!\($0.name)" }.joined(separator: " || "))) {")
      lines += arrays.map { "    free(\($0.name));" } + failing.map { "    " + $0 } + ["  }"]
    }
    return lines
  }

  private func closing(_ names: [String]) -> [String] {
    program.m > Self.stackLimit ? names.map { "  free(\($0));" } : []
  }

  private func valueFunction(_ count: Int) -> [String] {
    let isNumber = emitted.sizes.isEmpty && program.q == 1
    let head =
      isNumber
      ? "double \(name)(\(arguments))" : "void \(name)(\(arguments), double value[\(program.q)])"
    let q = program.q
    let failing =
      isNumber
      ? ["return NAN;"] : ["for (i = 0; i < \(q); i++) value[i] = NAN;", "return;"]
    var lines = opening(head, [("double", "node", program.m)], failing: failing)
    if isNumber { lines.append("  double value;") }
    lines += (["(void)i;"] + inputs + run("values", "node", count)).map { "  " + $0 }
    let first = program.outputs.lowerBound
    lines.append(
      isNumber
        ? "  value = node[\(first)];"
        : "  for (i = 0; i < \(q); i++) value[i] = node[\(first) + i];")
    lines += closing(["node"])
    if isNumber { lines.append("  return value;") }
    return lines + ["}"]
  }

  private func derivativeFunction(_ values: Int, _ sweeps: Int) -> [String] {
    let (p, q, m) = (program.p, program.q, program.m)
    let word = q == 1 ? "gradient" : "jacobian"
    let result = "double \(word)[\(max(p * q, 1))]"
    let head = "void \(name)_\(word)(\(arguments), \(result))"
    var lines = opening(
      head, [("double", "node", m), ("struct adjoint", "adjoint", m)],
      failing: ["for (i = 0; i < \(p * q); i++) \(word)[i] = NAN;", "return;"])
    if q > 1 { lines.append("  int k;") }
    lines += (inputs + run("values", "node", values)).map { "  " + $0 }
    let indent = q > 1 ? "    " : "  "
    if q > 1 { lines.append("  for (k = 0; k < \(q); k++) {") }
    lines += [
      "\(indent)for (i = 0; i < \(m); i++) {", "\(indent)  adjoint[i].v = 0;",
      "\(indent)  adjoint[i].met = 0;", "\(indent)}",
      "\(indent)add(&adjoint[\(program.outputs.lowerBound)\(q > 1 ? " + k" : "")], 1.0);",
    ]
    lines += run("sweep", "node, adjoint", sweeps).map { indent + $0 }
    let row = q > 1 ? "k * \(p) + i" : "i"
    lines.append("\(indent)for (i = 0; i < \(p); i++) \(word)[\(row)] = adjoint[i].v;")
    if q > 1 { lines.append("  }") }
    return lines + closing(["node", "adjoint"]) + ["}"]
  }
}

extension Program {
  /// Which nodes some output needs, whatever branches are taken.
  fileprivate var neededNodes: [Bool] {
    var isNeeded = [Bool](repeating: false, count: m)
    for k in outputs { isNeeded[k] = true }
    for k in (p..<m).reversed() where isNeeded[k] {
      for operand in application(k).operands { if let j = operand.node { isNeeded[j] = true } }
    }
    return isNeeded
  }
}
