/// A number that counts things of one kind in a plan.
///
/// In memory it is a bare `Int32`; as a type of its own it cannot be taken for the number of
/// anything else.
protocol PlanIndex: Hashable, Strideable, Sendable where Stride == Int {
  var rawValue: Int32 { get }
  init(rawValue: Int32)
}

extension PlanIndex {
  /// Number `offset`, counted from 0.
  @inline(__always)
  init(_ offset: Int) { self.init(rawValue: Int32(offset)) }

  /// The number as an offset from the first.
  @inline(__always)
  var offset: Int { Int(rawValue) }

  /// What stands for no number.
  @inline(__always)
  static var none: Self { Self(rawValue: -1) }

  /// `true` iff it stands for no number.
  @inline(__always)
  var isNone: Bool { rawValue < 0 }

  @inline(__always)
  func distance(to other: Self) -> Int { Int(other.rawValue) - Int(rawValue) }

  @inline(__always)
  func advanced(by n: Int) -> Self { Self(rawValue: rawValue + Int32(n)) }

  @inline(__always)
  static func == (a: Self, b: Self) -> Bool { a.rawValue == b.rawValue }

  @inline(__always)
  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  @inline(__always)
  static func + (a: Self, n: Int) -> Self { a.advanced(by: n) }

  @inline(__always)
  static func - (a: Self, b: Self) -> Int { b.distance(to: a) }
}

/// A place in the order in which a schedule computes: literals first, then inputs, then nodes.
struct Position: PlanIndex { var rawValue: Int32 }

/// A place in an execution's values and adjoints.
struct Address: PlanIndex { var rawValue: Int32 }

/// The number of an operation among those of a schedule or a plan.
struct OperationID: PlanIndex { var rawValue: Int32 }

/// The number of a run of equal operations among those of a schedule.
struct RunID: PlanIndex { var rawValue: Int32 }

/// The number of a loop, in the order of evaluation.
struct LoopID: PlanIndex { var rawValue: Int32 }

/// The number of a variable among those of its loop.
struct VariableID: PlanIndex { var rawValue: Int32 }

/// The number of an operand among those of its node.
struct OperandSlot: PlanIndex { var rawValue: Int32 }

/// A row of the memory in which a strip of applications is computed.
struct StripRow: PlanIndex { var rawValue: Int32 }

/// A row of the memory in which a block of points is computed.
struct LaneRow: PlanIndex { var rawValue: Int32 }

/// The number of an instruction of a plan for many points.
struct LaneInstructionID: PlanIndex { var rawValue: Int32 }

extension Array {
  @inline(__always)
  subscript(i: some PlanIndex) -> Element {
    @inline(__always) get { self[i.offset] }
    @inline(__always) _modify { yield &self[i.offset] }
  }
}

extension UnsafeMutablePointer<Double> {
  @inline(__always)
  subscript(address: Address) -> Double {
    @inline(__always) get { self[address.offset] }
    @inline(__always) nonmutating set { self[address.offset] = newValue }
  }

  @inline(__always)
  static func + (base: Self, address: Address) -> Self { base + address.offset }
}
