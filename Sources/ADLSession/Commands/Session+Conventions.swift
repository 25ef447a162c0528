import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// The names of the profiles that a profile may be based on, full and short.
  static let baseNames: [String] = Profile.allCases.flatMap { profile in
    [profile.shortName, profile.rawValue].compactMap { $0 }
  }

  /// The names under which profiles are known, full and short.
  public static let conventionNames: [String] = baseNames + StandardProfiles.names

  /// The full names of the profiles that come with the tool.
  static let profileNames: [String] =
    Profile.allCases.map(\.rawValue) + StandardProfiles.all.map(\.profile.name)

  /// Makes the convention called `name` the one in force; returns `false` if there is none.
  public func useConvention(named name: String) -> Bool {
    guard let convention = Self.convention(named: name) else { return false }
    state.convention = convention
    state.isConventionChosen = true
    return true
  }

  /// Returns the convention of what programs call by another name.
  public static func library(calledBy word: String) -> String? {
    switch word.lowercased() {
    case "torch", "th": "pytorch"
    case "tf", "keras": "tensorflow"
    case "jnp": "jax"
    case "mx": "mlx"
    case "paddlepaddle": "paddle"
    case "theano", "pt": "pytensor"
    default: nil
    }
  }

  /// Returns the convention that comes with the tool under a name.
  private static func convention(named name: String) -> Convention? {
    Profile(named: name).map { Convention($0) }
      ?? StandardProfiles.named(name).map { Convention($0) }
  }

  /// Returns the convention that a word of a statement names.
  func convention(_ word: Word, in context: Context) throws(SessionFailure) -> Convention {
    let written = state.profiles.map(\.profile)
    // A file of the user's own may have the name of one that comes with the tool.
    if let profile = written.first(where: { $0.name == word.text }) { return Convention(profile) }
    guard let convention = Self.convention(named: word.text) else {
      throw SessionFailure(
        .unknownConvention(
          word.text, among: Self.conventionNames + written.map(\.name),
          at: context.file.span(word.range)))
    }
    return convention
  }

  /// Sets what the convention in force takes on the tie that a call names.
  func setTie(
    _ tie: ExpressionID, to value: ExpressionID, in context: Context
  ) throws(SessionFailure) {
    guard case .call(var callee, let arguments) = context.tree[tie] else {
      throw SessionFailure(.noTie(at: context.tree.span(tie)))
    }
    // `relu'(0)` names the slope that is set, as `relu(0)` does.
    if case .derivative(let function, order: 1) = context.tree[callee] { callee = function }
    if case .name(let id) = context.tree[callee],
      case .function(let selection)? = state.environment[context.tree[id]]?.meaning
    {
      let arguments = Array(context.tree[arguments])
      return try setTie(of: selection, at: arguments, tie, to: value, in: context)
    }
    guard case .name(let id) = context.tree[callee],
      case let primitives = Primitive.withTies(context.tree[id], argumentCount: arguments.count),
      !primitives.isEmpty
    else {
      throw SessionFailure(.noTie(at: context.tree.span(tie)))
    }
    let point = try tiePoint(Array(context.tree[arguments]), in: context)
    if let point, !primitives.contains(where: { $0.ties(at: point) }) {
      throw SessionFailure(
        .notTied(at: context.tree.span(tie), ties: primitives.flatMap(\.knownTies)))
    }
    let entries = try self.value(value, in: context).entries.map(\.double)
    guard
      entries.count == 1
        || entries.count > 1 && primitives.allSatisfy({ $0.arity(accepts: entries.count) })
    else {
      throw SessionFailure(.tieValue(at: context.tree.span(value)))
    }
    let slopes = primitives.compactMap { primitive in point.flatMap(primitive.onlySlope) }
    if entries.count == 1, let slope = slopes.first, slopes.count == primitives.count,
      slopes.allSatisfy({ $0 == slope }), entries[0] != slope
    {
      throw SessionFailure(
        .oneSlope(
          NumberText.text(slope), at: context.tree.span(value), tie: context.tree.span(tie)))
    }
    for primitive in primitives {
      let rule = entries.count == 1 ? TieRule.slope(entries[0]) : .weights(entries)
      let named = primitive.namedTies
      if named.count > 1, let argument = point?.first,
        let tie = named.first(where: { $0.argument == argument })
      {
        state.convention = state.convention.overriding(primitive, where: tie.pieces, with: rule)
      } else {
        state.convention = state.convention.overriding(primitive, with: rule)
      }
    }
  }
}

extension Session {
  /// Returns the numbers at which an entry of a convention names a tie; `nil` where a name stands
  /// for an argument, as in `max(a, b)`.
  func tiePoint(
    _ arguments: [ExpressionID], in context: Context
  ) throws(SessionFailure) -> [Double]? {
    var point: [Double] = []
    for argument in arguments {
      if case .name = context.tree[argument] { return nil }
      point += try value(argument, in: context).entries.map(\.double)
    }
    return point
  }
}

extension Primitive {
  /// `true` iff pieces meet where the arguments are the numbers of `point`.
  fileprivate func ties(at point: [Double]) -> Bool {
    guard let selection else { return false }
    // A rank is not an argument of the node.
    if spelling.hasRank { return rule.arity.accepts(point.count) }
    // An argument that has a default, the slope or the height of a rectifier, has no part in ties.
    let x = rule.arity.accepts(point.count) ? point : point + [1]
    return rule.arity.accepts(x.count) && selection.active(x, .none).ties
  }

  /// The slope that all pieces have which meet at `point`, where there is one: then a convention
  /// has nothing to choose there. Arguments with defaults may be any.
  func onlySlope(at point: [Double]) -> Double? {
    guard let selection, let parameters = manual.signature?.parameters,
      parameters.dropFirst().allSatisfy({ $0.default != nil })
    else { return nil }
    let points = rule.arity.accepts(point.count) ? [point] : [1, 2].map { point + [$0] }
    let slopes = points.filter { rule.arity.accepts($0.count) }.flatMap { x -> [Double] in
      let active = selection.active(x, .none)
      guard active.ties else { return [] }
      return active.sites[0].pieces.map { selection.partials(of: [$0], x, .none)[0].number }
    }
    return Set(slopes).count == 1 ? slopes[0] : nil
  }

  /// The calls at which a function of one argument ties, in words.
  fileprivate var knownTies: [String] {
    namedTies.map { "\(manual.word)(\(NumberText.text($0.argument)))" }
  }

  /// `true` iff a convention has something to choose.
  var ties: Bool { Profile.allCases.contains { Convention($0).rule(for: self) != nil } }

  func arity(accepts count: Int) -> Bool { rule.arity.accepts(count) }

  /// Returns the primitives with ties that a call of `word` means: those whose manual entry has as
  /// many arguments, such as one of the two called `max`; else all.
  fileprivate static func withTies(_ word: String, argumentCount: Int) -> [Primitive] {
    let all = Primitive.all.filter { $0.manual.word == word && $0.ties }
    let exact = all.filter { primitive in
      primitive.manual.signature?.parameters.count == argumentCount
    }
    return exact.isEmpty ? all : exact
  }
}
