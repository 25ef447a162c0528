import CLineEdit
import Testing

@testable import LineEdit

struct CompletionListingTests {
  init() { adl_use_utf8() }

  @Test func `labels stand in columns that are read downwards`() {
    let labels = ["abs", "acos", "漢", "clip", "cos"]
    #expect(CompletionListing.text(labels, columns: 18) == "abs   漢    cos\nacos  clip")
    #expect(CompletionListing.text(["a"], columns: 80) == "a")
    #expect(CompletionListing.text([], columns: 80) == "")
  }

  @Test func `what does not fit is counted`() {
    let labels = (0..<100).map { "name\($0)" }
    let lines = CompletionListing.text(labels, columns: 16).split(separator: "\n")
    #expect(lines.count == CompletionListing.rowLimit + 1)
    #expect(lines.last == "… 84 more")
    // A terminal narrower than a label still shows it.
    #expect(CompletionListing.text(labels, columns: 1).hasPrefix("name0\nname1\n"))
  }

  @Test func `only what is certain is inserted`() {
    let one = Completion(replacing: 2, with: [.init("relu", suffix: "(")])
    #expect(one.certainText(after: "re") == "relu(")
    let two = Completion(replacing: 2, with: [.init("relu2"), .init("relu3")])
    #expect(two.certainText(after: "re") == "relu")
    #expect(two.certainText(after: "relu") == nil)
    #expect(Completion.none.certainText(after: "x") == nil)
  }
}
