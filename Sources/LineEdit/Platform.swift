import CLineEdit

@preconcurrency import Glibc

/// Writes out what `print` has kept back, so that it comes before what the editor writes.
func flushStandardOutput() {
  fflush(nil)
}

/// Returns a copy of `text` that C may free.
func duplicated(_ text: String) -> UnsafeMutablePointer<CChar>? {
  strdup(text)
}

/// Frees a string that C made, and returns its text.
func taken(_ text: UnsafeMutablePointer<CChar>) -> String {
  defer { free(text) }
  return String(cString: text)
}
