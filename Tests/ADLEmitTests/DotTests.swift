import ADLFormats
import ADLPrograms
import Testing

@testable import ADLEmit

struct DotTests {
  @Test("text in quotation marks has its own escaped")
  func quotes() {
    #expect(DotWriter.quoted("a \"b\" \\ c\nd") == "\"a \\\"b\\\" \\\\ c\\nd\"")
  }
}
