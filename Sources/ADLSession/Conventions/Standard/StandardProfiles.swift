import ADLPrograms
import ADLText

/// The profiles that come with the tool as files would, by their names.
enum StandardProfiles {
  /// The profiles in the order of the manual, each with its short name.
  static let all: [(shortName: String, profile: UserProfile)] = StandardProfile.table.compactMap {
    standard in
    let file = SourceFile(name: "\(standard.shortName).json", text: standard.text)
    return (try? ProfileReader(file).profile()).map { (standard.shortName, $0) }
  }

  /// Returns the profile called `name`, in full or short.
  static func named(_ name: String) -> UserProfile? {
    all.first { $0.shortName == name || $0.profile.name == name }?.profile
  }

  /// Their names, short and full.
  static var names: [String] { all.flatMap { [$0.shortName, $0.profile.name] } }
}
