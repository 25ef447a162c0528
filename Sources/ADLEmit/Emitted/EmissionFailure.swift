import ADLPrograms

/// Why a program is not written in a form.
package enum EmissionFailure: Error, Hashable, Sendable {
  /// The form has no way to write the node, counted from 0; the reason completes "… cannot be
  /// written: ".
  case unwritable(node: Int, reason: String)

  /// The file would be larger than what the form's tools take.
  case tooLarge(nodes: Int, limit: Int)

  /// What the form writes has one output, and the program more.
  case severalOutputs(Int)

  /// The caller has asked to stop.
  case interrupted
}
