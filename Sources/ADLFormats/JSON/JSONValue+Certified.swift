import ADLPrograms

extension JSONValue {
  /// A number as `{"double": 0.333…, "exact": "1/3"}`; an enclosed one has its bounds in place of
  /// `exact`.
  public static func certified(_ number: Certified) -> JSONValue {
    guard let rational = number.rational else {
      return [
        "double": .number(number.double), "lower": .number(number.interval.lower),
        "upper": .number(number.interval.upper),
      ]
    }
    return ["double": .number(rational.double), "exact": .string(rational.description)]
  }

  /// Numbers as `{"double": [1, 0.333…], "exact": ["1", "1/3"]}`, with `null` for what is not known
  /// exactly.
  public static func certified(_ numbers: [Certified]) -> JSONValue {
    [
      "double": .numbers(numbers.map(\.double)),
      "exact": .array(numbers.map { $0.rational.map { .string($0.description) } ?? .null }),
    ]
  }
}
