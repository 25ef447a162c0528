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

  /// The first address; of a listed variable, `list`.
  private(set) var address = Address(0)
  var stride: Int32 = 1

  /// The row in the strip's memory, for all but moving variables.
  var row = StripRow.none

  /// The row of adjoints in the strip's memory, for temporaries that have one.
  var adjointRow = StripRow.none

  /// The variable whose adjoints are these as well: the one contribution that reaches them is 1
  /// times those.
  var adjointAlias = VariableID.none

  init(
    kind: Kind, isLiteral: Bool = false, address: Address = Address(0), stride: Int32 = 1,
    row: StripRow = .none
  ) {
    self.kind = kind
    self.isLiteral = isLiteral
    self.address = address
    self.stride = stride
    self.row = row
  }

  /// Creates a variable whose first address is the entry `list` of the plan's lists.
  init(kind: Kind, list: Int32) {
    self.init(kind: kind, address: Address(rawValue: list))
  }

  /// The index of the first address of a listed variable in the plan's lists.
  @inline(__always)
  var list: Int { address.offset }
}

/// One run in a loop of strips.
struct StripInstruction: Sendable {
  var operation: OperationID

  /// The variable of the result.
  var result: VariableID

  /// The index of the first operand's variable in the plan's operands.
  var operands: Int32
  var operandCount: Int32

  /// The contributions that the backward sweep computes.
  var contributions: Range<Int32>

  /// `true` iff the primitive is not defined everywhere.
  var isChecked: Bool
}

/// What passes back from the result of a strip to one operand.
struct Contribution: Sendable {
  var slot: OperandSlot
  var variable: VariableID

  /// The variable whose adjoints the contribution is added to, if any.
  var base: VariableID
}

/// A run of applications to many operands.
struct RowInstruction: Sendable {
  var operation: OperationID
  var result: Address
  var count: Int32
  var width: Int32

  /// Where the vectors lie, in addresses.
  var a: Access<Address>
  var b: Access<Address>
  var vectorCount: Int32

  /// `true` iff the first (second) vectors are literals, which have no adjoints.
  var isLiteralA: Bool
  var isLiteralB: Bool

  /// `true` iff the primitive is not defined everywhere.
  var isChecked: Bool

  /// `true` iff each vector lies at consecutive addresses.
  var isDirect: Bool {
    !a.isListed && a.inner == 1 && (vectorCount == 1 || !b.isListed && b.inner == 1)
  }
}

/// A loop as the engine executes it.
struct LoopInstruction: Sendable {
  var kind: LoopKind
  var phase: SweepPhase
  var count: Int32
  var strip: Int32

  /// The instructions of the kind.
  var body: Range<Int32>

  /// The variables of a loop of strips; the results of the runs come first.
  var variables: Range<Int32> = 0..<0

  /// The indices of the instructions that the backward sweep repeats.
  var repeated: Range<Int32> = 0..<0

  /// The rows that a strip takes, and the row for contributions on their way to other addresses.
  var rowCount: Int32 = 0
  var spareRow = StripRow(0)
}
