import CKernels

/// What the interpreter of single nodes does in one step, for the primitives that it knows itself;
/// the codes are listed, with what they do, in `CNodes.h`.
///
/// A row names its code; no code means anything that its row's rule does not.
struct ScalarCode: Hashable, Sendable {
  let number: UInt16

  private init(_ number: Int) { self.number = UInt16(number) }

  /// The primitive's `evaluate` and `addContributions` are called.
  static let call = ScalarCode(adl_code_call)

  static let add = ScalarCode(adl_code_add)
  static let subtract = ScalarCode(adl_code_subtract)
  static let multiply = ScalarCode(adl_code_multiply)
  static let divide = ScalarCode(adl_code_divide)
  static let negate = ScalarCode(adl_code_negate)
  static let copy = ScalarCode(adl_code_copy)
  static let square = ScalarCode(adl_code_square)
  static let sqrt = ScalarCode(adl_code_sqrt)
  static let exp = ScalarCode(adl_code_exp)
  static let log = ScalarCode(adl_code_log)
  static let tanh = ScalarCode(adl_code_tanh)
  static let sin = ScalarCode(adl_code_sin)
  static let cos = ScalarCode(adl_code_cos)
  static let relu = ScalarCode(adl_code_relu)
  static let absolute = ScalarCode(adl_code_absolute)
  static let maximum = ScalarCode(adl_code_maximum)
  static let minimum = ScalarCode(adl_code_minimum)
}
