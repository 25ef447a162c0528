import Glibc

/// The file under a history: reading, appending and rewriting it beside other processes.
///
/// A rewriting puts a new file in the place of the old one, so that a crash leaves one of the two
/// whole. Whoever has the old file open notices after taking its lock, and opens the new one.
struct HistoryStorage {
  let path: String

  /// Why an operation failed.
  enum Failure: Error, Equatable {
    /// The system's error number.
    case system(Int32)
    /// Another process keeps the file locked.
    case locked

    var reason: String {
      switch self {
      case .system(let number): String(cString: strerror(number))
      case .locked: "another process keeps it locked"
      }
    }
  }

  /// How long to wait for the lock, in steps of 5 ms.
  private static let lockAttempts = 200
  /// A longer file is read from its end only, and never rewritten.
  private static let sizeLimit = 64 << 20

  /// Returns the file's bytes; none if there is no file.
  func read() throws(Failure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if file < 0, errno == ENOENT { return [] }
    guard file >= 0 else { throw .system(errno) }
    defer { close(file) }
    let status = try Self.status(file)
    guard Self.isRegular(status) else {
      if status.st_mode & S_IFMT == S_IFDIR { throw .system(EISDIR) }
      return []
    }
    return try Self.contents(file, size: Int(status.st_size))
  }

  /// Appends whole lines, making the file and its folders if need be.
  func append(_ bytes: [UInt8]) throws(Failure) {
    let (file, status) = try openLocked()
    defer { close(file) }
    var bytes = bytes
    if Self.isRegular(status), status.st_size > 0 {
      var last: UInt8 = 0
      if pread(file, &last, 1, status.st_size - 1) == 1, last != UInt8(ascii: "\n") {
        bytes.insert(UInt8(ascii: "\n"), at: 0)
      }
    }
    do {
      try Self.write(bytes, to: file)
    } catch {
      // Half a line would spoil the next one.
      if Self.isRegular(status) { _ = ftruncate(file, status.st_size) }
      throw error
    }
  }

  /// Replaces the file by what `transform` makes of its bytes.
  func rewrite(_ transform: ([UInt8]) -> [UInt8]) throws(Failure) {
    let (file, status) = try openLocked()
    defer { close(file) }
    guard Self.isRegular(status), Int(status.st_size) <= Self.sizeLimit else { return }
    let new = transform(try Self.contents(file, size: Int(status.st_size)))
    // The file that a link leads to is replaced, not the link.
    guard let resolved = realpath(path, nil) else { throw .system(errno) }
    defer { free(resolved) }
    var template = Array((String(cString: resolved) + ".XXXXXX").utf8CString)
    let temporary = mkstemp(&template)
    guard temporary >= 0 else { throw .system(errno) }
    defer { close(temporary) }
    do throws(Failure) {
      try Self.write(new, to: temporary)
      fchmod(temporary, status.st_mode & 0o777)
      guard fsync(temporary) == 0, rename(template, resolved) == 0 else { throw .system(errno) }
    } catch {
      unlink(template)
      throw error
    }
  }

  /// Opens and locks the file that is at `path` when the lock is there.
  private func openLocked() throws(Failure) -> (file: Int32, status: stat) {
    makeFolders()
    for _ in 0..<Self.lockAttempts {
      let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
      guard file >= 0 else { throw .system(errno) }
      do {
        try Self.lock(file)
        let status = try Self.status(file)
        var current = stat()
        if stat(path, &current) == 0, current.st_ino == status.st_ino,
          current.st_dev == status.st_dev
        {
          return (file, status)
        }
      } catch {
        close(file)
        throw error
      }
      close(file)
    }
    throw .locked
  }

  private static func lock(_ file: Int32) throws(Failure) {
    for _ in 0..<lockAttempts {
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return }
      // A file system without locks still appends each line in one piece.
      guard errno == EWOULDBLOCK || errno == EINTR else { return }
      usleep(5_000)
    }
    throw .locked
  }

  private func makeFolders() {
    var end = path.startIndex
    while let slash = path[end...].dropFirst().firstIndex(of: "/") {
      mkdir(String(path[..<slash]), 0o700)
      end = slash
    }
  }

  private static func status(_ file: Int32) throws(Failure) -> stat {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .system(errno) }
    return status
  }

  private static func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

  private static func contents(_ file: Int32, size: Int) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(size, sizeLimit))
    var offset = size - bytes.count
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        pread(file, $0.baseAddress! + filled, $0.count - filled, off_t(offset))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(errno) }
      if count == 0 { break }
      filled += count
      offset += count
    }
    return Array(bytes.prefix(filled))
  }

  private static func write(_ bytes: [UInt8], to file: Int32) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress! + written, $0.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(errno) }
      written += count
    }
  }
}
