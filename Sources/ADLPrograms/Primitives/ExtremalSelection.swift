/// A selection that takes, at each site, the alternative of the largest contribution to its value,
/// or everywhere that of the smallest.
///
/// The contribution of an alternative is linear in the operands: Σ d x over its `terms`. So the
/// guards are the differences of contributions, and one alternative is chosen where it beats all
/// others.
public protocol ExtremalSelection: ElementarySelection {
  /// The sign of a difference of contributions for which the first of the two is taken.
  static var preferred: Sign { get }
}
