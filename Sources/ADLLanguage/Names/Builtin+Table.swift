import ADLPrograms

extension Builtin {
  /// Every function that the language provides: the primitives that are called by their names, in
  /// the order of their table, and those that make no node by themselves.
  public static let table: [Builtin] = Primitive.all.compactMap(Builtin.init) + structural

  /// Returns the function called `name`, if there is one.
  public static func named(_ name: String) -> Builtin? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: table.map { ($0.name, $0) })

  private static let structural = [
    Builtin("len(x)", .length), Builtin("zeros(n)", .filled(0)), Builtin("ones(n)", .filled(1)),
    Builtin("eye(n)", .identity), Builtin("iterate(f, k, x)", .iterate),
  ]

  /// Creates the function that is called as `call` says.
  private init(_ call: String, _ kind: Kind) {
    let parts = call.split(separator: "(", maxSplits: 1)
    name = String(parts[0])
    self.kind = kind
    parameters = parts[1].dropLast().split(separator: ",").map { parameter in
      let sides = parameter.split(separator: "=").map { $0.filter { $0 != " " } }
      return Parameter(name: sides[0], fallback: sides.count > 1 ? sides[1] : nil)
    }
  }

  /// Creates the function that calls `primitive` by its name, if the manual says that there is one.
  private init?(_ primitive: Primitive) {
    guard primitive.manual.call.hasPrefix("\(primitive.name)(") else { return nil }
    let kind: Kind =
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
    self.init(primitive.manual.call, kind)
  }
}
