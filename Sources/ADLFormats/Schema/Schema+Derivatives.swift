import ADLPrograms

extension Schema {
  /// What AD returns under a convention, by the modes that were asked for: a gradient, or a
  /// Jacobian row by row. `inField` and `inClarke` say whether the backward mode's answer is in
  /// these sets.
  package struct Derivative: Encodable {
    let convention: String
    var backward: Vector?
    var forward: Vector?
    var inDoubles: Vector?
    var inField: Bool?
    var inClarke: Bool?

    /// The derivative by backward mode by parameters, where it is a gradient in several that are not
    /// all numbers.
    package var parts: [Part]?

    /// The part in one parameter, row by row.
    package struct Part: Encodable {
      let name: String
      let shape: [Int]
      let value: Vector

      package init(name: String, shape: [Int], value: Vector) {
        (self.name, self.shape, self.value) = (name, shape, value)
      }
    }

    package init(
      under convention: Convention, backward: Vector? = nil, forward: Vector? = nil,
      inDoubles: Vector? = nil, inField: Bool? = nil, inClarke: Bool? = nil
    ) {
      self.convention = convention.name
      self.backward = backward
      self.forward = forward
      self.inDoubles = inDoubles
      self.inField = inField
      self.inClarke = inClarke
    }
  }

  /// What a function tends to from one side: its value and its derivative, as far as they exist.
  package struct Limit: Encodable {
    let value: Number?
    let derivative: Number?

    package init(value: Number?, derivative: Number? = nil) {
      self.value = value
      self.derivative = derivative
    }
  }
}
