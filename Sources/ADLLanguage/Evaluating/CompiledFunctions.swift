import ADLPrograms

/// The functions that expressions have called with known arguments, compiled.
///
/// A session keeps one, so that a function is compiled once for each of the shapes it is called
/// with. What one lowering uses no other may use at the same time.
public final class CompiledFunctions {
  enum State {
    /// A call folded enough applications for the next one to be worth a plan.
    case worthCompiling

    case compiled(CompiledFunction)

    /// It needs to know the values of its arguments, as for the size of a loop.
    case impossible
  }

  /// A state, with the functions that its key names: an address is that of one function for as long
  /// as the function lives.
  private struct Entry {
    var state: State
    let functions: [CheckedFunction]
  }

  private var entries: [CallKey: Entry] = [:]
  private var nodeCount = 0

  /// The maximum number of nodes that stay compiled, about 100 bytes each.
  private static let nodeLimit = 20_000_000

  /// The maximum number of calls that are known.
  private static let entryLimit = 10_000

  /// The number of functions that are compiled.
  var compiledCount: Int {
    entries.values.count { if case .compiled = $0.state { true } else { false } }
  }

  /// Creates an empty store.
  public init() {}

  /// Forgets everything.
  public func removeAll() {
    entries = [:]
    nodeCount = 0
  }

  func state(of key: CallKey) -> State? { entries[key]?.state }

  func set(_ state: State, for signature: CallSignature) {
    if case .compiled(let function) = state {
      if nodeCount + function.nodeCount > Self.nodeLimit { removeAll() }
      nodeCount += function.nodeCount
    }
    if entries.count >= Self.entryLimit { removeAll() }
    entries[signature.key] = Entry(state: state, functions: signature.functions)
  }
}
