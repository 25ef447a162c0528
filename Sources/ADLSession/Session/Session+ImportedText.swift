import ADLFormats
import ADLImport
import ADLPrograms
import ADLText

extension Session {
  /// Returns the programs of the file at `path` as a script of the language.
  ///
  /// - Parameter alias: the name that the function gets instead of its own.
  public func importedText(
    path: String, as alias: String?, report: (Answer) -> Void
  ) -> String? {
    guard let format = ImportFormat(path: path) else {
      report(
        Answer(
          ErrorAnswer(
            .error(
              "`\(path)` is no program of a framework by its name", at: nil,
              hint: "the name ends in .mlir, .pt2 or .json")), file: path, line: 1))
      return nil
    }
    do {
      let file = try source(path, name: path)
      var text = ""
      for program in try programs(file, format) {
        let name = alias ?? Self.name(of: program, from: file)
        guard let definition = Self.definition(program, as: name) else {
          report(
            Answer(
              ErrorAnswer(
                .error(
                  "`\(name)` has an operation that the language cannot write", at: program.span,
                  hint: "load the file itself")), file: path, line: 1))
          return nil
        }
        text += (text.isEmpty ? "" : "\n") + "## From \(path).\n" + definition
      }
      return text
    } catch let error as SessionFailure {
      report(Answer(ErrorAnswer(error.diagnostics), file: path, line: 1))
    } catch let error as SourceReader.Failure {
      report(Answer(ErrorAnswer(Diagnostic(.error, error.message)), file: path, line: 1))
    } catch {
      return nil
    }
    return nil
  }

  private static func definition(_ program: ImportedProgram, as name: String) -> String? {
    func sizes(_ given: [Int]) -> [Int] {
      given.count == 2 && given[0] > 1 || given.count < 2 ? given : [given.reduce(1, *)]
    }
    return ScriptText.definition(
      program.program, name: name,
      parameters: program.arguments.map {
        ScriptText.Parameter(name: $0.name, sizes: sizes($0.sizes))
      },
      sizes: program.results.count == 1 ? sizes(program.results[0]) : [program.program.q]
    ) { anchor in
      let place = Int(anchor.rawValue)
      guard program.places.indices.contains(place) else { return nil }
      let span = program.places[place]
      return "\(span.file.name):\(span.start.line)"
    }
  }
}
