/// A measured set of tie conventions.
public enum Profile: String, Hashable, Sendable, CaseIterable {
  /// relu'(0) = 0, abs'(0) = 0, the first of tied arguments (Bolte & Pauwels 2020, section 1.1 and
  /// appendix A.2; where the paper is silent, the constant piece).
  case paper

  /// Measured on TensorFlow 2.21.0, eager, on a CPU in double precision.
  case tensorflow = "tensorflow-2.21"

  /// Measured on PyTorch 2.13.0; 2.15 differs in clamp at its bounds, hardswish and atan2.
  case pytorch = "pytorch-2.15"

  /// PyTorch 1.13: clamp passes the gradient at its bounds.
  case pytorch113 = "pytorch-1.13"

  /// Measured on JAX 0.10.2, op by op, on a CPU in double precision.
  case jax = "jax-0.10"

  /// The short name that means the newest of the family, if the profile has one.
  public var shortName: String? {
    switch self {
    case .paper, .pytorch113: nil
    case .tensorflow: "tensorflow"
    case .pytorch: "pytorch"
    case .jax: "jax"
    }
  }

  /// Returns the profile called `name`, in full or short.
  public init?(named name: String) {
    guard let profile = Self.allCases.first(where: { $0.rawValue == name || $0.shortName == name })
    else { return nil }
    self = profile
  }
}
