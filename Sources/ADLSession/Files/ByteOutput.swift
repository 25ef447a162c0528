import Glibc

/// A file, or standard output, that is written piece by piece.
///
/// What a file held stays until the first piece comes, or `end`.
final class ByteOutput {
  private let path: String
  private let file: Int32
  private var isBegun: Bool

  /// Opens the file at `path`; `-` is standard output. The file that `input` reads is refused, and
  /// so is each of `others`, which were read before.
  init(
    path: String, apartFrom input: ByteInput, and others: Set<FileIdentity>
  ) throws(SourceReader.Failure) {
    let identity = path == "-" ? FileIdentity(descriptor: 1) : FileIdentity(path: path)
    if let identity, identity == input.identity {
      throw SourceReader.Failure(
        path: path, reason: "it is the file of points", action: "write")
    }
    if let identity, others.contains(identity) {
      throw SourceReader.Failure(path: path, reason: "it is a file that was read", action: "write")
    }
    self.path = path == "-" ? "standard output" : path
    file = path == "-" ? 1 : open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    isBegun = path == "-"
    guard file >= 0 else { throw SourceReader.failure(path, "write") }
  }

  deinit { if file > 2 { close(file) } }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8]) throws(SourceReader.Failure) {
    if bytes.isEmpty { return }
    try begin()
    try SourceReader.write(bytes, to: file, path: path)
  }

  /// Says that all was written, if only nothing.
  func end() throws(SourceReader.Failure) { try begin() }

  /// Empties a regular file; nothing else has a size.
  private func begin() throws(SourceReader.Failure) {
    if isBegun { return }
    isBegun = true
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    if ftruncate(file, 0) != 0 { throw SourceReader.failure(path, "write") }
  }
}
