/// A row of numbers that the strips of a loop read or write.
struct Variable: Sendable {
  enum Kind: UInt8, Sendable {
    /// The result of a run that nothing outside the loop needs: it lives in the strip alone.
    case temporary

    /// Consecutive addresses, one an application.
    case moving

    /// Addresses at another stride: gathered into the strip.
    case strided

    /// Listed addresses: gathered into the strip.
    case listed

    /// One address for all applications: spread over the strip.
    case shared
  }

  var kind: Kind

  /// `true` iff the numbers are literals, which have no adjoints.
  var isLiteral = false

  /// The first address, or the place of the first in the plan's lists.
  var address: Int32 = 0
  var stride: Int32 = 1

  /// The place of the row in the strip's memory, for all but moving variables.
  var row: Int32 = -1

  /// The place of the row of adjoints in the strip's memory, for temporaries that have one.
  var adjointRow: Int32 = -1

  /// The variable whose adjoints are these as well: the one share that reaches them is 1 times
  /// those.
  var adjointAlias: Int32 = -1
}

/// One run in a loop of strips.
struct StripInstruction: Sendable {
  var operation: Int32

  /// The variable of the result.
  var result: Int32

  /// The place of the operands' variables.
  var operands: Int32
  var operandCount: Int32

  /// The shares that the backward sweep computes.
  var shares: Range<Int32>

  /// `true` iff the primitive is not defined everywhere.
  var isChecked: Bool
}

/// What passes back from the result of a strip to one operand.
struct Share: Sendable {
  var slot: Int32
  var variable: Int32

  /// The variable whose adjoints the share is added to; -1 for none.
  var base: Int32
}

/// A run of applications to many operands.
struct RowInstruction: Sendable {
  var operation: Int32
  var result: Int32
  var count: Int32
  var width: Int32

  /// Where the vectors lie, in addresses.
  var a: Access
  var b: Access
  var vectorCount: Int32

  /// `true` iff the primitive is not defined everywhere.
  var isChecked: Bool

  /// `true` iff each vector lies at consecutive addresses.
  var isDirect: Bool {
    !a.isListed && a.inner == 1 && (vectorCount == 1 || !b.isListed && b.inner == 1)
  }
}

/// A loop as the engine executes it.
struct LoopInstruction: Sendable {
  enum Kind: UInt8, Sendable { case strips, rows, scalars }

  var kind: Kind
  var phase: Loop.Phase
  var count: Int32
  var strip: Int32

  /// The instructions of the kind.
  var body: Range<Int32>

  /// The variables of a loop of strips; the results of the runs come first.
  var variables: Range<Int32> = 0..<0

  /// The places of the instructions that the backward sweep repeats.
  var repeated: Range<Int32> = 0..<0

  /// The rows that a strip takes, and the row for shares on their way to other addresses.
  var rowCount: Int32 = 0
  var spareRow: Int32 = 0
}
