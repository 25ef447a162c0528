/// "Did you mean …?": the known name nearest to one that is not known.
public enum Suggestion {
  /// Returns the one of `candidates` that `name` was most likely meant to be, or `nil`.
  ///
  /// A candidate that differs in case only wins; otherwise the nearest in the distance of Damerau
  /// and Levenshtein, case apart, if it is at most max(1, a third of the length of `name`). Among
  /// equals the first wins. A name of one character is meant to be none but its other case.
  public static func closest(
    to name: String, among candidates: some Sequence<String>
  ) -> String? {
    let target = Array(name.lowercased())
    let threshold = target.count > 1 ? max(1, target.count / 3) : 0
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let letters = Array(candidate.lowercased())
      if abs(letters.count - target.count) > threshold { continue }
      let distance = editDistance(target, letters)
      if distance <= threshold && distance < best?.distance ?? .max {
        best = (candidate, distance)
        if distance == 0 { break }
      }
    }
    return best?.candidate
  }

  /// Returns the number of insertions, deletions, substitutions and exchanges of neighbours that
  /// lead from `a` to `b` (optimal string alignment).
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        let substitution = previous[j] + (a[i] == b[j] ? 0 : 1)
        var distance = min(substitution, previous[j + 1] + 1, row[j] + 1)
        if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
          distance = min(distance, beforePrevious[j - 1] + 1)
        }
        row.append(distance)
      }
      (beforePrevious, previous) = (previous, row)
    }
    return previous[b.count]
  }
}
