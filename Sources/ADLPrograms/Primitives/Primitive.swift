/// A row of the primitive table, as a small value.
public struct Primitive: Hashable, Sendable {
  /// The position in `Primitive.table`.
  public let id: UInt16

  /// A rule, by what it is a rule for.
  public enum Kind: Sendable {
    case function(any ElementaryFunction.Type)
    case selection(any ElementarySelection.Type)
  }

  /// The rule that the row declares.
  public var kind: Kind { Self.table[Int(id)] }

  /// The rule that the row declares.
  public var rule: any PrimitiveRule.Type {
    switch kind {
    case .function(let rule): rule
    case .selection(let rule): rule
    }
  }

  /// The rule, where the row is a selection.
  public var selection: (any ElementarySelection.Type)? {
    if case .selection(let rule) = kind { rule } else { nil }
  }

  /// The word for it in programs and listings.
  public var name: String { rule.name }

  /// What `help` says of it.
  public var manual: Manual { rule.manual }

  /// Every primitive, in table order.
  public static var all: [Primitive] { table.indices.map { Primitive(id: UInt16($0)) } }

  /// Returns the primitive called `name`, if there is one.
  public init?(named name: String) {
    guard let id = Self.byName[name] else { return nil }
    self.init(id: id)
  }

  init(id: UInt16) { self.id = id }

  /// Returns the row that declares `rule`.
  /// - Requires: `rule` is listed in the table.
  init(_ rule: any PrimitiveRule.Type) {
    self.init(id: Self.byName[rule.name]!)
  }

  private static let byName = [String: UInt16](
    uniqueKeysWithValues: all.map { ($0.name, $0.id) })
}

extension Primitive {
  /// The ties of a function of one argument: the arguments at which pieces meet, and which pieces.
  public var namedTies: [(argument: Double, pieces: [Int])] {
    guard let selection else { return [] }
    return selection.tiePoints.filter { $0.count == 1 }.map {
      ($0[0], selection.active($0, .none).sites[0].pieces)
    }
  }
}
