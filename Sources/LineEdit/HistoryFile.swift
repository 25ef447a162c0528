import Glibc

/// The entries of all prompts of a user, kept in a file of plain text.
///
/// One entry is one line, in which a newline is written `\n` and a backslash `\\`. Prompts that run
/// at the same time share the file: each entry is appended under a lock, and what one prompt trims
/// away is never an entry that another has just added. Trouble costs a warning, never an entry that
/// is already in the file.
package final class HistoryFile {
  /// Where the file is.
  let path: String
  /// What the file held when it was read and what was appended since: oldest first, each entry
  /// once.
  private(set) var entries: [String] = []

  /// How many entries the file keeps.
  private let limit: Int
  /// How many lines the file has, as far as this prompt knows.
  private var lineCount = 0
  /// Lines that could not be written because another process held the lock.
  private var pending: [UInt8] = []
  private var warning: String?
  private var hasWarned = false

  /// Reads the history at `path`; a file that does not exist is an empty history.
  package init(path: String, limit: Int = 10_000) {
    self.path = path
    self.limit = limit
    do {
      let lines = HistoryLines(try HistoryStorage(path: path).read())
      lineCount = lines.count
      entries = lines.newest(limit).map(HistoryLines.entry)
      if lineCount > limit { trim() }
    } catch {
      warn("history cannot be read", error)
    }
  }

  deinit {
    if !pending.isEmpty { try? HistoryStorage(path: path).append(pending) }
  }

  /// Returns where the history is kept under `environment`, or `nil` if it is not to be kept.
  ///
  /// `ADL_HISTORY` names the file (empty: no history); else it is `adl/history` in
  /// `XDG_STATE_HOME`, else in `~/.local/state`.
  package static func location(environment: [String: String]) -> String? {
    if let chosen = environment["ADL_HISTORY"] { return chosen.isEmpty ? nil : chosen }
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return state + "/adl/history"
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.local/state/adl/history"
  }

  /// `false` for entries that are blank or begin with a space: those are not kept.
  static func isWorthKeeping(_ entry: String) -> Bool {
    entry.first != " " && entry.contains { !$0.isWhitespace }
  }

  /// Adds `entry` to the file and to `entries`. Returns `false` if it is none to keep.
  @discardableResult
  func append(_ entry: String) -> Bool {
    guard Self.isWorthKeeping(entry) else { return false }
    if entries.last == entry { return true }
    entries.removeAll { $0 == entry }
    entries.append(entry)
    pending += HistoryLines.line(entry)
    do {
      try HistoryStorage(path: path).append(pending)
      pending = []
      lineCount += 1
      // A little room saves a rewriting of the file at each entry.
      if lineCount > limit + max(1, limit / 20) { trim() }
    } catch {
      // Without the lock the lines wait for the next entry; any other trouble will not go away.
      if error != .locked { pending = [] }
      warn("history is not kept", error)
    }
    return true
  }

  /// Returns the first trouble with the file, once.
  package func takeWarning() -> String? {
    defer { warning = nil }
    return warning
  }

  private func warn(_ title: String, _ failure: HistoryStorage.Failure) {
    guard !hasWarned else { return }
    hasWarned = true
    warning = "\(title): \(path): \(failure.reason)"
  }

  /// Keeps the newest entries. A file that cannot be rewritten is only longer than need be.
  private func trim() {
    let limit = limit
    let done: Void? = try? HistoryStorage(path: path).rewrite { bytes in
      HistoryLines(bytes).newest(limit).flatMap { $0 + [UInt8(ascii: "\n")] }
    }
    if done != nil { lineCount = min(lineCount, limit) }
  }
}
