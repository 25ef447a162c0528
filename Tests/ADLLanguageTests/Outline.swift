@testable import ADLLanguage

/// A tree as a text without brackets of its own choice: equal texts are equal trees.
struct Outline {
  private(set) var text = ""
  private let tree: SyntaxTree

  init(_ id: ExpressionID, of tree: SyntaxTree) {
    self.tree = tree
    write(id)
  }

  private mutating func write(_ id: ExpressionID) {
    switch tree[id] {
    case .number: text += tree.text(id)
    case .name(let name): text += tree[name]
    case .prefix(let operation, _): text += "\(operation)"
    case .infix(let operation, _, _): text += "\(operation)"
    case .comparison(let links, _): text += "\(tree[links].map(\.operation))"
    case .derivative(_, let order): text += "derivative \(order)"
    case .call: text += "call"
    case .index: text += "index"
    case .range: text += "range"
    case .column(_, let name): text += "column \(tree[name])"
    case .vector: text += "vector"
    case .matrix: text += "matrix"
    case .comprehension(let list):
      text += "for \(tree[tree[list].variable]) \(tree[list].condition != nil)"
    case .conditional: text += "if"
    case .letting(let bindings, _): text += "let \(tree[bindings].map { tree[$0.name] })"
    case .lambda(let parameters, _):
      text += "lambda \(SyntaxPrinter.print(parameters, of: tree))"
    case .tuple: text += "tuple"
    }
    text += "("
    for child in tree.children(of: id) {
      write(child)
      text += ","
    }
    text += ")"
  }
}
