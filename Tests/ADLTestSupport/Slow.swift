import Foundation
import Testing

extension Trait where Self == ConditionTrait {
  /// Marks what `make test-fast` leaves out; `Tests/README.md` lists it with its time.
  public static var slow: Self {
    .disabled(
      if: ProcessInfo.processInfo.environment["ADL_FAST"] != nil, "`make test-fast` leaves it out")
  }
}
