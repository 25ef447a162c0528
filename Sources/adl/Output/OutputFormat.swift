import ADLSession
import ArgumentParser

/// How answers are shown.
enum OutputFormat: ExpressibleByArgument, CaseIterable, Equatable {
  case text
  case json
  case report(Report.Format)

  static var allCases: [OutputFormat] { [.text, .json] + Report.Format.allCases.map(Self.report) }

  static var allValueStrings: [String] { allCases.map(\.defaultValueDescription) }

  init?(argument: String) {
    guard let format = Self.allCases.first(where: { $0.defaultValueDescription == argument }) else {
      return nil
    }
    self = format
  }

  var defaultValueDescription: String {
    switch self {
    case .text: "text"
    case .json: "json"
    case .report(let format): format.rawValue
    }
  }
}
