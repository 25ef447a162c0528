import ADLLanguage
import ADLPrograms
import ADLText
import Synchronization

import Glibc

/// Files as the session reads and writes them.
public enum SourceReader {
  /// Why a file could not be read or written, in the system's words.
  public struct Failure: Error, Hashable, Sendable {
    /// The path, as it was given.
    public let path: String

    /// Why it cannot be read or written, in words.
    public let reason: String

    /// What was to be done with the file.
    public let action: String

    init(path: String, reason: String, action: String = "read") {
      self.path = path
      self.reason = reason
      self.action = action
    }

    /// The failure in one line.
    public var message: String { "cannot \(action) `\(path)`: \(reason)" }
  }

  /// `true` once standard input was taken; what it held is gone then.
  private static let isInputTaken = Atomic<Bool>(false)

  /// Takes standard input, which can be done once.
  static func takeInput() throws(Failure) {
    if isInputTaken.exchange(true, ordering: .relaxed) {
      throw Failure(path: "-", reason: "standard input was read before")
    }
  }

  /// `true` iff there is something at `path` that is not a regular file, such as a pipe: it may be
  /// readable once only.
  static func isIrregular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }

  /// Returns the file at `path`, under the name that messages are to show; `-` is standard input.
  /// Where `cancellation` holds, reading ends in failure.
  public static func read(
    _ path: String, name: String? = nil, cancellation: Cancellation = .never
  ) throws(Failure) -> SourceFile {
    if path == "-" {
      try takeInput()
      return SourceFile(
        name: name ?? "<stdin>",
        bytes: try contents(of: 0, path: "standard input", cancellation))
    }
    // To open a pipe is to wait for who writes to it.
    var file: Int32
    repeat {
      file = cancellation.isRequested ? -1 : open(path, O_RDONLY | O_CLOEXEC)
    } while file < 0 && errno == EINTR && !cancellation.isRequested
    if cancellation.isRequested { throw Failure(path: path, reason: "interrupted") }
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    return SourceFile(name: name ?? path, bytes: try contents(of: file, path: path, cancellation))
  }

  /// Returns the path without `.`, `..` and links, which is the same for every way to name a file.
  public static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Replaces the file at `path` by `text`, in one step: on failure the old file stays.
  public static func write(_ text: String, to path: String) throws(Failure) {
    try write(Array(text.utf8), to: path)
  }

  /// Replaces the file at `path` by `bytes`, as above.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      return try writeThrough(bytes, to: path)
    }
    let target = resolved(path)
    var template = Array((target + ".XXXXXX").utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw failure(path, "write") }
    var mode = mode_t(0o666)
    if exists {
      mode = status.st_mode & 0o7777
    } else {
      let mask = umask(0)
      umask(mask)
      mode &= ~mask
    }
    do throws(Failure) {
      defer { close(file) }
      // The owner stays who it was, where that is ours to say.
      if exists { _ = fchown(file, status.st_uid, status.st_gid) }
      fchmod(file, mode)
      try write(bytes, to: file, path: path)
      try synchronize(file, path: path)
    } catch {
      unlink(template)
      throw error
    }
    guard rename(template, target) == 0 else {
      let reason = failure(path, "write")
      unlink(template)
      throw reason
    }
  }

  /// Writes to what is not a regular file, such as `/dev/stdout`.
  private static func writeThrough(_ bytes: [UInt8], to path: String) throws(Failure) {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(path, "write") }
    defer { close(file) }
    try write(bytes, to: file, path: path)
  }

  static func contents(
    of file: Int32, path: String, _ cancellation: Cancellation = .never
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if cancellation.isRequested { throw Failure(path: path, reason: "interrupted") }
      let count = systemRead(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= Limits.sourceBytes else {
        throw Failure(path: path, reason: "larger than \(Limits.sourceBytes) bytes")
      }
    }
  }

  static func write(_ bytes: [UInt8], to file: Int32, path: String) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { buffer in
        systemWrite(file, buffer.baseAddress, buffer.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path, "write") }
      written += count
    }
  }

  static func failure(_ path: String, _ action: String = "read") -> Failure {
    Failure(path: path, reason: String(cString: strerror(errno)), action: action)
  }
}

// The system's functions, which methods above hide.

private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, bytes, count)
}

private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
