import ADLPrograms

/// The entries of a vector. Those of a sorted one become nodes when they are asked for.
final class VectorValue {
  private var made: [Operand?]
  private let make: ((Int) -> Operand?)?
  private let entries: [Operand]

  let count: Int
  private let meter: EntryMeter

  /// Creates a vector of the given entries, whose memory `meter` counts.
  init(_ entries: [Operand], _ meter: EntryMeter) {
    self.entries = entries
    count = entries.count
    made = []
    make = nil
    self.meter = meter
    meter.add(count)
  }

  deinit { meter.add(-count) }

  /// Creates a vector whose entry at each position, from 0, `make` writes when it is needed first;
  /// where it returns `nil`, the entry cannot be written here, and is none.
  init(count: Int, _ meter: EntryMeter, make: @escaping (Int) -> Operand?) {
    entries = []
    self.count = count
    made = [Operand?](repeating: nil, count: count)
    self.make = make
    self.meter = meter
    meter.add(count)
  }

  /// The entry at `position`, from 0.
  subscript(position: Int) -> Operand {
    guard let make else { return entries[position] }
    if let operand = made[position] { return operand }
    guard let operand = make(position) else { return .node(0) }
    made[position] = operand
    return operand
  }

  /// All entries.
  var all: [Operand] { make == nil ? entries : (0..<count).map { self[$0] } }
}
