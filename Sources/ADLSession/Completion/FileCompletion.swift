import ADLText
import Glibc

/// The names of files as completions.
enum FileCompletion {
  /// Returns the folders and `.adl` files that `path` begins, folders with their slash. Names with
  /// control characters are not for a terminal.
  static func candidates(_ path: Substring) -> [SessionCompletion.Candidate] {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let prefix = path.dropFirst(folder.count)
    guard let directory = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(prefix), name.hasPrefix(".") == prefix.hasPrefix("."),
        !name.unicodeScalars.contains(where: \.isControl)
      else { continue }
      var status = stat()
      guard stat(folder + name, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR { names.append(name + "/") }
      if status.st_mode & S_IFMT == S_IFREG, name.hasSuffix(".adl") { names.append(name) }
    }
    return names.sorted().map {
      .init(text: folder + $0, suffix: $0.hasSuffix("/") ? "" : "\"")
    }
  }
}
