import ADLFormats
import ADLPrograms
import FoundationEssentials

/// How a function is mapped over points.
public struct PointMapOptions: Sendable {
  /// `true` iff derivatives are written behind the values.
  public var derivatives = false

  /// `true` iff a limiting gradient stands behind the derivatives, which are written then.
  public var limits = false

  public var form = RowText.Form.commaSeparated

  /// How many rows are passed over first.
  public var skip = 0

  /// How many rows are mapped at the most; `nil`: all.
  public var take: Int?

  /// How many threads share the work; the results do not depend on it.
  public var threadCount = 1

  /// What a point outside the domain comes to.
  public var domain = DomainPolicy.diagnose

  /// The policy that `word` means, if there is one.
  public static func domain(named word: String) -> DomainPolicy? { DomainPolicy(rawValue: word) }

  /// How many threads the machine has room for.
  public static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Creates the options that map all points, for their values.
  public init() {}
}
