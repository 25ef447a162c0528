import Foundation
import Testing

/// Folders point one way: what one names of another in its target never comes back to it.
///
/// The sources are read as text. A name belongs to the folder that declares it at the left margin;
/// a folder points to every other folder that one of its files names something of.
struct FolderTests {
  /// What cannot be cut: an arrow that closes a circle, and why it stands.
  private static let exceptions: [Arrow: String] = [
    Arrow(from: "ADLPrograms/Primitives", to: "ADLPrograms/Programs"):
      "the pieces of a declared selection are programs, and programs apply primitives"
  ]

  private struct Arrow: Hashable {
    let from: String
    let to: String
  }

  private struct File {
    let folder: String
    let name: String
    let declared: Set<Substring>
    let named: Set<Substring>
  }

  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

  static let targets: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? [])
    .filter { !$0.contains(".") }.sorted()

  @Test(arguments: targets) func `folders point one way`(target: String) throws {
    let files = try files(of: target)
    let reasons = arrows(between: files).filter { Self.exceptions[$0.key] == nil }
    var arrows = Set(reasons.keys)
    // What nothing points to is in no circle; what is left when all such is gone, is.
    while true {
      let reached = Set(arrows.map(\.to))
      let free = arrows.filter { !reached.contains($0.from) }
      if free.isEmpty { break }
      arrows.subtract(free)
    }
    let leaving = Set(arrows.map(\.from))
    for arrow in arrows where leaving.contains(arrow.to) {
      let names = reasons[arrow, default: []].sorted().joined(separator: ", ")
      Issue.record("a circle has \(arrow.from) → \(arrow.to) (\(names))")
    }
  }

  @Test func `every exception is still needed`() throws {
    let all = try Self.targets.flatMap { try arrows(between: files(of: $0)).keys }
    for exception in Self.exceptions.keys {
      #expect(
        all.contains(exception) && all.contains(Arrow(from: exception.to, to: exception.from)))
    }
  }

  /// The arrows between folders, each with the names that make it.
  private func arrows(between files: [File]) -> [Arrow: Set<String>] {
    var owners: [Substring: Set<String>] = [:]
    for file in files {
      for name in file.declared { owners[name, default: []].insert(file.folder) }
    }
    var arrows: [Arrow: Set<String>] = [:]
    for file in files {
      for name in file.named {
        guard let owner = owners[name], owner.count == 1, let folder = owner.first,
          folder != file.folder
        else { continue }
        arrows[Arrow(from: file.folder, to: folder), default: []].insert("\(name) in \(file.name)")
      }
    }
    return arrows
  }

  private func files(of target: String) throws -> [File] {
    let root = Self.sources.appendingPathComponent(target)
    let paths = FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String] ?? []
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let url = root.appendingPathComponent(path)
      let text = try String(contentsOf: url, encoding: .utf8)
        .replacing(/"""(?s:.*?)"""/, with: "").replacing(/\/\/[^\n]*/, with: "")
        .replacing(/"(?:[^"\\\n]|\\.)*"/, with: "")
      let folder = "\(target)/\(path)".split(separator: "/").dropLast().joined(separator: "/")
      let declaration =
        /^(?:@\w+(?:\([^)]*\))? +)*(?:(?:public|package|private|fileprivate|final|indirect|nonisolated) +)*(?:struct|enum|class|protocol|actor|typealias) +([A-Z]\w*)/
      return File(
        folder: folder, name: url.lastPathComponent,
        declared: Set(text.matches(of: declaration.anchorsMatchLineEndings()).map(\.1)),
        named: Set(text.matches(of: /\b[A-Z]\w*/).map(\.0)))
    }
  }
}
