import ADLFormats
import ADLText

extension LocatedJSON {
  subscript(key: String) -> LocatedJSON? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  var string: String? { if case .string(let text) = content { text } else { nil } }
  var number: Double? { if case .number(let value) = content { value } else { nil } }
  var boolean: Bool? { if case .boolean(let value) = content { value } else { nil } }
  var array: [LocatedJSON] { if case .array(let elements) = content { elements } else { [] } }
  var members: [Member] { if case .object(let members) = content { members } else { [] } }

  /// The number as a whole one; those beyond all sizes stand for no bound.
  var integer: Int? {
    number.map { $0 >= 0x1p62 ? Int.max : $0 <= -0x1p62 ? -Int.max : Int($0) }
  }
}

/// An argument of an operation of an exported graph.
indirect enum TorchArgument {
  case tensor(String)
  case tensors([String?])
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  case string(String)
  case none
  case list([TorchArgument])

  /// Reads `{"as_int": 3}` and its like; `nil` for what is of no use here.
  init?(_ json: LocatedJSON) {
    guard let member = json.members.first else { return nil }
    let value = member.value
    switch member.key {
    case "as_tensor": self = .tensor(value["name"]?.string ?? "")
    case "as_tensors", "as_optional_tensors":
      self = .tensors(
        value.array.map { element in
          element["name"]?.string ?? element["as_tensor"]?["name"]?.string
        })
    case "as_int", "as_scalar_type": self = .integer(value.integer ?? 0)
    case "as_float":
      self = .number(value.number ?? Self.limit(value.string) ?? .nan)
    case "as_bool": self = .boolean(value.boolean ?? false)
    case "as_string": self = .string(value.string ?? "")
    case "as_none": self = .none
    case "as_ints": self = .list(value.array.map { .integer($0.integer ?? 0) })
    case "as_floats":
      self = .list(value.array.map { .number($0.number ?? Self.limit($0.string) ?? .nan) })
    case "as_bools": self = .list(value.array.map { .boolean($0.boolean ?? false) })
    case "as_sym_int":
      guard let inner = value["as_int"]?.integer else { return nil }
      self = .integer(inner)
    case "as_sym_ints":
      self = .list(value.array.map { .integer($0["as_int"]?.integer ?? 0) })
    default: return nil
    }
  }

  /// The numbers that JSON has no way to write.
  private static func limit(_ text: String?) -> Double? {
    switch text {
    case "Infinity"?: .infinity
    case "-Infinity"?: -.infinity
    default: nil
    }
  }
}

/// An operation of an exported graph.
struct TorchNode {
  /// Its name, without what all begin with: `add.Tensor`.
  let operation: String
  let arguments: [(name: String, value: TorchArgument)]

  /// The names of the results; `nil` for one that is not there.
  let results: [String?]

  /// Where the operation's name stands in the text.
  let range: Range<Int>

  /// The user's file, line and the text of the line, where they are known.
  let place: (file: String, line: Int, text: String)?

  init(_ json: LocatedJSON) {
    let target = json["target"]?.string ?? ""
    operation =
      target.hasPrefix("torch.ops.aten.") ? String(target.dropFirst(15)) : target
    range = json["target"]?.range ?? json.range
    arguments = (json["inputs"]?.array ?? []).compactMap { input in
      guard let name = input["name"]?.string, let value = input["arg"].flatMap(TorchArgument.init)
      else { return nil }
      return (name, value)
    }
    var results: [String?] = []
    for output in json["outputs"]?.array ?? [] {
      switch TorchArgument(output) {
      case .tensor(let name)?: results.append(name)
      case .tensors(let names)?: results += names
      default: results.append(nil)
      }
    }
    self.results = results
    place = Self.place(json["metadata"]?["stack_trace"]?.string)
  }

  /// The innermost frame of a trace: `File "model.py", line 3, in forward`, then the line.
  private static func place(_ trace: String?) -> (file: String, line: Int, text: String)? {
    guard let trace else { return nil }
    let lines = trace.split(separator: "\n", omittingEmptySubsequences: true)
    guard
      let at = lines.lastIndex(where: { $0.contains("File \"") && $0.contains(", line ") })
    else { return nil }
    let parts = lines[at].split(separator: "\"", maxSplits: 2)
    guard parts.count == 3,
      let number = parts[2].split(separator: ",").first(where: { $0.hasPrefix(" line ") })
    else { return nil }
    let text = at + 1 < lines.count ? String(lines[at + 1].drop { $0 == " " }) : ""
    return (String(parts[1]), Int(number.dropFirst(6)) ?? 1, text)
  }
}

/// The numbers of a type of PyTorch, by the number that exported graphs have for it.
enum TorchType {
  static func format(_ number: Int) -> NumberFormat? {
    switch number {
    case 1: .integer(bits: 8, isSigned: false)
    case 2: .integer(bits: 8, isSigned: true)
    case 3: .integer(bits: 16, isSigned: true)
    case 4: .integer(bits: 32, isSigned: true)
    case 5: .integer(bits: 64, isSigned: true)
    case 6: .half
    case 7: .single
    case 8: .double
    case 12: .boolean
    case 13: .bfloat
    default: nil
    }
  }
}
