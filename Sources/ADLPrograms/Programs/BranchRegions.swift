/// For every node of a program, the branch of an `if` outside of which nothing needs it.
///
/// A node that two branches need belongs to the innermost region that contains both; dead nodes
/// belong to none. A region is a chain of branches: being inside it means that each of them took
/// the given arm.
struct BranchRegions {
  /// A branch arm inside another region.
  struct Region {
    let parent: Int
    /// The branch node and which of its arms this is; the root has none.
    let branch: Int
    let arm: Int
    let depth: Int
  }

  /// Region 0 is the root.
  private(set) var regions = [Region(parent: -1, branch: -1, arm: -1, depth: 0)]

  /// The region of each node; -1 for a node that no output needs.
  private(set) var regionOfNode: [Int]

  /// The two arms of each branch node, as regions.
  private var arms: [Int: (Int, Int)] = [:]

  /// Finds the regions of `program`, from the outputs backward: every use of a node comes after it.
  /// - Complexity: O(m · depth of nesting).
  init(_ program: Program) {
    regionOfNode = [Int](repeating: -1, count: program.m)
    for output in program.outputs { regionOfNode[output] = 0 }
    for k in stride(from: program.m - 1, through: program.p, by: -1) {
      let region = regionOfNode[k]
      guard region >= 0 else { continue }
      let application = program.application(k)
      let operands = application.operands
      guard application.primitive == .branch else {
        for operand in operands { use(operand, in: region) }
        continue
      }
      for operand in operands.dropLast(2) { use(operand, in: region) }
      for arm in 0...1 {
        let inner = regions.count
        regions.append(
          Region(parent: region, branch: k, arm: arm, depth: regions[region].depth + 1))
        if arm == 0 { arms[k] = (inner, inner + 1) }
        use(operands[operands.endIndex - 2 + arm], in: inner)
      }
    }
  }

  /// The region inside the given arm of the branch at node `k`.
  func region(ofArm arm: Int, of k: Int) -> Int {
    arm == 0 ? arms[k]!.0 : arms[k]!.1
  }

  private mutating func use(_ operand: Operand, in region: Int) {
    guard let j = operand.node else { return }
    regionOfNode[j] = regionOfNode[j] < 0 ? region : common(regionOfNode[j], region)
  }

  /// Returns the innermost region that contains both.
  private func common(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while a != b {
      if regions[a].depth >= regions[b].depth {
        a = regions[a].parent
      } else {
        b = regions[b].parent
      }
    }
    return a
  }
}
