import ADLFormats
import ADLPrograms

/// The `main` of a file: it prints what the functions return at the points that were asked about
/// beside what is expected, and ends with 1 where they differ.
enum CMain {
  /// Returns the whole of it, with the statements that check each point.
  static func lines(_ checks: [[String]], isExact: Bool) -> [String] {
    var lines = [
      "", "/* Returns 1 where a number is not the one that is expected, and prints both. */",
      "static int differs(const char *what, double x, double expected) {",
    ]
    lines +=
      isExact
      ? ["  const int same = x == expected || (isnan(x) && isnan(expected));"]
      : [
        "  /* The last places of exp, log and their like depend on the C library. */",
        "  const double size = fmax(1.0, fmax(fabs(x), fabs(expected)));",
        "  const int same = x == expected || (isnan(x) && isnan(expected))",
        "    || (size < INFINITY && fabs(x - expected) <= 1e-10 * size);",
      ]
    lines += [
      "  printf(\"%-24s %.17g, adl: %.17g%s\\n\", what, x, expected, same ? \"\" : \"  differs\");",
      "  return !same;", "}",
    ]
    for (i, check) in checks.enumerated() {
      lines += ["", "static int check_\(i + 1)(void) {"] + check + ["}"]
    }
    lines += ["", "int main(void) {", "  int wrong = 0;"]
    lines += checks.indices.map { "  wrong += check_\($0 + 1)();" }
    return lines + ["  return wrong != 0;", "}"]
  }

  /// Returns the statements that check the function called `name` at its points; `nil` where there
  /// are none.
  static func check(_ emitted: EmittedProgram, name: String) -> [String]? {
    let (p, q) = (emitted.program.p, emitted.program.q)
    if emitted.points.isEmpty { return nil }
    let inputs = emitted.inputNames
    let labels =
      (0..<q).map { q == 1 ? "value" : "value \($0 + 1)" }
      + (0..<q).flatMap { i in inputs.map { (q == 1 ? "d/" : "\(i + 1): d/") + $0 } }
    let count = emitted.points.count
    func table(_ name: String, _ width: Int, _ rows: [[Double]]) -> [String] {
      ["  static const double \(name)[\(count)][\(max(width, 1))] = {"]
        + rows.map { "    {\($0.isEmpty ? "0" : $0.map(CText.literal).joined(separator: ", "))}," }
        + ["  };"]
    }
    var lines = ["  static const char *const label[] = {"]
    lines += labels.map { "    \(CText.quoted($0))," } + ["  };"]
    lines += table("point", p, emitted.points.map(\.coordinates))
    lines += table("expected", q + p * q, emitted.points.map { $0.values + $0.jacobian })
    lines += [
      "  double found[\(q + p * q)];", "  int i, k, wrong = 0;",
      "  for (k = 0; k < \(count); k++) {",
      "    printf(\"%s at (\", \(CText.quoted(emitted.name)));",
      "    for (i = 0; i < \(p); i++) printf(i ? \", %.17g\" : \"%.17g\", point[k][i]);",
      "    puts(\")\");",
    ]
    var arguments: [String] = []
    var next = 0
    for parameter in emitted.parameters {
      arguments.append(parameter.sizes.isEmpty ? "point[k][\(next)]" : "point[k] + \(next)")
      next += parameter.count
    }
    let list = arguments.joined(separator: ", ")
    let isNumber = emitted.sizes.isEmpty && q == 1
    return lines + [
      isNumber ? "    found[0] = \(name)(\(list));" : "    \(name)(\(list), found);",
      "    \(name)_\(q == 1 ? "gradient" : "jacobian")(\(list), found + \(q));",
      "    for (i = 0; i < \(q + p * q); i++) wrong += differs(label[i], found[i], expected[k][i]);",
      "  }", "  return wrong;",
    ]
  }
}
