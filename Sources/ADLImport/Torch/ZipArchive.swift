import ADLText

/// The entries of a zip archive that are stored as they are, as `torch.export.save` writes them.
struct ZipArchive {
  /// Where each entry's bytes are, by its name without the archive's own folder.
  private(set) var entries: [String: Range<Int>] = [:]

  /// The names of entries that are compressed.
  private(set) var compressed: Set<String> = []

  /// `true` iff the bytes begin as an archive does.
  static func isArchive(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }

  /// Reads the directory at the end of the archive; `nil` where there is none.
  init?(_ bytes: [UInt8]) {
    func number(_ at: Int, _ count: Int) -> Int? {
      guard at >= 0, at + count <= bytes.count else { return nil }
      var value = 0
      for i in (0..<count).reversed() { value = value << 8 | Int(bytes[at + i]) }
      return value
    }
    guard bytes.count >= 22 else { return nil }
    var end = bytes.count - 22
    while end >= 0, number(end, 4) != 0x0605_4B50 { end -= 1 }
    guard end >= 0, var count = number(end + 10, 2), var place = number(end + 16, 4) else {
      return nil
    }
    // Archives of more than 4 GB, or those written so anyway, have a second directory.
    if place == 0xFFFF_FFFF || count == 0xFFFF, number(end - 20, 4) == 0x0706_4B50,
      let second = number(end - 12, 8), number(second, 4) == 0x0606_4B50
    {
      count = number(second + 32, 8) ?? 0
      place = number(second + 48, 8) ?? 0
    }
    for _ in 0..<count {
      guard number(place, 4) == 0x0201_4B50, let method = number(place + 10, 2),
        let size = number(place + 20, 4), let nameCount = number(place + 28, 2),
        let extraCount = number(place + 30, 2), let commentCount = number(place + 32, 2),
        let header = number(place + 42, 4), place + 46 + nameCount <= bytes.count
      else { return nil }
      let name = String(
        decoding: bytes[place + 46..<place + 46 + nameCount], as: UTF8.self)
      guard let ownName = number(header + 26, 2), let ownExtra = number(header + 28, 2) else {
        return nil
      }
      let start = header + 30 + ownName + ownExtra
      let key = name.split(separator: "/").dropFirst().joined(separator: "/")
      if method != 0 {
        compressed.insert(key)
      } else if start + size <= bytes.count {
        entries[key] = start..<start + size
      }
      place += 46 + nameCount + extraCount + commentCount
    }
  }
}
