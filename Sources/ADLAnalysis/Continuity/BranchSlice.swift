import ADLPrograms

/// A branch as a function of a few nodes: what its condition compares, and what its arms need that
/// does not depend on that.
///
/// Where these nodes are continuous, and the branch is continuous in them as if they were free, it
/// is continuous in the inputs. A loss of fifty inputs asks so about three.
struct BranchSlice {
  /// The most nodes that it depends on, and consists of.
  private static let leafLimit = 5
  private static let sizeLimit = 48

  /// The branch, whose inputs are `leaves`.
  let program: Program

  /// The nodes that stand for the inputs.
  private(set) var leaves: [Int] = []

  /// The slice for node `k` of `whole`; `nil` where it is too large.
  ///
  /// - Parameter forms: the nodes up to `k`, among which equal ones count as one.
  init?(_ k: Int, of whole: Program, _ forms: [NormalForm]) {
    var twins: [NormalForm.Terms: Int] = [:]
    func representative(_ j: Int) -> Int {
      guard forms[j].isKnown else { return j }
      return twins[forms[j].terms] ?? j
    }
    let application = whole.application(k)
    let arms = application.operands.suffix(2).compactMap(\.node)
    var compared: [Int] = []
    for j in application.comparedOperands.compactMap(\.node) where representative(j) == j {
      if forms[j].isKnown { twins[forms[j].terms] = j }
      if !compared.contains(j) { compared.append(j) }
    }
    var members = Set([k])
    var leaves = compared
    let lowest = compared.min() ?? k
    // Only nodes behind a compared one can depend on it.
    var follows: [Int: Bool] = [:]
    func depends(_ j: Int) -> Bool {
      if compared.contains(representative(j)) { return true }
      if j < lowest && twins.isEmpty || j < whole.p { return false }
      if let known = follows[j] { return known }
      if follows.count > Self.sizeLimit { return false }
      follows[j] = false
      let found = whole.application(j).operands.compactMap(\.node).contains(where: depends)
      follows[j] = found
      return found
    }
    func collect(_ j: Int) -> Bool {
      let own = representative(j)
      if leaves.contains(own) || members.contains(own) { return true }
      guard depends(own) else {
        leaves.append(own)
        return leaves.count <= Self.leafLimit
      }
      members.insert(own)
      return members.count <= Self.sizeLimit
        && whole.application(own).operands.compactMap(\.node).allSatisfy(collect)
    }
    guard leaves.count <= Self.leafLimit, arms.allSatisfy(collect) else { return nil }
    let builder = ProgramBuilder(inputs: leaves.count)
    var images: [Int: Operand] = [:]
    for (i, leaf) in leaves.enumerated() { images[leaf] = builder.input(i) }
    for j in members.sorted() {
      let application = whole.application(j)
      let own = application.operands.map { operand in
        operand.node.map { images[representative($0)] ?? builder.literal(Literal(0)) }
          ?? builder.literal(whole.literals[operand.literal!])
      }
      images[j] = builder.apply(
        application.primitive, Array(own), parameter: application.parameter,
        anchor: application.anchor)
    }
    guard !leaves.isEmpty, let output = images[k], output.node != nil,
      let program = try? builder.seal(outputs: [output])
    else { return nil }
    self.program = program
    self.leaves = leaves
  }

  /// `true` only if the branch is continuous in its leaves, everywhere or near `values` of them.
  func isContinuous(near values: [Rational]?, _ work: Work) -> Bool {
    let decomposer =
      values.map { AffineDecomposer(program, around: $0, work: work) }
      ?? AffineDecomposer(
        programs: [program], box: Box(nil, nil, count: leaves.count), work: work)
    guard let meetings = FaceMeetings(program, decomposer.decompose(), from: values) else {
      return false
    }
    var isProved = true
    do throws(Stop) {
      try meetings.forEach(work) { meeting in
        isProved = meeting.difference.isCertainly(.zero)
        return isProved
      }
    } catch {
      return false
    }
    return isProved
  }
}
