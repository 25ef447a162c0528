import ADLLanguage
import ADLPrograms
import ADLText
import Testing

struct ValueTests {
  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("2 ^ 3 ^ 2", "512"), ("-2 ^ 2", "-4"), ("2^-1", "0.5"), ("7 - 2 - 1", "4"),
    ("1 / 4", "0.25"), ("6 / 3", "2"), ("-(3)", "-3"), ("+3", "3"), ("1e3", "1000"), (".5", "0.5"),
    ("[1, 2] + 1", "[2, 3]"), ("[1, 2] * [3, 4]", "[3, 8]"), ("2 * [1, 2; 3, 4]", "[2, 4; 6, 8]"),
    ("[1, 2; 3, 4] @ [1, 1]", "[3, 7]"), ("[1, 1] @ [1, 2; 3, 4]", "[4, 6]"),
    ("[1, 2] @ [3, 4]", "11"), ("[1, 2; 3, 4] @ [0, 1; 1, 0]", "[2, 1; 4, 3]"),
    ("relu([-1, 2])", "[0, 2]"), ("max(1, 2)", "2"), ("max(1, 2, 3)", "3"), ("max([4, 2])", "4"),
    ("sum(i^2 for i in 1..3)", "14"), ("prod(i for i in 1..5 if i != 3)", "40"),
    ("[i * j for i in 1..3 if i > 1]", "error: unknown name `j`"),
    ("[[i * j for j in 1..2] for i in 1..2]", "[1, 2; 2, 4]"),
    ("sort([3, 1, 2])", "[1, 2, 3]"), ("sort([3, 1, 2])[2]", "2"), ("largest(2, [3, 1, 2])", "2"),
    ("median([3, 1, 2, 10])", "2.5"), ("len([1, 2, 3]) + 1", "4"), ("zeros(2)", "[0, 0]"),
    ("ones(1, 2)", "[1, 1]"), ("eye(2)", "[1, 0; 0, 1]"), ("[5, 6, 7][2]", "6"),
    ("[5, 6, 7][2..3]", "[6, 7]"), ("[1, 2; 3, 4][2, 1]", "3"), ("[1, 2; 3, 4][1..2, 2]", "[2, 4]"),
    ("let a = 2, b = a + 1 in a * b", "6"), ("let f(t) = t^2 in f(3)", "9"),
    ("if 1 < 2 <= 2 then 3 else 4", "3"), ("if not 1 < 2 or 3 == 3 and 1 > 2 then 3 else 4", "4"),
    ("(t -> t + 1)(2)", "3"), ("iterate(t -> 2 * t, 10, 1)", "1024"),
    ("iterate(relu, 0, -1)", "-1"),
    ("dot([1, 2, 3], [4, 5, 6])", "32"), ("leaky_relu(-2, 0.25)", "-0.5"),
    ("leaky_relu(-1)", "-0.01"),
    ("clip([3, -3], -1, 1)", "[1, -1]"), ("sum(i for i in 1..0)", "0"), ("inf", "inf"),
    ("-inf", "-inf"),
    ("relu'(0)", "0"), ("(t -> t^3)''(2)", "12"), ("sin'(0)", "1"),
    ("(x -> sum(x^2))'([1, 2])", "[2, 4]"),
    ("((x: R^2) -> [x[1] * x[2], x[1]])'([3, 4])", "[4, 3; 1, 0]"),
    ("((x: R^2) -> x[1]^2 * x[2])''([3, 4])", "[8, 6; 6, 0]"),
    ("((a, b) -> a * b)'(3, 4)", "[4, 3]"), ("(t -> [t, t^2])'(3)", "[1, 6]"),
    ("let s = sqrt(-1) in if 1 > 2 then s else 0", "0"),
    ("(x -> let s = sqrt(x) in if x >= 0 then s else 0)(-1)", "0"),
    ("((x, k: N) -> x^k)'(2, 10)", "5120"), ("largest'(1, [3, 5])", "[0, 1]"),
    ("(x -> x)'([1])", "[1]"), ("(a -> (t -> a * t^2)'(3))(2)", "12"), ("sum([1, 2; 3, 4])", "10"),
    ("e - e", "0"),
  ])
  func `an expression has its value`(text: String, value: String) {
    var desk = Desk()
    #expect(desk.run(text) == [value])
  }

  @Test func `Figure 1 of the paper`() {
    var desk = Desk()
    let results = desk.run(
      """
      relu2(t) = relu(-t) + t
      relu3(t) = (relu(t) + relu2(t)) / 2
      zero(t)  = relu2(t) - relu(t)
      mysin(t) = sin(t) + 3 * zero(t - 1)
      relu2(3)
      relu2'(0)
      [relu'(0), relu2'(0), relu3'(0), zero'(0)]
      assert mysin(0.5) == sin(0.5)
      assert mysin'(1) ≈ cos(1) + 3
      kth(k: N, x: R^n) = sort(x)[n + 1 - k]
      kth(1, [3, 9, 2])
      maxq(x: R^n) = max(x[i]^2 for i in 1..n)
      maxq([1, -3, 2])
      maxq'([1, -3, 2])
      net(W: R^(4,2), b: R^4, v: R^4, x: R^2) = dot(v, relu(W @ x + b))
      net(ones(4, 2), zeros(4), ones(4), [1, 2])
      hinge(w: R^3, x: R^3, y) = max(0, 1 - y * dot(w, x))
      hinge([1, 0, 0], [0.5, 3, 3], 1)
      selection myrelu(t) = if t > 0 then t else 0
      [myrelu(2), myrelu(-2), myrelu'(2), myrelu'(0)]
      myrelu([1, -1])
      """)
    #expect(
      results == [
        "3", "1", "[0, 1, 0.5, 1]", "9", "9", "[0, -6, 0]", "12", "0.5", "[2, 0, 1, 0]", "[1, 0]",
      ])
  }
}

extension ValueTests {
  /// Numbers as they are written, around the lengths at which they are read differently.
  static let decimals = [
    "0.1", ".5", "3.", "00.250", "123456789012345678", "1234567890123456789", "9007199254740993",
    "0.30000000000000004", "0.123456789012345678", "0.1234567890123456789", "1e22", "1e-7", "1.5e3",
    "9007199254740993.5", "0.000000000000000001", "1.7976931348623157e308", "5e-324", "2.50",
  ]

  @Test(arguments: decimals)
  func `a number is the nearest double, and exactly what is written`(text: String) throws {
    let file = SourceFile(name: "n", text: text)
    let script = Script.parse(file).script
    var checker = Checker(script, environment: Environment())
    guard case .expression(let id)? = script.statements.first?.kind,
      let expression = checker.check(id),
      let literal = try Evaluator().value(of: expression).entries.first
    else {
      Issue.record("\(text) is not a number")
      return
    }
    #expect(literal.double == Double(text.hasSuffix(".") ? text + "0" : text))
    #expect(literal.exact == Rational(decimal: text))
  }
}
