import ADLFormats
import ADLText

/// The settings, or the one that was asked for or changed.
struct SettingsAnswer: AnswerContent {
  private let settings: Settings

  /// What was changed; then a person is not told.
  private let changed: Settings.Entry?

  /// What alone was asked for.
  private let asked: Settings.Entry?
  let kind = "settings"

  init(_ settings: Settings, changed: Settings.Entry? = nil, asked: Settings.Entry? = nil) {
    self.settings = settings
    self.changed = changed
    self.asked = asked
  }

  /// What the answer is about.
  private var entries: [Settings.Entry] {
    (changed ?? asked).map { [$0] } ?? Settings.table
  }

  var text: StyledText {
    if changed != nil { return StyledText() }
    var table = TextTable([.init("", role: .name), .init(""), .init("", role: .dimmed)])
    for entry in entries {
      table.append([entry.word, entry.value(settings), entry.summary])
    }
    return table.text
  }

  struct Payload: Encodable {
    /// A setting: its word now, and the words that it takes, where they are few.
    struct Setting: Encodable {
      let name: String
      let word: String
      let words: [String]
      let text: String
    }

    let settings: [Setting]
  }

  var payload: any Encodable {
    Payload(
      settings: entries.map {
        Payload.Setting(
          name: $0.word, word: $0.value(settings), words: $0.values, text: $0.summary)
      })
  }
}
