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
      default:
        if case .exactly = primitive.rule.arity {
          .elementwise(primitive)
        } else {
          .reduction(primitive)
        }
      }
  }
}
