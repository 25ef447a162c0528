import ADLText
import Testing

struct SuggestionTests {
  @Test(arguments: [
    ("relu4", "relu"), ("RELU", "relu"), ("clasify", "classify"), ("dif", "diff"), ("sni", "sin"),
  ])
  func `the nearest name is suggested`(name: String, meant: String) {
    let names = ["sin", "relu", "classify", "diff", "max"]
    #expect(Suggestion.closest(to: name, among: names) == meant)
  }

  @Test(arguments: ["x", "banana", "rexx", "maximum"])
  func `nothing is suggested for what is far from every name`(name: String) {
    #expect(Suggestion.closest(to: name, among: ["sin", "relu", "classify", "y", "max"]) == nil)
  }
}
