import ADLTestSupport
import ADLText
import Testing

@testable import ADLSession

/// Whatever is asked of whatever long expression, a line of the answer has at most 100 columns.
struct AnswerWidthTests {
  private static let long = [
    "t -> max(min(t^2 - 1/3, sin(2*t) - exp(t/7)), 123456789123456789/987654321987654321 * t, "
      + "relu(t - 10/3) + 1/17)",
    "t -> if t < 123456789/1234567891 then -1000000007/998244353 * t^3 else "
      + "if t == 1 then 123456789012345678901234567890 else abs(t - 1/7) + 1/(t + 3)",
    "t -> [relu(t * 314159265358979/100000000000000), max(t, t^2, -t^3, t / 12345678901), "
      + "sqrt(t + 271828182845/1000000000), log(2 + t)][1] + clip(t, -1/3, 1/3)",
  ]
  private static let several = [
    "(a, b, c, d) -> max(a * 1234567/891, b - c / 7654321, relu(d) + abs(a - b), min(c, d), 1/3)",
    "(a, b, c, d) -> max(b - c / 7654321, a * 1234567/891, relu(d) + abs(b - a), min(d, c), 1/3)",
  ]

  static let statements: [String] =
    long.flatMap { f in
      [
        "kinks (\(f)) on [-2, 2]", "kinks (\(f))' on [-2, 2] under tensorflow, pytorch, jax",
        "check (\(f)) on [-2, 2]", "verify (\(f)) on [-2, 2]", "plot (\(f)), (\(f))' on [-2, 2]",
        "diff (\(f)) at 1/7 under tensorflow-2.21, pytorch-1.13, pytorch-2.15, jax-0.10, paper",
      ]
    } + [
      "diff (\(long[0])), (\(long[1])), (\(long[2])) on [-1, 1]",
      "diff (\(long[0])), (\(long[1])), (\(long[2])) on [-1, 1] under paper, jax, pytorch-1.13",
      "diff (\(several[0])), (\(several[1])) on [-12345678/12345677, 98765/98764]^4",
      "diff (\(several[0])), (\(several[1])) at (891/1234567, 891/1234567, 891/1234567, 0)",
      "diff (\(several[0]))' at (1/3, 1/3, 1/3, 1/3) under paper, jax",
      "check (\(several[0])) on [-1, 1]^4", "verify (\(several[1])) on [-1, 1]^4",
      "plot ((x, y) -> (\(several[0]))(x, y, x + y / 123456789, 1/3)) on [-1, 1]^2",
      "diff (x -> sum(relu(x))), (x -> sum([max(0, x[i]) for i in 1..40])) at zeros(40)",
      "diff (x -> sum(relu(x))), (x -> sum([max(0, x[i]) for i in 1..7])) on [-1, 1]^7",
    ]

  @Test(arguments: -2...9) func `a text is cut to any width`(width: Int) {
    for text in ["", "…", "gradient"] {
      let cut = AnswerWords.cut(text, to: width)
      #expect(cut.count <= max(width, 1) && cut.isEmpty == text.isEmpty)
    }
  }

  @Test(.slow, arguments: statements) func `no line is wider`(statement: String) {
    let session = Session()
    // A part of the work is enough to see every table.
    session.run(SourceFile(name: "settings", text: "set budget 5000")) { _ in }
    var lines = 0
    session.run(SourceFile(name: "a_folder/of_some_length/script_of_a_name.adl", text: statement)) {
      #expect($0.content.kind != "error", "\($0.text.plain)")
      for line in $0.text.plain.split(separator: "\n") {
        #expect(line.displayWidth <= 100, "\(line)")
        lines += 1
      }
    }
    #expect(lines > 0)
  }
}
