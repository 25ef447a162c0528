/// Watches how much a call that might better be compiled folds, while an expression is evaluated.
struct FoldingWatch {
  /// How much a call may fold in doubles before it is given up and compiled: about what compiling a
  /// function of as many applications costs.
  static let allowance = 4096

  /// How much a call must fold for the next one like it to be worth compiling.
  static let worthwhileCount = 64

  /// `true` while a call is watched; calls inside it are part of it.
  var isWatching = false

  /// The number of foldings at which the watched call is given up.
  var end = 0

  /// `true` iff a call was given up, which is under way to whoever watched it.
  var isGivenUp = false
}
