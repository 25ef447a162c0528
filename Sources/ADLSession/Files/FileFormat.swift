/// What a command writes into a file.
enum FileFormat {
  case picture
  case text
  case script
  case state

  /// The format in words, with the names that such a file has.
  var words: String {
    switch self {
    case .picture: "a picture in SVG"
    case .text: "plain text"
    case .script: "a script"
    case .state: "the state of a descent in JSON"
    }
  }

  /// The ending that says so.
  var ending: String {
    switch self {
    case .picture: "svg"
    case .text: "txt"
    case .script: "adl"
    case .state: "json"
    }
  }

  /// Returns the ending of `path` if it promises another format than this.
  func brokenPromise(of path: String) -> String? {
    let name = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    if ending == self.ending || (self == .script && ending == "txt") { return nil }
    return Self.endings.contains(ending) ? ending : nil
  }

  /// Endings that promise a format to those who open a file by its name.
  private static let endings: Set<String> = [
    "adl", "avif", "bmp", "csv", "doc", "docx", "dot", "eps", "gif", "gv", "gz", "htm", "html",
    "ipynb", "jpeg", "jpg", "js", "json", "jsonl", "npy", "npz", "ods", "odt", "onnx", "parquet",
    "pdf", "pgf", "png", "ppm", "ps", "py", "sarif", "svg", "tex", "tif", "tiff", "toml", "tsv",
    "txt", "webp", "xls", "xlsx", "xml", "yaml", "yml", "zip",
  ]
}
