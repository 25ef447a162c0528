import CLineEdit

/// A line editor on a terminal: libedit's keys, entries of several lines, a history that stays,
/// completion.
///
/// It is to be used from one thread, the main thread where signals arrive.
package final class LineEditor {
  /// What the user did.
  package enum Event: Sendable, Equatable {
    /// An entry, without its final newline. It may have several lines.
    case line(String)
    /// Ctrl-C: what was typed is dropped.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal is gone.
    case endOfInput
  }

  /// The keys of the editor.
  package enum Keys: Sendable, Equatable {
    case emacs, vi
  }

  /// Returns the completion of the word at the end of `text`, the entry up to the cursor.
  package typealias Completer = (_ text: String) -> Completion
  /// Returns `true` iff `entry` is a whole statement, right or wrong, so that Enter ends it.
  package typealias CompletenessCheck = (_ entry: String) -> Bool

  /// How many entries can be recalled.
  static let recallLimit = 10_000

  private var edit: OpaquePointer?
  private let output: Int32
  private let history: HistoryFile?
  private let completer: Completer
  private let isComplete: CompletenessCheck
  private var entries: [String] = []
  /// The first entries, as they are shown when they are recalled.
  private var shownEntries: [String] = []
  private var recall = HistoryRecall()
  private var prompt = ""
  private var continuation = ""

  /// Creates an editor on the terminal whose ends are `input` and `output`.
  ///
  /// `programName` is the name that sections of the user's `.editrc` refer to. Without a history
  /// file, entries are kept for this editor only. Returns `nil` if memory is short.
  package init?(
    programName: String, history: HistoryFile?, completer: @escaping Completer = { _ in .none },
    isComplete: @escaping CompletenessCheck = { _ in true }, input: Int32 = 0, output: Int32 = 1
  ) {
    self.history = history
    self.completer = completer
    self.isComplete = isComplete
    self.output = output
    var callbacks = adl_edit_callbacks()
    callbacks.context = Unmanaged.passUnretained(self).toOpaque()
    callbacks.accepts = { LineEditor.from($0).accepts(String(cString: $1!)) }
    callbacks.pasted = { LineEditor.from($0).pasted(String(cString: $1!)) }
    callbacks.complete = { LineEditor.from($0).complete(String(cString: $1!), cursor: $2) }
    callbacks.recall = {
      LineEditor.from($0).recall(Int($1), from: String(cString: $2!), cursor: $3)
    }
    edit = adl_edit_open(programName, input, output, Int32(Self.recallLimit), callbacks)
    guard edit != nil else { return nil }
    entries = history?.entries ?? []
  }

  deinit {
    if let edit { adl_edit_close(edit) }
  }

  /// Reads one entry, which joins the history unless it is blank or begins with a space.
  ///
  /// `prompt` may hold escape sequences between `\u{1}` marks; `continuation` stands before each
  /// further line.
  package func read(prompt: String, continuation: String = "") -> Event {
    self.prompt = prompt
    self.continuation = continuation
    recall = HistoryRecall()
    showNewEntries()
    flushStandardOutput()
    var line: UnsafeMutablePointer<CChar>?
    switch adl_edit_read(edit, prompt, continuation, &line) {
    case ADL_EDIT_LINE:
      guard let line else { return .endOfInput }
      var entry = plain(taken(line))
      while entry.hasSuffix("\n") { entry.removeLast() }
      if history?.append(entry) ?? HistoryFile.isWorthKeeping(entry) { remember(entry) }
      return .line(entry)
    case ADL_EDIT_INTERRUPTED:
      return .interrupted
    default:
      return .endOfInput
    }
  }

  /// Switches to the keys of the given editor.
  package func use(_ keys: Keys) {
    adl_edit_use_vi(edit, keys == .vi)
  }

  private func remember(_ entry: String) {
    if let older = entries.firstIndex(of: entry) {
      entries.remove(at: older)
      if older < shownEntries.count { shownEntries.remove(at: older) }
    }
    entries.append(entry)
  }

  private func showNewEntries() {
    for entry in entries[shownEntries.count...] {
      let shown = EntryText.shown(entry, continuation: continuation)
      shownEntries.append(shown)
      adl_edit_remember(edit, shown)
    }
  }

  private func plain(_ text: String) -> String {
    EntryText.plain(text, continuation: continuation)
  }
}

// MARK: - What the keys ask

extension LineEditor {
  private static func from(_ context: UnsafeMutableRawPointer?) -> LineEditor {
    Unmanaged.fromOpaque(context!).takeUnretainedValue()
  }

  /// Two empty lines end an entry that the check would have go on for ever.
  private func accepts(_ line: String) -> Bool {
    let entry = plain(line)
    return entry.hasSuffix("\n\n") || isComplete(entry)
  }

  private func pasted(_ text: String) -> UnsafeMutablePointer<CChar>? {
    duplicated(
      EntryText.pasted(text, prompt: plainPrompt, continuation: continuation))
  }

  /// The prompt without its escape sequences.
  private var plainPrompt: String {
    prompt.split(separator: "\u{1}", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.isMultiple(of: 2) ? $1 : nil }.joined()
  }

  private func complete(_ line: String, cursor: Int) -> adl_edit_change {
    var change = adl_edit_change(line: nil, cursor: -1, listing: nil, bell: false)
    let before = String(line.unicodeScalars.prefix(cursor))
    let completion = completer(plain(before))
    let start = max(0, cursor - completion.replacedCount)
    let word = String(before.unicodeScalars.dropFirst(start))
    if let text = completion.certainText(after: word) {
      let kept = String(line.unicodeScalars.prefix(start))
      change.line = duplicated(kept + text + String(line.unicodeScalars.dropFirst(cursor)))
      change.cursor = Int32(start + text.unicodeScalars.count)
    } else if completion.candidates.isEmpty {
      change.bell = true
    } else {
      let labels = completion.candidates.map(\.label)
      change.listing = duplicated(
        CompletionListing.text(labels, columns: Terminal.columns(output)))
    }
    return change
  }

  private func recall(_ direction: Int, from line: String, cursor: Int) -> adl_edit_change {
    guard let step = recall.step(direction, from: line, cursor: cursor, in: shownEntries) else {
      return adl_edit_change(line: nil, cursor: -1, listing: nil, bell: true)
    }
    return adl_edit_change(
      line: duplicated(step.line), cursor: Int32(step.cursor), listing: nil, bell: false)
  }
}
