import ADLPrograms

/// The least box around the last iterates of a run.
///
public struct DescentWindow: Sendable {
  /// The number of iterates.
  public let count: Int

  private let numbers: DescentNumbers

  /// How far around the iterates a limit is looked for, of 1 or an entry that is larger.
  private let margin: Double

  /// The box around `points`, which are not empty and of the given format.
  init(_ points: [[Double]], in format: FloatingFormat = .f64) {
    let (first, last) = (points[0], points[points.count - 1])
    var (low, high) = (first, first)
    var way = first.map { _ in 0.0 }
    for (previous, point) in zip(points, points.dropFirst()) {
      for i in point.indices {
        low[i] = min(low[i], point[i])
        high[i] = max(high[i], point[i])
        way[i] += (point[i] - previous[i]).magnitude
      }
    }
    count = points.count
    numbers = DescentNumbers(first + last + low + high + way, entries: first.count)
    margin = Self.margin(format)
  }

  /// The box of `count` iterates in doubles whose numbers these are.
  init(count: Int, _ numbers: DescentNumbers) {
    self.count = count
    self.numbers = numbers
    margin = Self.margin(.f64)
  }

  /// 2^-40 for doubles; in the narrower formats iterates end up within a few units in the last
  /// place of what they tend to.
  private static func margin(_ format: FloatingFormat) -> Double {
    format == .f64
      ? 0x1p-40 : Double(sign: .plus, exponent: 4 - format.precision, significand: 1)
  }

  /// Its lower and upper ends, entry by entry.
  public var lower: [Double] { numbers.vector(.lower) }
  public var upper: [Double] { numbers.vector(.upper) }

  /// The last of the iterates, and the lengths of the ways between them, entry by entry.
  var last: [Double] { numbers.vector(.last) }
  var travelled: [Double] { numbers.vector(.travelled) }

  /// The positions of the entries.
  var indices: Range<Int> { 0..<numbers.p }

  /// Its longest side.
  public var diameter: Double {
    indices.map { numbers[.upper, $0] - numbers[.lower, $0] }.max() ?? 0
  }

  /// `true` iff entry `i` went somewhere rather than to and fro: it came further than half of the
  /// way that it travelled.
  func drifts(_ i: Int) -> Bool {
    let way = numbers[.travelled, i]
    return way > 0 && (numbers[.last, i] - numbers[.first, i]).magnitude > way / 2
  }

  /// `true` iff some entry went somewhere.
  var drifts: Bool { indices.contains { drifts($0) } }

  /// Where a limit is looked for, entry by entry: the window and a little more, and beyond the last
  /// iterate where the entry still goes somewhere.
  ///
  /// The window is a tenth of the run: an entry that tends to its limit like a power of k has
  /// several windows' ways before it.
  func reach(_ i: Int) -> ClosedRange<Double> {
    let last = numbers[.last, i]
    let pad = margin * max(1, last.magnitude)
    let way = drifts(i) ? 16 * (last - numbers[.first, i]) : 0
    return min(numbers[.lower, i], last + way) - pad...max(numbers[.upper, i], last + way) + pad
  }
}

/// Numbers of a run, entry by entry; runs that went side by side share the memory of theirs.
struct DescentNumbers: Sendable {
  /// What there is: the first and the last of the iterates of the window, the ends of the box
  /// around them, the lengths of the ways between them, and maybe the start and the derivative at
  /// the end.
  enum Kind: Int, CaseIterable {
    case first
    case last
    case lower
    case upper
    case travelled
    case start
    case derivative
  }

  /// How many entries there are of each kind.
  let p: Int

  // Number i of a kind stands at (kind · p + i) · stride + place.
  private let storage: [Double]
  private let stride: Int
  private let place: Int

  /// The numbers of run number `place` of `stride` runs, of one for itself where nothing is said.
  init(_ storage: [Double], entries p: Int, of stride: Int = 1, at place: Int = 0) {
    self.storage = storage
    self.p = p
    self.stride = stride
    self.place = place
  }

  @inline(__always)
  subscript(_ kind: Kind, _ i: Int) -> Double {
    storage[(kind.rawValue * p + i) * stride + place]
  }

  /// Returns all entries of a kind.
  func vector(_ kind: Kind) -> [Double] { (0..<p).map { self[kind, $0] } }
}
