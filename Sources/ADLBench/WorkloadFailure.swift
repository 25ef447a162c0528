/// Why something could not be measured.
package struct WorkloadFailure: Error, CustomStringConvertible {
  package let description: String

  /// Creates a failure that says `description`.
  package init(_ description: String) { self.description = description }
}
