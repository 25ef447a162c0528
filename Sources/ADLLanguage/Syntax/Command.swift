/// A command with its operands and clauses, as its form in `CommandForm.table` allows.
public struct Command: Sendable {
  public let form: CommandForm

  /// The bytes of the command's word.
  public let wordRange: Range<Int>

  /// The functions it is about.
  public internal(set) var functions: [ExpressionID] = []

  /// `at POINT`: the arguments of a call.
  public internal(set) var point: ExpressionID?

  /// `on [a, b]`.
  public internal(set) var region: Region?

  /// `along DIRECTION`: the shape of a point.
  public internal(set) var direction: ExpressionID?

  /// `under NAME, NAME`: conventions.
  public internal(set) var conventions: [Word] = []

  /// `to "file"`, or the file of `save`.
  public internal(set) var file: FileName?

  /// `as NAME`: a target.
  public internal(set) var target: Word?

  /// The words after the functions (`literal`), or the words of `help`, `set` and `names`.
  public internal(set) var words: [Word] = []

  /// The entry that `convention relu(0) = 0.5` sets: a call and a value.
  public internal(set) var conventionEntry: (tie: ExpressionID, value: ExpressionID)?

  /// The statement of `time`; one or none.
  public internal(set) var statement: [Statement] = []

  init(form: CommandForm, wordRange: Range<Int>) {
    self.form = form
    self.wordRange = wordRange
  }
}
