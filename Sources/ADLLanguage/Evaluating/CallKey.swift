import ADLPrograms

/// What the program of a call depends on: the function with what it keeps, the shapes of the
/// numbers, the whole numbers that are known, and the convention; all but the numbers themselves.
struct CallKey: Hashable {
  enum Part: Hashable {
    case integer(Int)
    case number
    case vector(Int)
    case matrix(rows: Int, columns: Int)
    case builtin(Builtin)
    case defined(ObjectIdentifier, captures: Int)
    case derivative(order: Int)
  }

  var parts: [Part] = []
  let convention: Convention
}
