/// Nodes of one operation, none of which needs another: one instruction of a plan.
struct Run: Sendable {
  enum Form: UInt8, Sendable {
    /// A few operands each: the applications are computed strip by strip, one access per operand.
    case strip

    /// Many operands each: the applications are computed one after the other, one access a vector.
    case row
  }

  var form: Form

  /// The operation, among the schedule's.
  var operation: OperationID

  /// The position of the first result; the others follow.
  var start: Position
  var count: Int32

  /// The number of operands of each application.
  var width: Int32

  /// The index of the first access among the schedule's.
  var access: Int32

  var results: Range<Position> { start..<start + Int(count) }
}
