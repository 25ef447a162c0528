import ADLEmit

/// What a command writes into a file.
enum FileFormat: Equatable {
  case picture
  case text
  case script
  case state
  case emitted(EmissionForm)

  /// The format in words, with the names that such a file has.
  var words: String {
    switch self {
    case .picture: "a picture in SVG"
    case .text: "plain text"
    case .script: "a script"
    case .state: "the state of a descent in JSON"
    case .emitted(let form): form.words
    }
  }

  /// The ending that says so.
  var ending: String {
    switch self {
    case .picture: "svg"
    case .text: "txt"
    case .script: "adl"
    case .state: "json"
    case .emitted(let form): form.ending
    }
  }

  /// Returns the ending of `path` if it promises another format than this.
  func brokenPromise(of path: String) -> String? {
    let name = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    if endings.contains(ending) { return nil }
    return Self.endings.contains(ending) ? ending : nil
  }

  /// The endings that may stand for it.
  private var endings: [String] {
    switch self {
    case .script: ["adl", "txt"]
    case .emitted(.c): ["c", "h", "txt"]
    case .emitted(.dot): ["dot", "gv", "txt"]
    case .emitted(let form): [form.ending, "txt"]
    case .picture, .text, .state: [ending]
    }
  }

  /// Endings that promise a format to those who open a file by its name.
  private static let endings: Set<String> = [
    "adl", "avif", "bmp", "c", "csv", "doc", "docx", "dot", "eps", "gif", "gv", "gz", "h", "htm",
    "html",
    "ipynb", "jpeg", "jpg", "js", "json", "jsonl", "npy", "npz", "ods", "odt", "onnx", "parquet",
    "pdf", "pgf", "png", "ppm", "ps", "py", "sarif", "svg", "tex", "tif", "tiff", "toml", "tsv",
    "txt", "webp", "xls", "xlsx", "xml", "yaml", "yml", "zip",
  ]
}
