/// The lines of a history file, as bytes: what is no UTF-8 stays as it is.
struct HistoryLines {
  private let lines: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) {
    lines = bytes.split(separator: UInt8(ascii: "\n"))
  }

  var count: Int { lines.count }

  /// Returns the newest lines, at most `limit`, oldest first, each only where it stands last.
  func newest(_ limit: Int) -> [ArraySlice<UInt8>] {
    var seen: Set<ArraySlice<UInt8>> = []
    var kept: [ArraySlice<UInt8>] = []
    for line in lines.reversed() where kept.count < limit {
      if seen.insert(line).inserted { kept.append(line) }
    }
    return kept.reversed()
  }

  /// Returns the line that keeps `entry`, with its newline.
  static func line(_ entry: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in entry.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
      case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
      default: bytes.append(byte)
      }
    }
    return bytes + [UInt8(ascii: "\n")]
  }

  /// Returns the entry that `line` keeps. Anything but `\n` and `\\` after a backslash stands for
  /// itself; bytes that no text can have are replaced.
  static func entry(_ line: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    var escaped = false
    for byte in line where byte != 0 {
      if escaped {
        switch byte {
        case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "\\"): bytes.append(byte)
        default: bytes += [UInt8(ascii: "\\"), byte]
        }
        escaped = false
      } else if byte == UInt8(ascii: "\\") {
        escaped = true
      } else {
        bytes.append(byte)
      }
    }
    if escaped { bytes.append(UInt8(ascii: "\\")) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
