extension RealNumber {
  @inlinable
  public var isZero: Bool { sign.isCertainly(.zero) }
}
