import ADLPrograms
import ADLText

/// What came through pipes and standard input, which can be read once, for sessions that read the
/// same again: another pass over a script, or another script that loads the same.
final class SourceCache {
  private var contents: [String: [UInt8]] = [:]

  /// Returns the file at `path`, as `SourceReader.read` does.
  func read(
    _ path: String, name: String?, cancellation: Cancellation
  ) throws(SourceReader.Failure) -> SourceFile {
    guard path == "-" || SourceReader.isIrregular(path) else {
      return try SourceReader.read(path, name: name, cancellation: cancellation)
    }
    let key = path == "-" ? path : SourceReader.resolved(path)
    if let bytes = contents[key] {
      return SourceFile(name: name ?? (path == "-" ? "<stdin>" : path), bytes: bytes)
    }
    let file = try SourceReader.read(path, name: name, cancellation: cancellation)
    contents[key] = file.bytes
    return file
  }
}
