extension RealNumber {
  @inlinable
  public var isZero: Bool { sign == .zero }
}
