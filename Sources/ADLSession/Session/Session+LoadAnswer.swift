extension Session {
  /// Returns what the file that is shown as `file` brought, since the session was as `before`.
  func loaded(_ file: String, since before: State) -> LoadAnswer {
    var known: [String: StoredDefinition] = [:]
    for definition in before.definitions { known[definition.name] = definition }
    var names: [String] = []
    var changed: [String] = []
    // The versions of what is defined again and means the same.
    var renewed: [String: Int] = [:]
    for definition in state.definitions[before.definitions.count...] {
      let name = definition.name
      guard let old = known[name] else {
        if !names.contains(name) { names.append(name) }
        continue
      }
      let (then, now) = (before.environment[name], state.environment[name])
      // A text that did not change means something else where a name in it does.
      let isSame =
        old.statement == definition.statement
        && definition.references.allSatisfy { reference in
          let version = then?.references[reference]
          return version == now?.references[reference] || version == renewed[reference]
        }
      if isSame {
        renewed[name] = then?.version
      } else if !changed.contains(name) {
        changed.append(name)
      }
    }
    return LoadAnswer(
      file: file, names: names,
      changes: changed.map { name in
        LoadAnswer.Change(name: name, users: users(of: name, in: before))
      })
  }

  /// The names in force that use, themselves or through others, what `name` meant in `before`.
  private func users(of name: String, in before: State) -> [String] {
    guard let old = before.environment[name]?.version else { return [] }
    var versions = [name: [old]]
    var users: [String] = []
    // Definitions refer to those before them, so one look at each finds them all.
    for entry in before.environment.entries {
      guard entry.references.contains(where: { versions[$0.key]?.contains($0.value) == true })
      else { continue }
      versions[entry.name, default: []].append(entry.version)
      if state.environment[entry.name]?.version == entry.version { users.append(entry.name) }
    }
    return users
  }
}
