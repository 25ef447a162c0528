import ADLLanguage
import ADLSession
import ArgumentParser

/// `adl descend`.
struct DescendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "descend",
    abstract: "Gradient descent: the ties it meets, and what its limit is.",
    discussion: """
      One run starts --from a point; --starts M runs start in the box --on, with a constant c drawn \
      from (0, 1]. In --rate, k is the step, from 1, and c the constant. With --over, parameters \
      of the function whose names are columns of the file are given by its rows, and every step \
      takes a nonempty subset of them, or a batch.

      With --skip and --take the runs can be cut into shards: every run draws what it draws in the \
      whole, and the counts of all shards add up to those of the whole.

      With --state a descent is kept in a file, every few seconds, at the end and on Ctrl-C; the same \
      command goes on from there, and answers what it had answered without a break, to the bit.
      """)

  @Argument(help: "The function: a name or a lambda.")
  var function: String

  @Option(parsing: .unconditional, help: "The start: the arguments of a call.")
  var from: String?

  @Option(help: "How many runs.")
  var starts: String?

  @Option(parsing: .unconditional, help: "The box in which they start, as in '[-1, 1]^2'.")
  var on: String?

  @Option(help: "The file of data.", completion: .file())
  var over: String?

  @Option(parsing: .unconditional, help: "The steps, as in 'c/k'; by default c/sqrt(k).")
  var rate: String?

  @Option(help: "How many steps; by default 1000.")
  var steps: String?

  @Option(help: "End at a step that moves no entry by more than this.")
  var until: String?

  @Option(help: "How many rows a step takes; by default a nonempty subset.")
  var batch: String?

  @Flag(help: "Search --on an interval for starts that land on artificial critical points.")
  var adversarial = false

  @Option(help: "How many runs to pass over.")
  var skip: String?

  @Option(help: "How many runs to do at the most.")
  var take: String?

  @Option(help: "The seed of what is drawn.")
  var seed: String?

  @Option(name: .customLong("as"), help: "The formats: f16, bf16, f32, f64.")
  var formats: String?

  @Option(help: "The conventions to compare.")
  var under: String?

  @Option(help: "The file in which the descent is kept.", completion: .file(extensions: ["json"]))
  var state: String?

  @Option(help: "The file to draw to.", completion: .file())
  var to: String?

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var outputOptions: OutputOptions

  private var clauses: [(clause: Clause, text: String?)] {
    [
      (.from, from), (.starts, starts), (.on, on), (.over, over.map { "\"\($0)\"" }),
      (.rate, rate), (.steps, steps), (.until, until), (.batch, batch), (.skip, skip),
      (.take, take), (.seed, seed), (.formats, formats), (.under, under),
      (.state, state.map { "\"\($0)\"" }), (.to, to.map { "\"\($0)\"" }),
    ]
  }

  func validate() throws {
    if [from != nil, starts != nil, adversarial].count(where: { $0 }) != 1 {
      throw ValidationError("`descend` needs --from, --starts or --adversarial")
    }
    if from == nil, on == nil {
      throw ValidationError("--\(adversarial ? "adversarial" : "starts") needs --on")
    }
  }

  /// What the command line stands for.
  private var command: CommandText {
    CommandText(
      "descend", about: [function], clauses: clauses, words: adversarial ? ["adversarial"] : [])
  }

  func run() throws { try ask(command, sessionOptions, outputOptions) }
}
