import ADLFormats
import ADLPrograms
import ADLText

/// Reads what `torch.export` saves: the archive, or the `model.json` in it.
public struct ExportedProgramReader {
  /// Returns the program of an archive, or of the `model.json` in it.
  public static func programs(
    _ file: SourceFile, _ options: ImportOptions = ImportOptions()
  ) throws(ImportFailure) -> [ImportedProgram] {
    var text = file
    var constants: [String: ArrayData] = [:]
    if ZipArchive.isArchive(file.bytes) {
      guard let archive = ZipArchive(file.bytes) else {
        throw .diagnostic(
          .error("`\(file.name)` is a broken archive", at: nil, hint: "export the program again"))
      }
      guard
        let range = archive.entries.first(where: { $0.key.hasSuffix("models/model.json") })?.value
      else {
        let isCompressed = archive.compressed.contains { $0.hasSuffix("models/model.json") }
        throw .diagnostic(
          .error(
            isCompressed
              ? "`\(file.name)` is compressed" : "`\(file.name)` has no `models/model.json`",
            at: nil,
            hint: isCompressed
              ? "take the program out: `unzip -p \(file.name) '*/models/model.json' > model.json`"
              : "write it with `torch.export.save`"))
      }
      text = SourceFile(name: file.name, bytes: Array(file.bytes[range]))
      constants = try data(archive, file)
    }
    let json: LocatedJSON
    do {
      json = try LocatedJSON(text)
    } catch {
      throw .diagnostic(
        .error(
          "expected \(error.expected)", at: text.span(error.range),
          hint: "give the `model.json` of an exported program, as it is"))
    }
    let unfolding = try TorchUnfolding(json, text, constants, options)
    return [try unfolding.program()]
  }

  /// An array of the archive: its bytes, and what they mean.
  struct ArrayData {
    let format: NumberFormat
    let sizes: [Int]
    let bytes: ArraySlice<UInt8>
  }

  /// The arrays that the archive keeps beside the program, by the names that the program has.
  private static func data(
    _ archive: ZipArchive, _ file: SourceFile
  ) throws(ImportFailure) -> [String: ArrayData] {
    var result: [String: ArrayData] = [:]
    for (name, range) in archive.entries where name.hasSuffix("_config.json") {
      let folder = name.split(separator: "/").dropLast().joined(separator: "/")
      let text = SourceFile(name: name, bytes: Array(file.bytes[range]))
      guard let json = try? LocatedJSON(text) else { continue }
      for member in json["config"]?.members ?? [] {
        guard let path = member.value["path_name"]?.string, let meta = member.value["tensor_meta"],
          let bytes = archive.entries["\(folder)/\(path)"],
          let format = meta["dtype"]?.integer.flatMap(TorchType.format)
        else { continue }
        let sizes = (meta["sizes"]?.array ?? []).map { $0["as_int"]?.integer ?? 0 }
        result[member.key] = ArrayData(format: format, sizes: sizes, bytes: file.bytes[bytes])
      }
    }
    return result
  }
}

extension ExportedProgramReader.ArrayData {
  /// The entries, in the order of the bytes.
  func entries(_ writer: ArrayWriter) -> [ArrayEntry] {
    let width = format.bytes
    return stride(from: bytes.startIndex, through: bytes.endIndex - width, by: width).map { start in
      var bits: UInt64 = 0
      for k in (0..<width).reversed() { bits = bits << 8 | UInt64(bytes[start + k]) }
      switch format.kind {
      case .real: return .number(writer.literal(format.real(bits)))
      case .integer: return .integer(format.integer(bits))
      case .boolean: return .truth(bits != 0)
      }
    }
  }
}
