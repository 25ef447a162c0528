import ADLAnalysis
import ADLFormats

/// What a selection is at a point, as formulas in the inputs.
struct SelectionFormulas {
  private let selection: SelectionAnswer
  private let inputNames: [String]

  /// The longest side of a condition that is written.
  private static let sideLimit = 400

  init(_ selection: SelectionAnswer, inputNames: [String]) {
    self.selection = selection
    self.inputNames = inputNames
  }

  /// The conditions of the cell, one each.
  var conditions: [String] { conditions(selection.conditions) }

  /// Those of `conditions`.
  func conditions(_ conditions: some Sequence<IndexCondition>) -> [String] {
    guard let sides = selection.sides else { return [] }
    let text = LetFormula(sides, inputNames: inputNames)
    return conditions.map { condition in
      func side(_ i: Int) -> String { text.text(outputs: i..<i + 1, limit: Self.sideLimit) ?? "…" }
      let relation =
        switch condition.relation {
        case .negative: "<"
        case .zero: "=="
        case .positive: ">"
        }
      return "\(side(condition.left)) \(relation) \(side(condition.right))"
    }
  }

  /// The conditions that tell the cell, each once.
  var inequalities: [String] {
    conditions(selection.tellingConditions.map { selection.conditions[$0] })
  }

  /// The piece; `nil` where that would be very long.
  var piece: String? {
    LetFormula(selection.piece, inputNames: inputNames).text(outputs: 0..<selection.piece.q)
  }

  /// The gradient; `nil` where that would be very long.
  var gradient: String? {
    let (p, q) = (selection.piece.p, selection.piece.q)
    return selection.gradient.flatMap {
      LetFormula($0, inputNames: inputNames)
        .text(outputs: 0..<$0.q, columns: p > 1 && q > 1 ? p : nil)
    }
  }
}
