import ADLText

extension Checker {
  /// A function that is being checked.
  struct Frame {
    var code = CodeStore()
    var constants: [ConstantValue] = []
    var lambdas: [CheckedFunction] = []
    var captures: [CheckedFunction.Capture] = []
    private(set) var slotCount = 0

    /// The slots that each name has had, the one in force last.
    private var slots: [NameID: [Slot]] = [:]

    /// Where the meaning of each name that is not local stands in `constants`.
    var constantOfName: [NameID: Int32] = [:]

    /// Where the columns of tables stand there, by the table's name and the position.
    var constantOfColumn: [String: Int32] = [:]

    /// Returns the slot that `name` has in this function, if it is local.
    func slot(of name: NameID) -> Slot? { slots[name]?.last }

    /// Gives `name` a new slot, which hides the ones before it.
    mutating func bind(_ name: NameID) -> Slot {
      let slot = Slot(slotCount)
      slotCount += 1
      slots[name, default: []].append(slot)
      return slot
    }

    /// Gives the frame so many slots, which no name has.
    mutating func reserve(_ count: Int) { slotCount = max(slotCount, count) }

    /// Ends the force of the last slot of `name`.
    mutating func unbind(_ name: NameID) { slots[name]?.removeLast() }

    /// Gives `name`, which is local outside of this function, a slot here.
    mutating func capture(_ name: NameID, from outer: Slot) -> Slot {
      let own = Slot(slotCount)
      slotCount += 1
      slots[name] = [own]
      captures.append(CheckedFunction.Capture(outer: outer, own: own))
      return own
    }

    mutating func constant(_ constant: ConstantValue, from id: ExpressionID) -> CodeID {
      constants.append(constant)
      return code.insert(.constant(Int32(constants.count - 1)), from: id)
    }

    func function(
      name: String?, parameters: [CheckedParameter], isSelection: Bool = false,
      derivative: CheckedDerivative? = nil, documentation: String? = nil, references: Set<String>,
      span: SourceSpan, tree: SyntaxTree,
      body: CodeID
    ) -> CheckedFunction {
      CheckedFunction(
        name: name, parameters: parameters, isSelection: isSelection,
        derivative: derivative, documentation: documentation, references: references, span: span,
        tree: tree, code: code,
        body: body, constants: constants, lambdas: lambdas, captures: captures,
        slotCount: slotCount)
    }
  }
}
