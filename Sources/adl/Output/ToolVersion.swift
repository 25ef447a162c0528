@preconcurrency import CGMP
import CMPFR
import ADLSession

import Glibc

/// What `adl --version` says: the version, what the tool is linked with, and what it needs.
enum ToolVersion {
  /// The name with the number.
  static let name = "adl \(Release.version)"

  /// All of it, a fact on a line.
  static var text: String {
    """
    \(name), schema \(Release.schema)
    profiles  \(Session.conventionNames.joined(separator: ", "))
    linked    \(libraries.joined(separator: ", "))
    needs     \(needs)
    """
  }

  /// The libraries in this process, those of which an answer depends with their versions.
  private static var libraries: [String] {
    let numbers = [
      "GMP \(String(cString: __gmp_version))", "MPFR \(String(cString: mpfr_get_version()))",
    ]
    let loaded = loadedLibraries
    let swift = loaded.contains { $0.hasPrefix("libswiftCore") }
    let others = loaded.filter { !$0.hasPrefix("libswift") && !$0.hasPrefix("ld-") }
    return numbers + [swift ? "Swift's libraries (shared)" : "Swift's libraries (in the tool)"]
      + others
  }

  /// The names of the shared libraries that are mapped.
  private static var loadedLibraries: [String] {
    guard let maps = try? SourceReader.read("/proc/self/maps") else { return [] }
    var names: Set<String> = []
    for line in maps.text.split(separator: "\n") {
      guard let path = line.split(separator: " ").last, path.hasPrefix("/"),
        let name = path.split(separator: "/").last, name.contains(".so")
      else { continue }
      names.insert(String(name))
    }
    return names.sorted()
  }

  /// The system that the tool was built for: older ones may lack what it calls.
  private static var needs: String {
    #if arch(x86_64)
      let processor = "x86-64"
    #elseif arch(arm64)
      let processor = "aarch64"
    #else
      let processor = "this processor"
    #endif
    return "Linux on \(processor), glibc \(__GLIBC__).\(__GLIBC_MINOR__) or later"
  }
}
