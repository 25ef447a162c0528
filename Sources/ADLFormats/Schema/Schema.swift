/// The shapes of facts in JSON, which all answers share: one for each sort of fact.
///
/// `adl-1.schema.json`, beside the documentation, says the same to programs, and a test holds every
/// answer to it.
package enum Schema {
  /// What every object names in `schema`. Keys may be added under this name; none changes its
  /// meaning.
  package static let name = "adl/1"
}

/// A member that is `null` where there is nothing to say, so that readers need not ask whether it
/// is there. An optional member without this wrapper is left out.
@propertyWrapper
package struct Nullable<Value: Encodable>: Encodable {
  package var wrappedValue: Value?

  package init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue {
      try container.encode(wrappedValue)
    } else {
      try container.encodeNil()
    }
  }
}

/// Two values whose members stand in one object.
package struct Joined<First: Encodable, Second: Encodable>: Encodable {
  private let first: First
  private let second: Second

  package init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  package func encode(to encoder: any Encoder) throws {
    try first.encode(to: encoder)
    try second.encode(to: encoder)
  }
}

/// An object of the schema: its kind, and its own members after that.
package struct SchemaObject: Encodable {
  private let kind: String
  private let content: any Encodable

  package init(kind: String, _ content: any Encodable) {
    self.kind = kind
    self.content = content
  }

  private enum CodingKeys: String, CodingKey { case schema, kind }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Schema.name, forKey: .schema)
    try container.encode(kind, forKey: .kind)
    try content.encode(to: encoder)
  }
}
