/// A type of MLIR, as far as programs on arrays have it.
enum MLIRType: Equatable {
  /// An array; a size that is `nil` is not fixed.
  case tensor([Int?], element: String)

  /// Any other type, by its text.
  case other(String)
}

/// An attribute's value.
indirect enum MLIRAttribute {
  case integer(Int)
  case number(Double)
  case string(String)
  case symbol(String)

  /// A word that stands for itself, such as `DEFAULT`, or `true`.
  case word(String)
  case list([MLIRAttribute])
  case dictionary([String: MLIRAttribute])

  /// `dense<…> : type`: the numbers, of which a single one stands for all.
  case dense(DenseNumbers, MLIRType?)

  /// `[…] x […]`
  case pair(MLIRAttribute, MLIRAttribute)

  /// Text that only one operation reads, such as the dimensions of a convolution.
  case text(String)

  /// The numbers of an array, or of a list.
  var integers: [Int]? {
    switch self {
    case .list(let elements):
      var result: [Int] = []
      for element in elements {
        if case .integer(let value) = element {
          result.append(value)
        } else if case .word(let word) = element, word == "true" || word == "false" {
          result.append(word == "true" ? 1 : 0)
        } else if let inner = element.integers {
          result += inner
        } else {
          return nil
        }
      }
      return result
    case .dense(let numbers, let type):
      guard var values = numbers.integers else { return nil }
      if case .tensor(let sizes, _)? = type, values.count == 1 {
        let count = sizes.reduce(1) { $0 * ($1 ?? 1) }
        values = Array(repeating: values[0], count: count)
      }
      return values
    default: return nil
    }
  }

  var integer: Int? {
    switch self {
    case .integer(let value): value
    case .word(let word): word == "true" ? 1 : word == "false" ? 0 : nil
    case .dense: integers?.first
    default: nil
    }
  }

  var word: String? {
    switch self {
    case .word(let word), .string(let word), .symbol(let word), .text(let word): word
    default: nil
    }
  }

  var dictionary: [String: MLIRAttribute]? {
    if case .dictionary(let members) = self { members } else { nil }
  }

  /// Whether a flag is set.
  var isTrue: Bool { integer == 1 }
}

/// The numbers of `dense<…>`, each by its value and, where it is one, as a whole number.
struct DenseNumbers {
  var values: [Double] = []

  /// The whole numbers, where all are; they may be too large for a double.
  var integers: [Int]? = []

  /// The bits of the numbers, where they are written so; of the width that the type says.
  var bits: [UInt64?] = []
}

/// A place that a location names.
indirect enum MLIRLocation {
  case unknown
  case alias(String)
  case named(String, MLIRLocation?)
  case file(String, line: Int, column: Int, endColumn: Int?)
  case call(callee: MLIRLocation, caller: MLIRLocation)
  case several([MLIRLocation])
}

/// A use of a value: its name, and which of its results.
struct MLIRUse {
  let name: String
  let number: Int
  let range: Range<Int>
}

/// An argument of a function or a block.
struct MLIRArgument {
  let name: String
  let type: MLIRType
  let range: Range<Int>
  var location: MLIRLocation?
}

/// The operations between two braces.
struct MLIRBlock {
  var arguments: [MLIRArgument] = []
  var operations: [MLIROperation] = []
}

/// One operation, whichever way it was written.
final class MLIROperation {
  let name: String
  let nameRange: Range<Int>
  var operands: [MLIRUse] = []

  /// The names of the results, each with how many values it stands for.
  var results: [(name: String, count: Int)] = []
  var attributes: [String: MLIRAttribute] = [:]

  /// Words that stand alone, such as `LT`.
  var words: [String] = []
  var regions: [MLIRBlock] = []
  var types: [MLIRType] = []
  var resultTypes: [MLIRType]?
  var location: MLIRLocation?
  var range: Range<Int>

  init(name: String, nameRange: Range<Int>) {
    self.name = name
    self.nameRange = nameRange
    range = nameRange
  }
}

/// A function of a module.
final class MLIRFunction {
  let name: String
  let isPublic: Bool
  let arguments: [MLIRArgument]
  let body: MLIRBlock
  let nameRange: Range<Int>

  init(
    name: String, isPublic: Bool, arguments: [MLIRArgument], body: MLIRBlock,
    nameRange: Range<Int>
  ) {
    self.name = name
    self.isPublic = isPublic
    self.arguments = arguments
    self.body = body
    self.nameRange = nameRange
  }
}

/// A module: its functions, and what its locations stand for.
struct MLIRModule {
  var name: String?
  var functions: [MLIRFunction] = []
  var locations: [String: MLIRLocation] = [:]

  func function(_ name: String) -> MLIRFunction? { functions.first { $0.name == name } }

  /// The innermost place in a file of a location, and the last name on the way to it.
  func place(of location: MLIRLocation?) -> (place: MLIRLocation, name: String?)? {
    var name: String?
    func find(_ location: MLIRLocation?, _ depth: Int) -> MLIRLocation? {
      guard let location, depth < 1000 else { return nil }
      switch location {
      case .unknown: return nil
      case .alias(let alias): return find(locations[alias], depth + 1)
      case .named(let text, let inner):
        if name == nil { name = text }
        return find(inner, depth + 1)
      case .file: return location
      case .call(let callee, let caller):
        return find(callee, depth + 1) ?? find(caller, depth + 1)
      case .several(let parts):
        for part in parts { if let found = find(part, depth + 1) { return found } }
        return nil
      }
    }
    return find(location, 0).map { ($0, name) }
  }

  /// The name that a location gives, such as that of an argument.
  func name(of location: MLIRLocation?) -> String? {
    switch location {
    case .alias(let alias)?: name(of: locations[alias])
    case .named(let text, _)?: text
    default: nil
    }
  }
}
