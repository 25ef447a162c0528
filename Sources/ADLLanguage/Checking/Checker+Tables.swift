import ADLPrograms
import ADLText

/// Tables and their columns.
extension Checker {
  /// `true` iff the expression is the name of a table.
  func isTable(_ id: ExpressionID) -> Bool {
    guard case .name(let name) = tree[id], !isLocal(name) else { return false }
    switch environment[tree[name]]?.meaning {
    case .value(.table), .unevaluated: return true
    default: return false
    }
  }

  /// Returns the code of a column, which is a vector that is known.
  mutating func column(_ name: NameID, of base: ExpressionID, _ id: ExpressionID) -> CodeID {
    let word = tree[name]
    guard case .name(let tableName) = tree[base], let text = Optional(tree[tableName]),
      !isLocal(tableName), let entry = environment[text]
    else {
      report(.columnOfNoTable(tree.text(base), word, at: tree.span(id)))
      return frame.constant(.integer(0), from: id)
    }
    references.insert(text)
    switch entry.meaning {
    case .unevaluated: return insert(.local(Slot(0)), id)
    case .value(.table(let table)):
      guard let position = table.names?.firstIndex(of: word) else {
        report(.unknownColumn(word, of: text, table.names, at: tree.span(id)))
        return frame.constant(.integer(0), from: id)
      }
      switch table.columns[position] {
      case .numbers(let numbers):
        let key = "\(text)\u{0}\(position)"
        if let known = frame.constantOfColumn[key] { return insert(.constant(known), id) }
        frame.constantOfColumn[key] = Int32(frame.constants.count)
        return frame.constant(.vector(numbers), from: id)
      case .text(let place):
        report(.columnOfText(word, at: tree.span(id), place: place))
        return frame.constant(.integer(0), from: id)
      }
    default:
      report(.columnOfNoTable(text, word, at: tree.span(id)))
      return frame.constant(.integer(0), from: id)
    }
  }
}
