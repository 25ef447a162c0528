import CKernels

/// What the interpreter of single nodes does in one step, for the primitives that it knows itself;
/// the codes are listed, with what they do, in `CNodes.h`.
///
/// A row names its code; no code means anything that its row's rule does not.
public struct ScalarCode: Hashable, Sendable {
  let number: UInt16

  private init(_ number: Int) { self.number = UInt16(number) }

  /// The primitive's `evaluate` and `addShares` are called.
  public static let call = ScalarCode(adl_code_call)

  public static let add = ScalarCode(adl_code_add)
  public static let subtract = ScalarCode(adl_code_subtract)
  public static let multiply = ScalarCode(adl_code_multiply)
  public static let divide = ScalarCode(adl_code_divide)
  public static let negate = ScalarCode(adl_code_negate)
  public static let copy = ScalarCode(adl_code_copy)
  public static let square = ScalarCode(adl_code_square)
  public static let sqrt = ScalarCode(adl_code_sqrt)
  public static let exp = ScalarCode(adl_code_exp)
  public static let log = ScalarCode(adl_code_log)
  public static let tanh = ScalarCode(adl_code_tanh)
  public static let sin = ScalarCode(adl_code_sin)
  public static let cos = ScalarCode(adl_code_cos)
  public static let relu = ScalarCode(adl_code_relu)
  public static let absolute = ScalarCode(adl_code_absolute)
  public static let maximum = ScalarCode(adl_code_maximum)
  public static let minimum = ScalarCode(adl_code_minimum)
}
