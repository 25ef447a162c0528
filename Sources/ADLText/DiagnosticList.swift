/// Diagnostics in the order in which they were found, up to a limit.
///
/// Past the limit they are counted only, so that a text full of mistakes costs no more than its
/// reading.
public struct DiagnosticList: Hashable, Sendable {
  /// The number of diagnostics kept.
  public static let limit = 100

  /// The diagnostics, in the order in which they were added.
  public private(set) var elements: [Diagnostic] = []

  /// The number of diagnostics that were found past the limit.
  public private(set) var omittedCount = 0

  /// `true` iff an error was among them.
  public private(set) var containsError = false

  /// Creates an empty list.
  public init() {}

  /// The number of diagnostics found, the omitted ones included.
  public var count: Int { elements.count + omittedCount }

  /// `true` iff nothing was found.
  public var isEmpty: Bool { elements.isEmpty }

  /// Adds the diagnostic.
  public mutating func append(_ diagnostic: Diagnostic) {
    containsError = containsError || diagnostic.level == .error
    if elements.count < Self.limit {
      elements.append(diagnostic)
    } else {
      omittedCount += 1
    }
  }

  /// Adds the diagnostics of `other`.
  public mutating func append(contentsOf other: DiagnosticList) {
    for diagnostic in other.elements { append(diagnostic) }
    omittedCount += other.omittedCount
    containsError = containsError || other.containsError
  }

  /// Sorts the diagnostics by their place, keeping the order of those at one place.
  public mutating func sortByPlace() {
    elements = elements.enumerated().sorted { a, b in
      let left = a.element.primary?.span.range.lowerBound ?? -1
      let right = b.element.primary?.span.range.lowerBound ?? -1
      return (left, a.offset) < (right, b.offset)
    }.map(\.element)
  }

  /// Returns all diagnostics as they are shown to a person, one blank line between two.
  public func rendered() -> StyledText {
    var text = StyledText()
    for (i, diagnostic) in elements.enumerated() {
      if i > 0 { text.append("\n") }
      text.append(diagnostic.rendered())
    }
    if omittedCount > 0 {
      text.append("\n")
      text.append("and \(omittedCount) more\n", .dimmed)
    }
    return text
  }
}
