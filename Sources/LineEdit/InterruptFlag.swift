import CLineEdit

/// The flag that Ctrl-C raises, for long work to look at.
///
/// Work that is asked to stop returns what it has; a second Ctrl-C before the flag is lowered ends
/// the process.
package enum InterruptFlag {
  /// Takes over SIGINT in this process. While a line is read, Ctrl-C cancels the line and raises no
  /// flag. Returns `false` if the system refuses.
  @discardableResult
  package static func install() -> Bool { adl_signals_install() }

  /// `true` iff Ctrl-C was typed since the flag was last lowered. Costs one atomic load.
  package static var isRaised: Bool { adl_interrupt_raised() }

  /// Raises the flag, as Ctrl-C does.
  static func raise() { adl_interrupt_raise() }

  /// Lowers the flag.
  static func lower() { adl_interrupt_clear() }

  /// Returns what `work` returns. The flag is down when it begins and when it has ended; in
  /// between, a second Ctrl-C ends the process with status 130.
  package static func duringWork<Result, Failure: Error>(
    _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    lower()
    adl_interrupt_set_busy(true)
    defer {
      adl_interrupt_set_busy(false)
      lower()
    }
    return try work()
  }
}
