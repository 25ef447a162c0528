import ADLFormats
import ADLPrograms

/// A program with all that a file of it says.
package struct EmittedProgram: Sendable {
  /// A point that was asked about, with what the definitions return there under the convention, not
  /// a number outside the domain.
  package struct Point: Sendable {
    /// One number an input.
    package let coordinates: [Double]

    /// One number an output.
    package let values: [Double]

    /// The rows of the outputs, one after the other, with an entry an input.
    package let jacobian: [Double]

    /// Creates the point with what is returned there.
    package init(coordinates: [Double], values: [Double], jacobian: [Double]) {
      self.coordinates = coordinates
      self.values = values
      self.jacobian = jacobian
    }
  }

  /// The function as the user writes it: `relu2`, `f'`, `t -> relu(-t) + t`.
  package let name: String

  /// The program.
  package let program: Program

  /// The parameters, whose entries are the inputs, row by row.
  package let parameters: [ScriptText.Parameter]

  /// The sizes of the value: none for a number. Its entries are the outputs, row by row.
  package let sizes: [Int]

  /// What is taken at ties.
  package let convention: Convention

  /// The points that were asked about.
  package let points: [Point]

  /// Where a node was written, such as a line of a file.
  package let place: @Sendable (Anchor) -> String?

  /// What ends the work early.
  package let cancellation: Cancellation

  /// Creates the program.
  /// - Requires: the counts of the parameters add up to the inputs of `program`.
  package init(
    _ program: Program, name: String, parameters: [ScriptText.Parameter], sizes: [Int],
    under convention: Convention, at points: [Point] = [],
    place: @escaping @Sendable (Anchor) -> String? = { _ in nil },
    cancellation: Cancellation = .never
  ) {
    self.program = program
    self.name = name
    self.parameters = parameters
    self.sizes = sizes
    self.convention = convention
    self.points = points
    self.place = place
    self.cancellation = cancellation
  }
}

extension EmittedProgram {
  /// The function's name as an identifier, without what is not a letter or a digit: `f` for what
  /// has no name, `f_derivative` for `f'`.
  package var identifier: String {
    let primes = name.reversed().prefix { $0 == "'" }.count
    let base = name.dropLast(primes)
    let isName = base.unicodeScalars.allSatisfy {
      $0.isASCII
        && ($0.properties.isAlphabetic
          || ("0"..."9").contains($0) || $0 == "_")
    }
    let word = isName && !base.isEmpty ? String(base) : "f"
    return word + String(repeating: "_derivative", count: primes)
  }

  /// The names of the inputs: `t`, `w[2]`, `W[1, 2]`.
  package var inputNames: [String] {
    parameters.flatMap { parameter -> [String] in
      switch parameter.sizes.count {
      case 0: [parameter.name]
      case 1: (1...max(parameter.sizes[0], 1)).map { "\(parameter.name)[\($0)]" }
      default:
        (0..<parameter.count).map {
          let columns = parameter.sizes[1]
          return "\(parameter.name)[\($0 / columns + 1), \($0 % columns + 1)]"
        }
      }
    }
  }
}
