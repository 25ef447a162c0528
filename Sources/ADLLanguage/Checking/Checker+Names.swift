import ADLText

extension Checker {
  /// Returns the code of a name: a local value, or what the name means where the statement stands.
  mutating func resolve(_ name: NameID, _ id: ExpressionID) -> CodeID {
    if let slot = localSlot(name, frames.count - 1) { return insert(.local(slot), id) }
    if let known = frame.constantOfName[name] { return insert(.constant(known), id) }
    if case .unevaluated? = environment[tree[name]]?.meaning {
      // Never run: a local value is what nothing is known of.
      references.insert(tree[name])
      return insert(.local(Slot(0)), id)
    }
    guard let constant = meaning(of: name, at: id) else {
      return frame.constant(.integer(0), from: id)
    }
    // A table may stand here and not there.
    if case .table = constant { return frame.constant(constant, from: id) }
    frame.constantOfName[name] = Int32(frame.constants.count)
    return frame.constant(constant, from: id)
  }

  /// `true` iff a name stands for a local value.
  func isLocal(_ name: NameID) -> Bool { frames.contains { $0.slot(of: name) != nil } }

  /// Returns the slot of a name in the given frame, captured from an outer one if need be.
  private mutating func localSlot(_ name: NameID, _ level: Int) -> Slot? {
    if let slot = frames[level].slot(of: name) { return slot }
    guard level > 0, let outer = localSlot(name, level - 1) else { return nil }
    return frames[level].capture(name, from: outer)
  }

  /// Returns what a name means that is not local; reports where it means nothing.
  private mutating func meaning(of name: NameID, at id: ExpressionID) -> ConstantValue? {
    let text = tree[name]
    if let definition, tree[definition.name] == text,
      definition.parameters != nil || environment[text] == nil
    {
      report(.recursion([text, text], at: tree.span(id)))
      return nil
    }
    if let entry = environment[text] {
      references.insert(text)
      switch entry.meaning {
      case .function(let function): return .function(.defined(function, captures: []))
      case .value(.table(let table)) where tableBase != id:
        if let (column, place) = table.textColumn {
          report(.columnOfText(column, at: tree.span(id), place: place))
        }
        return .table(table)
      case .value(let constant): return constant
      case .unknown, .unevaluated:
        report(.unknownMeaning(text, at: tree.span(id)))
        return nil
      }
    }
    if let builtin = Builtin.named(text) { return .function(.builtin(builtin)) }
    if let number = NamedNumber.named(text) { return .number(number.literal) }
    report(unknownName(text, at: id))
    return nil
  }

  /// Why a name means nothing here: it is part of a cycle, it is defined below, or it is unknown.
  private func unknownName(_ name: String, at id: ExpressionID) -> Diagnostic {
    if let later = definition(of: name, in: script) {
      if later.range.upperBound <= tree.range(id).lowerBound {
        return .unknownMeaning(name, at: tree.span(id))
      }
      if let definition {
        let own = tree[definition.name]
        if let path = path(from: later, to: own, visited: [name]) {
          return .recursion([own] + path, at: tree.span(id))
        }
      }
      return .usedBeforeDefinition(
        name, at: tree.span(id), defined: script.file.span(later.nameRange))
    }
    var candidates = Builtin.table.map(\.name) + NamedNumber.table.map(\.name)
    candidates = environment.entries.map(\.name).reversed() + candidates
    let argument = argumentOfCall.flatMap { $0.callee == id ? tree.text($0.argument) : nil }
    return .unknownName(
      name, at: tree.span(id),
      meant: ForeignName.replacement(for: name, of: argument)
        ?? Suggestion.closest(to: name, among: candidates),
      isCommand: CommandForm.named(name) != nil)
  }

  /// Returns the first definition of `name` in the script.
  private func definition(of name: String, in script: Script) -> Definition? {
    for statement in script.statements {
      if case .definition(let definition) = statement.kind, tree[definition.name] == name {
        return definition
      }
    }
    return nil
  }

  /// Returns the names on a way from `definition` to a use of `goal` through other definitions of
  /// the script, both ends included.
  private func path(
    from definition: Definition, to goal: String, visited: Set<String>
  ) -> [String]? {
    let name = tree[definition.name]
    for (use, _) in tree.names(in: definition.body) {
      let text = tree[use]
      if text == goal { return [name, goal] }
      if visited.contains(text) || visited.count > 50 { continue }
      guard let next = self.definition(of: text, in: script) else { continue }
      if let rest = path(from: next, to: goal, visited: visited.union([text])) {
        return [name] + rest
      }
    }
    return nil
  }
}
