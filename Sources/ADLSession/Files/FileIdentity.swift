import Glibc

/// What tells a regular file from all others, whatever its path: names are many, files are not.
struct FileIdentity: Hashable {
  private let device: dev_t
  private let number: ino_t

  /// Creates the identity of the file at `path`; `-` is standard input. `nil` if nothing is there,
  /// or no regular file.
  init?(path: String) {
    var status = stat()
    let isFound = path == "-" ? fstat(0, &status) : stat(path, &status)
    guard isFound == 0 else { return nil }
    self.init(status)
  }

  /// Creates the identity of an open file; `nil` if it is not a regular one.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    device = status.st_dev
    number = status.st_ino
  }
}
