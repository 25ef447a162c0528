/// Which run stands where.
///
/// Runs are in the order of their results, so a search by halves finds them.
extension Schedule {
  /// The runs with their numbers.
  var numberedRuns: some Sequence<(id: RunID, run: Run)> {
    runs.enumerated().lazy.map { (id: RunID($0.offset), run: $0.element) }
  }

  /// The program's node at `position`.
  @inline(__always)
  func node(at position: Position) -> Int32 { nodes[position - firstNode] }

  /// The number of the operation of node `k` of the program.
  @inline(__always)
  func operationID(of k: Int32) -> OperationID { operationIDs[Int(k) - program.p] }

  /// `true` iff a literal stands at `position`.
  func isLiteral(_ position: Position) -> Bool { position.offset < literalCount }

  /// How the applications of `run` take their operand `i`; of a row, its vector `i`.
  func access(_ i: Int, of run: Run) -> Access<Position> { accesses[Int(run.access) + i] }

  /// The last run that starts at or before `position`, if there is one.
  func lastRun(startingBy position: Position) -> RunID? {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].start <= position { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? RunID(low - 1) : nil
  }

  /// The run whose results start at `position`, if there is one.
  func run(startingAt position: Position) -> Run? {
    guard let id = lastRun(startingBy: position), runs[id].start == position else { return nil }
    return runs[id]
  }

  /// The position after the run that covers `position`; the next position where none does.
  func end(ofRunAt position: Position) -> Position {
    guard let id = lastRun(startingBy: position), runs[id].results.contains(position) else {
      return position + 1
    }
    return runs[id].results.upperBound
  }
}
