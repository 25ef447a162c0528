/// How the list pr(k) is written: nodes from 1, with a shorter form for many that lie evenly.
enum PredecessorText {
  /// The least number of evenly spaced nodes that are written as a range.
  private static let rangeLength = 5

  /// Returns the nodes as text, such as `3, 1` or `3..2001 by 2`; a dash for none.
  static func text(_ nodes: [Int]) -> String {
    if nodes.isEmpty { return "–" }
    var parts: [String] = []
    var start = 0
    while start < nodes.count {
      var end = start + 1
      let step = end < nodes.count ? nodes[end] - nodes[start] : 0
      while end < nodes.count, step > 0, nodes[end] - nodes[end - 1] == step { end += 1 }
      if end - start >= rangeLength {
        parts.append("\(nodes[start])..\(nodes[end - 1])" + (step > 1 ? " by \(step)" : ""))
        start = end
      } else {
        parts.append("\(nodes[start])")
        start += 1
      }
    }
    return parts.joined(separator: ", ")
  }

  /// Returns the nodes that `text` lists, or `nil` if it lists none. The nodes are at most `limit`.
  static func nodes(_ text: Substring, limit: Int) -> [Int]? {
    var nodes: [Int] = []
    for part in text.split(separator: ",") {
      let words = part.split(separator: " ")
      guard let first = words.first else { return nil }
      let ends = first.split(separator: ".", omittingEmptySubsequences: false)
      var step = 1
      if words.count == 3, words[1] == "by", let number = Int(words[2]), number > 0 {
        step = number
      } else if words.count != 1 {
        return nil
      }
      guard let lower = Int(ends[0]), lower >= 1, lower <= limit else { return nil }
      if ends.count == 1, words.count == 1 {
        nodes.append(lower)
      } else if ends.count == 3, ends[1].isEmpty, let upper = Int(ends[2]), upper <= limit,
        lower <= upper
      {
        nodes += stride(from: lower, through: upper, by: step)
      } else {
        return nil
      }
    }
    return nodes
  }
}
