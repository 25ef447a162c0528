import Foundation

/// A JSON Schema: the part of the standard that `adl-1.schema.json` uses.
///
/// `type`, `enum`, `const`, `pattern`, `properties`, `required`, `additionalProperties: false`,
/// `items`, `anyOf`, `oneOf` and `$ref` to `$defs`; any other keyword that claims something is
/// refused.
public final class JSONSchema: Sendable {
  public let root: JSON
  private let definitions: [String: JSON]

  /// The schema of what adl prints.
  public static let adl: JSONSchema = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/ADLFormats/Schema/adl-1.schema.json")
    do {
      return JSONSchema(try JSON(String(contentsOf: file, encoding: .utf8)))
    } catch {
      fatalError("\(error)")
    }
  }()

  /// Creates the schema that `root` describes.
  public init(_ root: JSON) {
    self.root = root
    if case .object(let definitions)? = root["$defs"] {
      self.definitions = definitions
    } else {
      definitions = [:]
    }
  }

  /// The schemas that have a name.
  public var names: [String] { definitions.keys.sorted() }

  /// Returns the schema of that name.
  public func definition(_ name: String) -> JSON? { definitions[name] }

  /// Returns the place and the reason of the first fault in the line of JSON; `nil` where it is
  /// valid.
  public func fault(in line: String) -> String? {
    do throws(JSON.Failure) {
      return fault(in: try JSON(line))
    } catch {
      return "not JSON: \(error.reason) at byte \(error.offset)"
    }
  }

  /// Returns the place and the reason of the first fault in the value; `nil` where it is valid.
  public func fault(in value: JSON) -> String? {
    var validation = Validation(definitions: definitions)
    return validation.fault(value, root).map { fault in
      "/\(fault.path.reversed().joined(separator: "/")): \(fault.reason)"
    }
  }
}

/// One value being held to a schema.
private struct Validation {
  let definitions: [String: JSON]

  /// Whether strings match a pattern: most occur many times.
  private var matches: [String: [String: Bool]] = [:]

  private static let known: Set = [
    "$schema", "$defs", "title", "description", "$ref", "type", "enum", "const", "pattern",
    "properties", "required", "additionalProperties", "items", "anyOf", "oneOf",
  ]

  /// Why a value does not fit, and the keys that lead to it, the last one first.
  struct Fault {
    var path: [String] = []
    let reason: String

    /// How far the value fits: not at all where it is of another kind.
    var depth: Int { path == ["kind"] || path == ["literal"] ? -1 : path.count }
  }

  init(definitions: [String: JSON]) { self.definitions = definitions }

  mutating func fault(_ value: JSON, _ schema: JSON) -> Fault? {
    guard case .object(let keywords) = schema else {
      return Fault(reason: "the schema is not an object")
    }
    if let name = keywords["$ref"]?.string {
      guard let target = definitions[String(name.dropFirst("#/$defs/".count))] else {
        return Fault(reason: "there is no `\(name)`")
      }
      return fault(value, target)
    }
    if let odd = keywords.keys.first(where: { !Self.known.contains($0) }) {
      return Fault(reason: "the schema has `\(odd)`, which is not looked at")
    }
    return constantFault(value, keywords) ?? alternativeFault(value, keywords)
      ?? objectFault(value, keywords) ?? elementFault(value, keywords)
  }

  private mutating func constantFault(_ value: JSON, _ keywords: [String: JSON]) -> Fault? {
    if let constant = keywords["const"], constant != value {
      return Fault(reason: "\(value.summary) is not \(constant.summary)")
    }
    if let words = keywords["enum"], !words.elements.contains(value) {
      return Fault(reason: "\(value.summary) is not in the list")
    }
    if let type = keywords["type"]?.string, !value.has(type: type) {
      return Fault(reason: "\(value.type) is not \(type)")
    }
    guard let pattern = keywords["pattern"]?.string, let text = value.string else { return nil }
    let isMatch =
      matches[pattern]?[text] ?? ((try? Regex(pattern)).map { text.contains($0) } ?? false)
    matches[pattern, default: [:]][text] = isMatch
    return isMatch ? nil : Fault(reason: "`\(text)` does not match \(pattern)")
  }

  private mutating func alternativeFault(_ value: JSON, _ keywords: [String: JSON]) -> Fault? {
    for word in ["anyOf", "oneOf"] {
      guard let alternatives = keywords[word] else { continue }
      var fitting = 0
      var furthest: Fault?
      for alternative in alternatives.elements {
        guard let fault = fault(value, alternative) else {
          fitting += 1
          if word == "anyOf" { break }
          continue
        }
        // The alternative that went furthest is the one that was meant.
        if fault.depth >= furthest?.depth ?? -1 { furthest = fault }
      }
      if fitting == 0 { return furthest }
      if fitting > 1 { return Fault(reason: "\(fitting) of the alternatives fit") }
    }
    return nil
  }

  private mutating func objectFault(_ value: JSON, _ keywords: [String: JSON]) -> Fault? {
    guard case .object(let members) = value else { return nil }
    // What tells answers apart comes first, so that the others are dismissed at once.
    for key in ["kind", "literal"] + members.keys.filter({ $0 != "kind" && $0 != "literal" }) {
      guard let member = members[key] else { continue }
      if let schema = keywords["properties"]?[key] {
        if var fault = fault(member, schema) {
          fault.path.append(key)
          return fault
        }
      } else if keywords["additionalProperties"] == .boolean(false) {
        return Fault(reason: "the key `\(key)` is not listed")
      }
    }
    for key in keywords["required"]?.elements ?? [] where members[key.string ?? ""] == nil {
      return Fault(reason: "the key `\(key.string ?? "")` is missing")
    }
    return nil
  }

  private mutating func elementFault(_ value: JSON, _ keywords: [String: JSON]) -> Fault? {
    guard case .array(let elements) = value, let schema = keywords["items"] else { return nil }
    for (i, element) in elements.enumerated() {
      if var fault = fault(element, schema) {
        fault.path.append("\(i)")
        return fault
      }
    }
    return nil
  }
}

extension JSON {
  /// The value, or what it is where it is long.
  fileprivate var summary: String {
    switch self {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let text): "`\(text)`"
    case .array, .object: type
    }
  }

  fileprivate var type: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  fileprivate func has(type name: String) -> Bool {
    if name == "integer", case .number(let number) = self { return number == number.rounded() }
    return type == name
  }
}
