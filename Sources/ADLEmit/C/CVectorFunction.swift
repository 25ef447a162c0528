import ADLPrograms

/// A function of as many numbers as one likes, as loops over them.
struct CVectorFunction {
  /// The statements that return the value of `x`, and those that fill `d` at a value `y`; `COUNT` stands
  /// for the number of operands, `HALF` for half of it.
  private struct Form {
    let value: [String]
    let derivative: [String]
    var helpers: [String] = []
    var callsLibrary = false
  }

  private let form: Form
  private let count: Int

  /// What d is on an edge of the domain, where every operand is 0 and the convention says so.
  private let edge: Double?

  /// - Returns: `nil` for functions whose steps are written out.
  init?(_ primitive: Primitive, count: Int, under convention: Convention) {
    guard let form = Self.forms[primitive] else { return nil }
    self.form = form
    self.count = count
    if case .slope(let slope)? = convention.rule(for: primitive) {
      edge = slope
    } else {
      edge = nil
    }
  }

  func text(_ name: String, _ rule: LocalRule, _ helpers: inout CHelpers) -> CFunctionText {
    for helper in form.helpers { helpers.need(helper) }
    let pass = rule.helper
    helpers.need(pass)
    var text = CFunctionText(takesArray: true)
    text.sweeps = true
    text.callsLibrary = form.callsLibrary
    func sized(_ lines: [String]) -> [String] {
      lines.map {
        "  " + $0.replacing("HALF", with: "\(count / 2)").replacing("COUNT", with: "\(count)")
      }
    }
    let usesValue = form.derivative.contains { $0.contains("y") }
    let usesNumbers = form.derivative.contains { $0.contains("x[") } || edge != nil
    text.lines += ["static double \(name)_value(const double *x) {"] + sized(form.value) + ["}"]
    text.lines += [
      "static void \(name)_sweep(const double *x, double y, double v, struct adjoint *a,",
      "                          const int *at) {",
      "  double d[\(count)];",
      "  int i, has[\(count)];",
    ]
    if !usesValue { text.lines.append("  (void)y;") }
    if !usesNumbers { text.lines.append("  (void)x;") }
    text.lines += sized(form.derivative)
    if let edge {
      text.lines += [
        "  for (i = 0; i < \(count) && x[i] == 0; i++) continue;",
        "  if (i == \(count)) for (i = 0; i < \(count); i++) d[i] = \(CText.literal(edge));",
      ]
    }
    text.lines += [
      "  for (i = 0; i < \(count); i++) has[i] = 1;",
      "  \(pass)(\(count), d, has, v, a, at);", "}",
    ]
    return text
  }

  private static let forms: [Primitive: Form] = [
    .sum: Form(
      value: ["return lane_sum(COUNT, x);"],
      derivative: ["for (i = 0; i < COUNT; i++) d[i] = 1.0;"],
      helpers: ["lane_sum"]),
    .mean: Form(
      value: ["return lane_sum(COUNT, x) / COUNT.0;"],
      derivative: ["for (i = 0; i < COUNT; i++) d[i] = 1.0 / COUNT.0;"], helpers: ["lane_sum"]),
    .product: Form(
      value: [
        "double p = x[0];", "int i;", "for (i = 1; i < COUNT; i++) p = p * x[i];", "return p;",
      ],
      derivative: [
        "double before = x[0];",
        "d[COUNT - 1] = x[COUNT - 1];",
        "for (i = COUNT - 2; i >= 0; i--) d[i] = x[i] * d[i + 1];",
        "d[0] = COUNT > 1 ? d[COUNT > 1] : 1.0;",
        "for (i = 1; i < COUNT; i++) {",
        "  d[i] = i + 1 < COUNT ? before * d[i + (i + 1 < COUNT)] : before;",
        "  before = before * x[i];",
        "}",
      ]),
    .dot: Form(
      value: [
        "double t[HALF];", "int i;", "for (i = 0; i < HALF; i++) t[i] = x[i] * x[HALF + i];",
        "return lane_sum(HALF, t);",
      ],
      derivative: [
        "for (i = 0; i < HALF; i++) {", "  d[i] = x[HALF + i];", "  d[HALF + i] = x[i];", "}",
      ], helpers: ["lane_sum"]),
    .euclideanNorm: Form(
      value: [
        "double t[COUNT];", "int i;", "for (i = 0; i < COUNT; i++) t[i] = x[i] * x[i];",
        "return sqrt(lane_sum(COUNT, t));",
      ], derivative: ["for (i = 0; i < COUNT; i++) d[i] = x[i] / y;"], helpers: ["lane_sum"]),
    .logSumExp: Form(
      value: [
        "double top = x[0], t[COUNT];", "int i;",
        "for (i = 1; i < COUNT; i++) if (x[i] - top > 0) top = x[i];",
        "if (top == INFINITY || top == -INFINITY) return top;",
        "for (i = 0; i < COUNT; i++) t[i] = exp(x[i] - top);",
        "return top + log(lane_sum(COUNT, t));",
      ], derivative: ["for (i = 0; i < COUNT; i++) d[i] = exp(x[i] - y);"], helpers: ["lane_sum"],
      callsLibrary: true),
  ]
}

extension LocalRule {
  /// The helper that passes on by the rule.
  var helper: String {
    switch self {
    case .absent: "pass_absent"
    case .zero: "pass_zero"
    case .product, .blend: "pass_product"
    case .zeroOfZero: "pass_zero_of_zero"
    }
  }
}
