/// Which run stands where.
///
/// Runs are in the order of their results, so a search by halves finds them.
extension Schedule {
  /// The number of the last run that starts at or before `position`, if there is one.
  func runNumber(at position: Int) -> Int? {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].start <= position { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// The run whose results start at `position`, if there is one.
  func run(startingAt position: Int) -> Run? {
    guard let number = runNumber(at: position), runs[number].start == position else { return nil }
    return runs[number]
  }

  /// The position after the run that covers `position`; the next position where none does.
  func end(ofRunAt position: Int) -> Int {
    guard let number = runNumber(at: position), runs[number].results.contains(position) else {
      return position + 1
    }
    return runs[number].results.upperBound
  }
}
