import CLineEdit

import Glibc

/// Facts about the terminal that a file descriptor may be.
package enum Terminal {
  /// `true` iff `descriptor` is a terminal.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Returns the width of the terminal, or 80 if it does not say.
  package static func columns(_ descriptor: Int32) -> Int {
    Int(adl_terminal_columns(descriptor))
  }
}
