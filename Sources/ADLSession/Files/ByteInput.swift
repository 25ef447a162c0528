import ADLPrograms
import Glibc

/// A file, or standard input, that is read piece by piece.
final class ByteInput {
  /// The name that messages show.
  let name: String
  private let file: Int32

  /// Opens the file at `path`; `-` is standard input.
  init(path: String) throws(SourceReader.Failure) {
    name = path == "-" ? "<stdin>" : path
    if path == "-" { try SourceReader.takeInput() }
    file = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw SourceReader.failure(path) }
  }

  deinit { if file > 2 { close(file) } }

  /// Appends what comes next, at most `count` bytes, to `bytes`; waits until there is something.
  ///
  /// Returns `false` at the end, and where `cancellation` holds.
  func read(
    _ count: Int, appendingTo bytes: inout [UInt8], cancellation: Cancellation
  ) throws(SourceReader.Failure) -> Bool {
    let first = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    var found = -1
    repeat {
      if cancellation.isRequested { found = 0; break }
      found = bytes.withUnsafeMutableBytes { systemRead(file, $0.baseAddress! + first, count) }
    } while found < 0 && errno == EINTR
    bytes.removeLast(count - max(found, 0))
    guard found >= 0 else { throw SourceReader.failure(name) }
    return found > 0
  }

  /// What tells the file from all others; `nil` if it is not a regular one.
  var identity: FileIdentity? { FileIdentity(descriptor: file) }
}

/// The system's function, which a method hides.
private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, bytes, count)
}
