/// Names that the language takes.
enum Identifier {
  /// A name like `given` that is none of `others`; `fallback` where nothing of it can be kept.
  static func unique(_ given: String, _ fallback: String, _ others: [String]) -> String {
    var name = ""
    for scalar in given.unicodeScalars {
      let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
      let isDigit = scalar.isASCII && ("0"..."9").contains(Character(scalar))
      if isLetter || (isDigit && !name.isEmpty) {
        name.unicodeScalars.append(scalar)
      } else if !name.isEmpty, name.last != "_" {
        name.append("_")
      }
    }
    while name.last == "_" { name.removeLast() }
    if name.isEmpty || reserved.contains(name) { name = name.isEmpty ? fallback : name + "_" }
    var result = name
    var number = 2
    while others.contains(result) {
      result = "\(name)_\(number)"
      number += 1
    }
    return result
  }

  private static let reserved: Set<String> = [
    "let", "in", "if", "then", "else", "for", "and", "or", "not", "selection", "at", "on", "rule",
    "derivative", "ans",
  ]
}
