/// A stretch of applications of one operation, as the engine runs it: the i-th application takes
/// the i-th entry of every operand's row and puts its value at the i-th place of the result.
///
/// The rows are contiguous, and the result's overlaps none of the operands'.
struct Strip {
  let count: Int

  /// One row per operand.
  let operands: UnsafePointer<UnsafeMutablePointer<Double>>
  let result: UnsafeMutablePointer<Double>

  /// What is applied.
  let operation: UnsafePointer<Operation>

  /// The operands of the i-th application.
  func operandValues(_ i: Int) -> [Double] {
    (0..<operation.pointee.operandCount).map { operands[$0][i] }
  }
}

/// One application to many operands, as the engine runs it: the operands are contiguous.
///
/// An inner product has its second vector elsewhere, at `b`; for all others `b` follows `a`.
struct Row {
  /// The number of operands.
  let count: Int
  let a: UnsafeMutablePointer<Double>
  let b: UnsafeMutablePointer<Double>

  /// The number of operands at `a`; the others are at `b`.
  let split: Int

  /// What is applied.
  let operation: UnsafePointer<Operation>

  /// The operands.
  var operandValues: [Double] {
    Array(UnsafeBufferPointer(start: a, count: split))
      + Array(UnsafeBufferPointer(start: b, count: count - split))
  }
}

/// A run of applications to many operands, as the engine runs it: those of the i-th are at
/// `a + i stepA`, for an inner product the second vectors at `b + i stepB`.
struct Rows {
  let count: Int

  /// The first application.
  let first: Row
  let stepA: Int
  let stepB: Int

  /// `true` iff the first (second) vectors are literals, whose adjoints do not matter.
  let isLiteralA: Bool
  let isLiteralB: Bool
  let result: UnsafeMutablePointer<Double>

  /// The i-th application.
  func row(_ i: Int) -> Row {
    Row(
      count: first.count, a: first.a + i * stepA, b: first.b + i * stepB, split: first.split,
      operation: first.operation)
  }
}
