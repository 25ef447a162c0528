#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file, or standard output, that is written piece by piece.
public final class ByteOutput {
  private let path: String
  private let file: Int32

  /// Opens the file at `path`, which is emptied; `-` is standard output. The file that `input` reads
  /// is refused.
  public init(path: String, apartFrom input: ByteInput) throws(SourceReader.Failure) {
    if path != "-", input.isSame(as: path) {
      throw SourceReader.Failure(path: path, reason: "it is the file of points")
    }
    self.path = path == "-" ? "standard output" : path
    file = path == "-" ? 1 : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw SourceReader.failure(path) }
  }

  deinit { if file > 2 { close(file) } }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8]) throws(SourceReader.Failure) {
    try SourceReader.write(bytes, to: file, path: path)
  }
}
