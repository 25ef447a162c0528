/// What the interpreter of single nodes does in one step, for the primitives that it knows itself.
///
/// A row names its code; no code means anything that its row's rule does not.
public enum ScalarCode: UInt8, Sendable {
  case call
  case add
  case subtract
  case multiply
  case divide
  case negate
  case copy
  case square
  case relu
  case absolute
  case maximum
  case minimum
}
