import ADLLanguage
import Testing

struct CompletenessTests {
  @Test(arguments: [
    "f(x) =", "f(x) = x +", "f(x) = (x", "a = [1,", "a = [1, 2;", "if x > 0", "if x > 0 then 1",
    "if x > 0 then", "let a = 1", "let a = 1 in", "x ->", "f(", "sum(x[i] for i in 1..", "1 - ",
    "not", "diff f,", "plot f on [0,", "assert a ≈", "# comment\nf(x) = (x +\n1",
  ])
  func `a text that more lines can complete is incomplete`(text: String) {
    #expect(Completeness.of(text) == .incomplete)
    #expect(Completeness.of(text + "\n") == .incomplete)
  }

  @Test(arguments: [
    "", "# comment", "f(x) = x", "f(x) =\nx", "a = [1,\n2]", "if x > 0\nthen 1\nelse 2",
    "let a = 1\nin a", "diff f, g at 0", "names", ":help", "?relu", "x;", "load \"f.adl\"",
    "f(x) = (x\n+ 1)",
  ])
  func `a text without errors is complete`(text: String) {
    #expect(Completeness.of(text) == .complete)
  }

  @Test(arguments: [
    "f(x) = )", "diff", "diff f at", "plot f on", "clarke f", "(1]", "a b", "x = \"", "assert",
    "load", "f() =",
  ])
  func `a text that no line can repair is wrong`(text: String) {
    #expect(Completeness.of(text) == .wrong)
  }
}
