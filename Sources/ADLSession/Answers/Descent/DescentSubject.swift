import ADLAnalysis
import ADLLanguage
import ADLPrograms

/// What a descent is about: a function, or a loss with its data, and where a run starts.
struct DescentSubject: Sendable {
  let name: String
  let problem: DescentProblem
  let anchors: AnchorMap

  /// The names of what moves.
  let inputs: [String]

  /// The start; zeros for runs whose starts are drawn.
  let start: [Literal]
}
