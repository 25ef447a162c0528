import ADLPrograms

/// What is descended: a function of its inputs, or the mean J of a loss over rows of data, whose
/// other inputs are the parameters.
public struct DescentProblem: Sendable {
  /// The function, or the loss of one row.
  public let program: Program

  /// The inputs that a run moves; all of them where there are no data.
  public let parameters: [Int]

  /// The inputs that a row gives.
  public let columns: [Int]

  /// The rows: `columns.count` numbers each, one row after the other; empty without data.
  public let rows: [Double]

  /// The convention that decides what AD returns on ties.
  public let convention: Convention

  /// Creates the problem of a function of its start.
  public init(_ program: Program, under convention: Convention) {
    self.program = program
    self.convention = convention
    parameters = Array(0..<program.p)
    columns = []
    rows = []
  }

  /// Creates the problem of a loss over data.
  ///
  /// - Requires: `columns` are inputs, and `rows` holds at least one row of as many numbers.
  public init(
    _ program: Program, columns: [Int], rows: [Double], under convention: Convention
  ) {
    self.program = program
    self.convention = convention
    self.columns = columns
    self.rows = rows
    let given = Set(columns)
    parameters = (0..<program.p).filter { !given.contains($0) }
  }

  /// How many rows there are; 0 without data.
  public var rowCount: Int { columns.isEmpty ? 0 : rows.count / columns.count }

  /// `true` iff rows are given.
  public var hasData: Bool { !columns.isEmpty }

  /// The maximum number of nodes of a mean that is written out as one program.
  static let meanLimit = 400_000

  /// Returns J, the function whose limits are classified: the mean over all rows as one program of
  /// the parameters; `nil` where it would be too large.
  ///
  /// - Complexity: O(rows × nodes).
  public func mean() -> Program? {
    guard hasData else { return program }
    let (nodes, isTooMuch) = program.m.multipliedReportingOverflow(by: rowCount)
    guard !isTooMuch, nodes <= Self.meanLimit else { return nil }
    let builder = ProgramBuilder(inputs: parameters.count)
    var terms: [Operand] = []
    for row in 0..<rowCount {
      var arguments = [Operand](repeating: builder.input(0), count: program.p)
      for (i, input) in parameters.enumerated() { arguments[input] = builder.input(i) }
      for (i, input) in columns.enumerated() {
        arguments[input] = builder.literal(Literal(rows[row * columns.count + i]))
      }
      terms += builder.inline(program, arguments: arguments)
    }
    let sum = terms.count == 1 ? terms[0] : builder.apply(.sum, terms)
    let count = builder.literal(Literal(rowCount))
    return try? builder.seal(outputs: [builder.apply(.division, sum, count)])
  }
}

/// Which rows a step takes.
public enum Minibatch: Hashable, Sendable {
  /// A nonempty subset, uniformly: the paper's I_k.
  case subset

  /// So many distinct rows, uniformly.
  case size(Int)

  /// All rows.
  case full
}

/// How a run goes.
public struct DescentOptions: Sendable {
  /// The number of steps, at the most.
  public var steps = 1_000

  /// The movement that ends a run: a step whose largest entry is at most this; `nil` for none.
  public var until: Double?

  /// The box that ends a run which leaves it, entry by entry; [-2^40, 2^40] where it is `nil`.
  public var box: [ClosedRange<Double>]?

  /// Which rows a step takes.
  public var minibatch = Minibatch.subset

  /// The format of iterates, values and steps.
  public var format = FloatingFormat.f64

  /// The seed of everything that is drawn.
  public var seed: UInt64 = 1

  /// Creates the options of 1,000 steps.
  public init() {}

  /// How many of the last steps make the window from which a limit is presumed: a tenth of them, 8
  /// at least and 1,000 at most.
  public var window: Int { min(max(steps / 10, 8), 1_000, max(steps, 1)) }
}
