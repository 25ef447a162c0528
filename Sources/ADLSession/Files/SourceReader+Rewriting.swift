import Glibc

extension SourceReader {
  /// Writes `bytes` into the file at `path` that held `old` when it was read. The file stays the
  /// same one: its inode, its owner and its other names. On failure it holds what it held before.
  static func rewrite(
    _ path: String, from old: [UInt8], to bytes: [UInt8]
  ) throws(Failure) {
    let action = "record results in"
    let file = open(path, O_RDWR | O_CLOEXEC)
    guard file >= 0 else { throw failure(path, action) }
    defer { close(file) }
    guard try contents(of: file, path: path) == old else {
      throw Failure(path: path, reason: "it was changed while it ran", action: action)
    }
    // Space is found before anything is overwritten.
    if bytes.count > old.count {
      let error = posix_fallocate(file, 0, off_t(bytes.count))
      if error != 0, error != EOPNOTSUPP, error != EINVAL {
        ftruncate(file, off_t(old.count))
        throw Failure(path: path, reason: String(cString: strerror(error)), action: action)
      }
    }
    do throws(Failure) {
      try overwrite(file, bytes, path: path)
    } catch {
      guard (try? overwrite(file, old, path: path)) != nil else {
        throw Failure(
          path: path, reason: "\(error.reason), and what it held could not be put back",
          action: action)
      }
      throw Failure(path: path, reason: error.reason, action: action)
    }
  }

  /// Makes `bytes` all that an open file holds, on the disk.
  private static func overwrite(
    _ file: Int32, _ bytes: [UInt8], path: String
  ) throws(Failure) {
    guard lseek(file, 0, SEEK_SET) == 0 else { throw failure(path, "write") }
    try write(bytes, to: file, path: path)
    guard ftruncate(file, off_t(bytes.count)) == 0 else { throw failure(path, "write") }
    try synchronize(file, path: path)
  }

  /// Waits until the disk has what an open file holds; not every file system can say.
  static func synchronize(_ file: Int32, path: String) throws(Failure) {
    if fsync(file) != 0, errno != EINVAL, errno != ENOTSUP { throw failure(path, "write") }
  }
}
