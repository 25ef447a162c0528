import ADLPrograms

extension Builtin {
  /// Every function that the language provides: the primitives that are called by their names, in
  /// the order of their table, and those that make no node by themselves.
  public static let table: [Builtin] = Primitive.all.compactMap(Builtin.init) + structural

  /// Returns the function called `name`, if there is one.
  public static func named(_ name: String) -> Builtin? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: table.map { ($0.name, $0) })

  private static let structural = [
    Builtin(
      .composed(.square), "square", [.number("t")], "t^2.", example: "square(3)", result: "9"),
    Builtin(
      .composed(.fraction), "frac", [.number("t")],
      "t - floor(t): it jumps at every whole number.", example: "frac(2.75)", result: "0.75"),
    Builtin(
      .composed(.modulo), "mod", [.number("a"), .number("b")],
      "a - b floor(a/b): it has the sign of b, and jumps where b divides a.",
      example: "mod(-1, 3)", result: "2"),
    Builtin(
      .composed(.variance), "var", [.vector("x")],
      "The mean of the squared differences from the mean: divided by n, not n - 1.",
      example: "var([1, 2, 3, 4])", result: "1.25"),
    Builtin(
      .composed(.deviation), "std", [.vector("x")],
      "The square root of the variance, as norm2(x - mean(x))/sqrt(n).",
      example: "std([1, 3])", result: "1"),
    Builtin(
      .composed(.softmax), "softmax", [.vector("x")],
      "exp(x - logsumexp(x)); of a matrix, row by row.", example: "softmax([0, 0])",
      result: "[0.5, 0.5]"),
    Builtin(
      .composed(.logSoftmax), "log_softmax", [.vector("x")],
      "x - logsumexp(x); of a matrix, row by row.", example: "log_softmax([2])",
      result: "[0]"),
    Builtin(
      .running(.addition), "cumsum", [.vector("x")], "The sum of the entries so far, at each.",
      example: "cumsum([1, 2, 3])", result: "[1, 3, 6]"),
    Builtin(
      .running(.multiplication), "cumprod", [.vector("x")],
      "The product of the entries so far, at each.", example: "cumprod([1, 2, 3])",
      result: "[1, 2, 6]"),
    Builtin(
      .indicator, "ind", [.condition("c")],
      "1 where the condition holds, else 0; of arrays, entry by entry.", example: "ind(1 < 2)",
      result: "1"),
    Builtin(
      .concatenation, "concat", [.vector("x"), .vector("y")],
      "The entries of all, one after the other; of matrices, the rows.",
      example: "concat([1, 2], 3, [4])", result: "[1, 2, 3, 4]"),
    Builtin(
      .transposition, "transpose", [.init("W", .any)], "The matrix with rows for columns.",
      example: "transpose([1, 2; 3, 4])", result: "[1, 3; 2, 4]"),
    Builtin(
      .row, "row", [.init("W", .any), .natural("i")], "Row i of a matrix, as a vector.",
      example: "row([1, 2; 3, 4], 2)", result: "[3, 4]"),
    Builtin(
      .column, "column", [.init("W", .any), .natural("j")], "Column j of a matrix, as a vector.",
      example: "column([1, 2; 3, 4], 2)", result: "[2, 4]"),
    Builtin(
      .spacing, "linspace", [.number("a"), .number("b"), .natural("n")],
      "n numbers from a to b, evenly spaced.", example: "linspace(0, 1, 5)",
      result: "[0, 0.25, 0.5, 0.75, 1]"),
    Builtin(
      .length, "len", [.vector("x")], "The number of entries.", example: "len([2, 5, 3])",
      result: "3"),
    Builtin(
      .filled(0), "zeros", [.natural("n")], "The vector of n zeros; zeros(m, n) is a matrix.",
      example: "zeros(3)", result: "[0, 0, 0]"),
    Builtin(
      .filled(1), "ones", [.natural("n")], "The vector of n ones; ones(m, n) is a matrix.",
      example: "ones(3)", result: "[1, 1, 1]"),
    Builtin(
      .identity, "eye", [.natural("n")], "The identity matrix with n rows.",
      example: "eye(2) @ [3, 4]", result: "[3, 4]"),
    Builtin(
      .iterate, "iterate", [.init("f", .function), .natural("k"), .init("x", .any)],
      "f applied k times, from x on.", example: "iterate(t -> 2*t, 10, 1)", result: "1024"),
    Builtin(
      .fold, "fold", [.init("f", .function), .init("s", .any), .init("a..b", .range)],
      "The last of the states s, f(s, a), …, where f takes the state and the index.",
      example: "fold((s, i) -> s + i^2, 0, 1..3)", result: "14"),
    Builtin(
      .scan, "scan", [.init("f", .function), .init("s", .any), .init("a..b", .range)],
      "The states after each step of `fold`: of numbers a vector, of vectors the rows of a matrix.",
      example: "scan((s, i) -> s + i^2, 0, 1..3)", result: "[1, 5, 14]"),
  ]

  private init(
    _ kind: Kind, _ name: String, _ parameters: [Signature.Parameter], _ summary: String,
    example: String, result: String
  ) {
    self.kind = kind
    signature = Signature(name, parameters)
    manual = Manual(.called(signature), summary, example: example, result: result)
  }

  /// Creates the function that calls `primitive` by its name, if the manual says that there is one.
  private init?(_ primitive: Primitive) {
    guard let signature = primitive.manual.signature, signature.name == primitive.name else {
      return nil
    }
    self.signature = signature
    manual = primitive.manual
    kind =
      switch primitive {
      case .maximum: .extremum(pair: .maximum, many: .maximumOfMany)
      case .minimum: .extremum(pair: .minimum, many: .minimumOfMany)
      case .dot: .dot
      case .sortedEntry: .sort
      case .largest: .largest
      case .cummax, .cummin: .running(primitive)
      case .entryAtMaximum, .entryAtMinimum: .position(primitive)
      case .interp: .interpolation
      case .choice: .choice
      default:
        if case .exactly = primitive.rule.arity {
          .elementwise(primitive)
        } else {
          .reduction(primitive)
        }
      }
  }
}
