import ADLFormats
import ADLPrograms
import FoundationEssentials

/// How a function is mapped over points.
package struct PointMapOptions: Sendable {
  /// `true` iff derivatives are written behind the values.
  package var derivatives = false

  package var form = RowText.Form.commaSeparated

  /// How many rows are passed over first.
  package var skip = 0

  /// How many rows are mapped at the most; `nil`: all.
  package var take: Int?

  /// How many threads share the work; the results do not depend on it.
  package var threadCount = 1

  /// What a point outside the domain comes to.
  package var domain = DomainPolicy.diagnose

  /// How many threads the machine has room for.
  package static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Creates the options that map all points, for their values.
  package init() {}
}
