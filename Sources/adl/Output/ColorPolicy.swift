import ADLText
import ArgumentParser
import FoundationEssentials
import LineEdit

/// When output is coloured.
enum ColorPolicy: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  /// Returns how text is formatted for a file descriptor: what the user asks for, then `NO_COLOR`,
  /// then `CLICOLOR_FORCE` and `FORCE_COLOR`, then whether it is a terminal with colours.
  func format(_ descriptor: Int32) -> StyledText.Format {
    let environment = ProcessInfo.processInfo.environment
    func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }
    switch self {
    case .always: return .ansi
    case .never: return .plain
    case .auto:
      if isSet("NO_COLOR") { return .plain }
      for name in ["CLICOLOR_FORCE", "FORCE_COLOR"] where isSet(name) && environment[name] != "0" {
        return .ansi
      }
      let isColourful = environment["TERM"] != "dumb" && isSet("TERM")
      return Terminal.isTerminal(descriptor) && isColourful ? .ansi : .plain
    }
  }
}
