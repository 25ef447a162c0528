/// A function while a program is written; a lambda keeps values of this program.
final class FunctionValue {
  enum Kind {
    case defined(CheckedFunction, captures: [Value])
    case builtin(Builtin)
    case derivative(FunctionValue, order: Int)
  }

  let kind: Kind

  init(_ kind: Kind) { self.kind = kind }

  /// The name to speak of the function by.
  var name: String {
    switch kind {
    case .defined(let function, _): function.name ?? function.text
    case .builtin(let builtin): builtin.name
    case .derivative(let base, let order): base.name + String(repeating: "'", count: order)
    }
  }
}
