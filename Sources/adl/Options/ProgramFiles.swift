import ADLSession

/// The functions of a command line, of which some are programs of frameworks, named by their files.
struct ProgramFiles {
  /// The functions, each file by the name that its function gets.
  private(set) var functions: [String] = []

  /// The files to load, with these names.
  private(set) var files: [(path: String, name: String)] = []

  /// Reads the words of a command line; `loss.mlir'` is the derivative of the function of a file.
  init(_ words: [String]) {
    for word in words {
      let path = String(word.reversed().drop { $0 == "'" }.reversed())
      guard Session.isProgram(path) else {
        functions.append(word)
        continue
      }
      let order = word.dropFirst(path.count)
      if let known = files.first(where: { $0.path == path }) {
        functions.append(known.name + order)
        continue
      }
      let base = Session.programName(path)
      var name = base
      var number = 2
      while files.contains(where: { $0.name == name }) {
        name = "\(base)_\(number)"
        number += 1
      }
      files.append((path, name))
      functions.append(name + order)
    }
  }

  /// Loads the files into `session`; what is wrong with one ends the tool.
  func load(into session: Session, _ output: Output) throws {
    for (path, name) in files {
      let outcome = session.loadProgram(path, as: name) { output.show($0) }
      if outcome != .success { try output.finish(outcome) }
    }
  }
}
