import ADLPrograms

/// One free choice at a tie: among the pieces that meet at a site of a selection, or among the
/// permutations of a block of equal operands, for all ranks of one operand list at once.
struct TieUnit: Hashable {
  struct Place: Hashable {
    let node: Int
    let site: Int
  }

  /// The place of the choice, or the places in a block, in program order.
  let places: [Place]

  /// The pieces that meet there: operands, for a block.
  let alternatives: [Int]

  /// `true` iff there are several places, and they take distinct alternatives.
  var isBlock: Bool { places.count > 1 }

  /// The earliest node of the unit.
  var node: Int { places[0].node }

  /// Returns the choices that AD has at the ties of `evaluation`, in program order.
  static func units(of evaluation: Evaluation<Tiered>) -> [TieUnit] {
    var units: [TieUnit] = []
    var blocks: [BlockKey: Int] = [:]
    for k in evaluation.tiedNodes {
      let application = evaluation.program.application(k)
      for (number, site) in (evaluation.active[k]?.sites ?? []).enumerated() where site.ties {
        let place = Place(node: k, site: number)
        if application.ranksOperands {
          let key = BlockKey(
            primitive: application.primitive, operands: application.operands.startIndex,
            alternatives: site.pieces)
          if let known = blocks[key] {
            units[known] = TieUnit(
              places: units[known].places + [place], alternatives: site.pieces)
            continue
          }
          blocks[key] = units.count
        }
        units.append(TieUnit(places: [place], alternatives: site.pieces))
      }
    }
    return units
  }
}

/// What the ranks of one block have in common.
private struct BlockKey: Hashable {
  let primitive: Primitive
  let operands: Int
  let alternatives: [Int]
}

extension Application {
  /// `true` iff the selection takes one of the contributions that its index compares.
  var routesValues: Bool { primitive.selection?.routesValues ?? false }

  /// `true` iff the selection takes operands by their ranks.
  var ranksOperands: Bool { routesValues && index?.isRanking == true }

  /// The sign of a difference of contributions of which the selection takes the first; `nil` where
  /// it takes neither the largest nor the smallest.
  var preferredSign: Sign? { routesValues ? index?.preferredSign : nil }
}
