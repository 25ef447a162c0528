import ADLPrograms
import Foundation

/// What the frameworks returned, as recorded under Tests/Oracle.
enum Measurements {
  /// A number of the record: non-finite ones are strings.
  struct Number: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        value = text == "nan" ? .nan : text == "inf" ? .infinity : -.infinity
      } else {
        value = try container.decode(Double.self)
      }
    }
  }

  /// What one framework returned at one point.
  struct Result: Decodable {
    let value: [Number]
    let rev: [[Number]]
    let fwd: [[Number]]
  }

  struct Point: Decodable {
    let x: [Double]
    let `class`: String
    let tensorflow: Result
    let pytorch: Result
    let jax: Result

    /// The results by the profile that they are measurements of.
    var results: [(Profile, Result)] {
      [(.tensorflow, tensorflow), (.pytorch, pytorch), (.jax, jax)]
    }
  }

  /// A composite program in infix notation.
  struct Composite: Decodable {
    let id: String
    let inputs: [String]
    let lets: [String]
    let outputs: [String]
    let points: [Point]

    /// The program as a lambda of the language.
    var function: String {
      let body = outputs.count == 1 ? outputs[0] : "[\(outputs.joined(separator: ", "))]"
      let lets = lets.isEmpty ? "" : "let \(lets.joined(separator: ", ")) in "
      return "(\(inputs.joined(separator: ", "))) -> \(lets)\(body)"
    }
  }

  /// One call of a framework, and the function of the language that it is compared with.
  struct Call: Decodable {
    let framework: String
    let call: String
    let function: String
    let x: [Double]
    let value: [Number]
    let rev: [[Number]]
  }

  struct File<Case: Decodable>: Decodable { let cases: [Case] }

  static let composites: [Composite] = read("composites.json")
  static let calls: [Call] = read("primitives.json")

  private static func read<Case: Decodable>(_ name: String) -> [Case] {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let path = folder.joined(separator: "/") + "/Oracle/" + name
    let data = try! Data(contentsOf: URL(filePath: path))
    return try! JSONDecoder().decode(File<Case>.self, from: data).cases
  }
}
