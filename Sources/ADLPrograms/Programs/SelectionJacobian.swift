/// A selection Jacobian: q rows (outputs) of p entries (inputs); what AD returns (Definition 4).
public struct SelectionJacobian<S: RealNumber>: Sendable {
  /// The number of rows, one per output.
  public let q: Int

  /// The number of columns, one per input.
  public let p: Int

  /// The entries, row by row.
  public let entries: [S]

  /// Creates the Jacobian with the given rows.
  public init(q: Int, p: Int, entries: [S]) {
    self.q = q
    self.p = p
    self.entries = entries
  }

  /// Returns the Jacobian with not-a-number in the rows of outputs that are none: where a function
  /// has no value it has no derivative.
  public func undefined(where outputs: [S]) -> SelectionJacobian {
    SelectionJacobian(
      q: q, p: p,
      entries: entries.indices.map { outputs[$0 / p].double.isNaN ? .notANumber : entries[$0] })
  }

  /// The gradient of output `i`, from 0.
  public func row(_ i: Int) -> [S] { Array(entries[i * p..<(i + 1) * p]) }

  /// The entry of output `i` and input `j`, both from 0.
  public subscript(i: Int, j: Int) -> S { entries[i * p + j] }
}

extension SelectionJacobian: Equatable where S: Equatable {}
