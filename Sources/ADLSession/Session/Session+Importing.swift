import ADLImport
import ADLLanguage
import ADLPrograms
import ADLText

/// How a framework writes a program, by the ending of the file's name.
enum ImportFormat {
  /// StableHLO text.
  case stableHLO

  /// What `torch.export` saves, or the `model.json` in it.
  case exported

  init?(path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".mlir") {
      self = .stableHLO
    } else if name.hasSuffix(".pt2") || name.hasSuffix(".json") {
      self = .exported
    } else {
      return nil
    }
  }
}

extension Session {
  /// `true` iff the file at `path` is a program of a framework, by its name.
  public static func isProgram(_ path: String) -> Bool { ImportFormat(path: path) != nil }

  /// The name that the function of such a file gets where nothing else names it.
  public static func programName(_ path: String) -> String {
    let base = path.split(separator: "/").last.map(String.init) ?? path
    return ImportedProgram.identifier(String(base.prefix { $0 != "." }))
  }

  /// Loads the program of the file at `path`, for the tool, as the function `name`.
  public func loadProgram(
    _ path: String, as name: String, report: (Answer) -> Void
  ) -> Outcome {
    let text = "load \"\(path)\" as \(name)"
    return run(SourceFile(name: "<arguments>", text: text), report: report)
  }

  /// Defines the functions of a framework's program, and takes its conventions where none were
  /// chosen.
  ///
  /// - Parameters:
  ///   - alias: the name that the function gets instead of its own.
  ///   - statement: what loads the file again.
  func define(
    _ programs: [ImportedProgram], from file: SourceFile, as alias: Word?, statement: String,
    in script: SourceFile
  ) throws(SessionFailure) {
    if let alias, programs.count > 1, !programs.contains(where: { $0.name == "main" }) {
      throw SessionFailure(
        .error(
          "`\(file.name)` has \(programs.count) functions, which cannot all be `\(alias.text)`",
          at: script.span(alias.range), hint: "load it without `as`"))
    }
    for program in programs {
      let isNamed = programs.count == 1 || program.name == "main"
      let name = isNamed ? alias?.text ?? Self.name(of: program, from: file) : program.name
      let function = CheckedFunction(Self.given(program, as: name))
      let stored = StoredDefinition(
        name: name, isFunction: true, statement: statement,
        signature: Self.given(program, as: name).signature, documentation: function.documentation,
        references: [])
      state.environment.define(name, as: .function(function))
      state.definitions.append(stored)
      state.convention.forget(declared: name)
    }
    if let program = programs.first, !state.isConventionChosen, state.convention == .paper {
      state.convention = Convention(program.framework.profile)
    }
  }

  /// Returns the programs that a file of a framework holds.
  func programs(
    _ file: SourceFile, _ format: ImportFormat
  ) throws(SessionFailure) -> [ImportedProgram] {
    var options = ImportOptions()
    options.cancellation = cancellation
    options.nodeLimit = state.settings.nodeLimit
    options.memoryLimit = state.settings.memoryLimit
    do throws(ImportFailure) {
      switch format {
      case .stableHLO: return try StableHLOReader.programs(file, options)
      case .exported: return try ExportedProgramReader.programs(file, options)
      }
    } catch {
      switch error {
      case .interrupted: throw SessionFailure(.interrupted())
      case .diagnostic(let diagnostic): throw SessionFailure(diagnostic)
      }
    }
  }

  /// The name of a function that the file does not name: that of the file.
  static func name(of program: ImportedProgram, from file: SourceFile) -> String {
    if !program.name.isEmpty { return program.name }
    return programName(file.name)
  }

  /// The program as a function of the language: arrays of three and more dimensions and matrices of
  /// one row are vectors, row by row, and several results one vector.
  static func given(_ program: ImportedProgram, as name: String) -> GivenFunction {
    func shape(_ sizes: [Int]) -> Shape {
      switch sizes.count {
      case 0: .scalar
      case 1: .vector(sizes[0])
      // A matrix of one row is written as a vector.
      case 2 where sizes[0] == 1: .vector(sizes[1])
      case 2: .matrix(rows: sizes[0], columns: sizes[1])
      default: .vector(sizes.reduce(1, *))
      }
    }
    let framework = program.framework == .jax ? "JAX" : "PyTorch"
    var lines = ["A program of \(framework)."]
    for argument in program.arguments where argument.sizes.count > 2 {
      lines.append(
        "\(argument.name) has the shape \(argument.sizes.map { "\($0)" }.joined(separator: " × ")),"
          + " row by row.")
    }
    lines += program.notes
    return GivenFunction(
      name: name, parameters: program.arguments.map { ($0.name, shape($0.sizes)) },
      program: program.program,
      shape: program.results.count == 1 ? shape(program.results[0]) : .vector(program.program.q),
      places: program.places, span: program.span,
      documentation: lines.joined(separator: "\n"))
  }
}
