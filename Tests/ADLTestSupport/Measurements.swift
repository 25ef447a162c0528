import ADLPrograms
import Foundation

/// What the frameworks returned, as recorded under Tests/Oracle.
public enum Measurements {
  /// A number of the record: non-finite ones are strings.
  public struct Number: Decodable, Sendable {
    public let value: Double

    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        value = text == "nan" ? .nan : text == "inf" ? .infinity : -.infinity
      } else {
        value = try container.decode(Double.self)
      }
    }
  }

  /// What one framework returned at one point.
  public struct Result: Decodable, Sendable {
    public let value: [Number]
    public let rev: [[Number]]
    public let fwd: [[Number]]
  }

  public struct Point: Decodable, Sendable {
    public let x: [Double]
    public let `class`: String

    /// The Jacobian, where the function is differentiable.
    public let classical: [[Number]]?
    public let tensorflow: Result
    public let pytorch: Result
    public let jax: Result

    /// The results by the profile that they are measurements of.
    public var results: [(Profile, Result)] {
      [(.tensorflow, tensorflow), (.pytorch, pytorch), (.jax, jax)]
    }
  }

  /// A composite program in infix notation.
  public struct Composite: Decodable, Sendable {
    public let id: String
    public let inputs: [String]
    public let lets: [String]
    public let outputs: [String]
    public let points: [Point]

    /// The program as a lambda of the language.
    public var function: String {
      let body = outputs.count == 1 ? outputs[0] : "[\(outputs.joined(separator: ", "))]"
      let lets = lets.isEmpty ? "" : "let \(lets.joined(separator: ", ")) in "
      return "(\(inputs.joined(separator: ", "))) -> \(lets)\(body)"
    }
  }

  /// One call of a framework, and the function of the language that it is compared with.
  public struct Call: Decodable, Sendable {
    public let framework: String
    public let call: String
    public let function: String
    public let x: [Double]
    public let value: [Number]
    public let rev: [[Number]]
  }

  /// One call at a point where something is 0 or not finite, in both modes.
  public struct Edge: Decodable, Sendable {
    public let framework: String
    public let call: String
    public let function: String
    public let x: [Number]
    public let value: [Number]
    public let rev: [[Number]]
    public let fwd: [[Number]]
  }

  /// One call, differentiated twice.
  public struct Second: Decodable, Sendable {
    public let framework: String
    public let call: String
    public let function: String
    public let x: [Double]
    public let first: [[Number]]

    /// The second derivatives by reverse mode over reverse mode, row by row.
    public let rev: [[Number]]
  }

  struct File<Case: Decodable>: Decodable { let cases: [Case] }

  public static let composites: [Composite] = read("composites.json")
  public static let calls: [Call] = read("primitives.json")
  public static let edges: [Edge] = read("edges.json")

  public static let seconds: [Second] = read("second.json")

  private static func read<Case: Decodable>(_ name: String) -> [Case] {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let path = folder.joined(separator: "/") + "/Oracle/" + name
    let data = try! Data(contentsOf: URL(filePath: path))
    return try! JSONDecoder().decode(File<Case>.self, from: data).cases
  }
}
