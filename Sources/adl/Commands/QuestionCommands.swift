import ArgumentParser

/// The commands of the language that the tool has too, in the order of the manual.
let questionCommands: [any ParsableCommand.Type] = [
  QuestionCommand<Question.Program>.self, QuestionCommand<Question.Trace>.self,
  QuestionCommand<Question.Forward>.self, QuestionCommand<Question.Backward>.self,
  QuestionCommand<Question.Selection>.self, QuestionCommand<Question.Index>.self,
  QuestionCommand<Question.Field>.self,
  QuestionCommand<Question.Clarke>.self, QuestionCommand<Question.Direction>.self,
  QuestionCommand<Question.Classify>.self, QuestionCommand<Question.Gradient>.self,
  GradientCheckCommand.self, QuestionCommand<Question.Kinks>.self,
  DiffCommand.self, QuestionCommand<Question.Check>.self,
  QuestionCommand<Question.Cells>.self, QuestionCommand<Question.Verify>.self,
  QuestionCommand<Question.Plot>.self, QuestionCommand<Question.Craft>.self,
  DescendCommand.self, PrecisionCommand.self, EmitCommand.self,
]

/// The words of the commands; each is a type, as the parser of the command line wants one per
/// command.
enum Question {
  enum Program: QuestionWord { static let word = "program" }
  enum Trace: QuestionWord { static let word = "trace" }
  enum Forward: QuestionWord { static let word = "forward" }
  enum Backward: QuestionWord { static let word = "backward" }
  enum Selection: QuestionWord { static let word = "selection" }
  enum Index: QuestionWord { static let word = "index" }
  enum Craft: QuestionWord { static let word = "craft" }
  enum Field: QuestionWord { static let word = "field" }
  enum Clarke: QuestionWord { static let word = "clarke" }
  enum Direction: QuestionWord { static let word = "direction" }
  enum Gradient: QuestionWord { static let word = "gradient" }
  enum Classify: QuestionWord { static let word = "classify" }
  enum Kinks: QuestionWord { static let word = "kinks" }
  enum Cells: QuestionWord { static let word = "cells" }
  enum Verify: QuestionWord { static let word = "verify" }
  enum Plot: QuestionWord { static let word = "plot" }
  enum Check: QuestionWord {
    static let word = "check"
    /// `adl check` looks at scripts.
    static let commandName = "check-function"
  }
}
