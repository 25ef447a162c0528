extension CommandForm {
  /// Every command, in the order of the manual. A command is an entry here and a case of
  /// `Command`.
  package static let table: [CommandForm] = [
    CommandForm(
      "program", optional: [.at, .to], words: ["plan", "unfolded"],
      summary: "the table k, x_k, pr(k), g_k; with `plan`, how the engine runs it",
      example: "program (t -> relu(-t) + t)", tool: "program", paper: "section 3"
    ) { (read) throws(ClauseFailure) in
      .program(
        ProgramRequest(
          function: read.function, point: read.point, file: read.file,
          isPlan: read.has("plan"), isUnfolded: read.has("unfolded")))
    },
    CommandForm(
      "trace", required: [[.at]], optional: [.under], words: ["matrices"],
      summary: "every x_k, the piece chosen, d_k, and both sweeps",
      example: "trace (t -> relu(-t) + t) at 0", tool: "trace", paper: "Algorithms 1, 2, Lemma 1"
    ) { (read) throws(ClauseFailure) in
      .trace(try read.pointRequest(), matrices: read.has("matrices"))
    },
    CommandForm(
      "forward", required: [[.at]], optional: [.along, .under],
      summary: "the derivative by the forward mode",
      example: "forward (t -> relu(-t) + t) at 0", tool: "forward", paper: "Algorithm 2"
    ) { (read) throws(ClauseFailure) in
      .forward(try read.pointRequest(), along: read.direction)
    },
    CommandForm(
      "backward", required: [[.at]], optional: [.under],
      summary: "the derivative by the backward mode",
      example: "backward abs at 0 under paper, jax", tool: "backward", paper: "Algorithm 2"
    ) { (read) throws(ClauseFailure) in .backward(try read.pointRequest()) },
    CommandForm(
      "selection", required: [[.at]], optional: [.under], words: ["literal"],
      summary: "which inequalities chose the piece, the piece and its gradient",
      example: "selection ((x, y) -> x * relu(y) + abs(x)) at (1, 2)", tool: "selection",
      paper: "Definitions 2-4, Theorem 2"
    ) { (read) throws(ClauseFailure) in
      .selection(try read.pointRequest(), isLiteral: read.has("literal"))
    },
    CommandForm(
      "index", optional: [.on, .under],
      summary: "the sets on which each piece, or each value of a finite set, is taken",
      example: "index (t -> if t < 0 then 1 else 2)", tool: "index", paper: "Definition 2"
    ) { (read) throws(ClauseFailure) in
      .index(
        CheckRequest(
          word: read.word, function: read.function, point: nil, region: read.region,
          conventions: read.conventions))
    },
    CommandForm(
      "field", required: [[.at, .near]], optional: [.along, .under],
      companions: [.near: .along], words: ["literal"],
      summary: "D_f(x): the gradients whose hull it is, and the distance of 0 from it",
      example: "field (t -> relu(t) - relu(-t)) at 0", tool: "field",
      paper: "Definition 5, Proposition 6"
    ) { (read) throws(ClauseFailure) in
      if read.center != nil { return try read.nearFieldRequest() }
      if read.direction != nil { throw .missing([.near]) }
      return .field(try read.pointRequest(), isLiteral: read.has("literal"))
    },
    CommandForm(
      "clarke", required: [[.at]], optional: [.under],
      summary: "the Clarke subdifferential, and the distance of 0 from it",
      example: "clarke ((x, y) -> max(min(x, -y), y - x)) at (0, 0)", tool: "clarke",
      paper: "section 5.1"
    ) { (read) throws(ClauseFailure) in .clarke(try read.pointRequest()) },
    CommandForm(
      "direction", required: [[.at], [.along]],
      summary: "the one-sided directional derivative f'(x; d)",
      example: "direction ((x, y) -> abs(x) - y) at (0, 0) along (1, 2)", tool: "direction",
      paper: "section 2.1"
    ) { (read) throws(ClauseFailure) in
      .direction(try read.pointRequest(), along: try read.requiredDirection())
    },
    CommandForm(
      "classify", required: [[.at]], optional: [.under],
      summary: "is f differentiable, is AD right, and is the point critical",
      example: "classify (t -> t - (relu(-t) + t - relu(t))) at 0", tool: "classify",
      paper: "section 5.2"
    ) { (read) throws(ClauseFailure) in .classify(try read.pointRequest()) },
    CommandForm(
      "gradient", required: [[.at]],
      summary: "one limiting gradient, the derivative where there is one",
      example: "gradient ((x, y) -> max(x, y)) at (0, 0)", tool: "gradient",
      paper: "section 5.1"
    ) { (read) throws(ClauseFailure) in .gradient(try read.pointRequest()) },
    CommandForm(
      "gradcheck", required: [[.against, .with]], optional: [.at, .on, .within, .under],
      summary: "a gradient from elsewhere, judged place by place",
      example: "gradcheck relu against (t -> if t > 0 then 1 else 0) on [-1, 1]",
      tool: "gradcheck", paper: "section 5.1"
    ) { (read) throws(ClauseFailure) in .gradientCheck(try read.gradientCheckRequest()) },
    CommandForm(
      "kinks", optional: [.on, .under, .to],
      summary: "every point of an interval where a piece changes",
      example: "kinks (t -> max(t, t^2)) on [-2, 2]", tool: "kinks", paper: "Proposition 3"
    ) { (read) throws(ClauseFailure) in .kinks(read.regionRequest()) },
    CommandForm(
      "diff", about: 1...1_000, optional: [.at, .on, .under, .to],
      summary: "are these one function, and where do their derivatives differ",
      example: "diff relu, (t -> relu(-t) + t) on [-1, 1]", tool: "diff", paper: "section 1.1"
    ) { (read) throws(ClauseFailure) in
      .diff(
        ComparisonRequest(
          word: read.word, functions: read.functions, place: try read.place(),
          conventions: read.conventions, file: read.file))
    },
    CommandForm(
      "check", optional: [.at, .on, .under],
      summary: "is f in the class: domains, continuity, log-exp, hazards",
      example: "check (t -> if t > 0 then log(t) else 0) on [-1, 1]", tool: "check-function",
      paper: "Definition 3"
    ) { (read) throws(ClauseFailure) in
      .check(
        CheckRequest(
          word: read.word, function: read.function, point: read.point, region: read.region,
          conventions: read.conventions))
    },
    CommandForm(
      "cells", optional: [.on],
      summary: "the sets U_i: their inequalities, a point, the piece and its gradient",
      example: "cells ((x, y) -> max(x, y, 0)) on [-1, 1]^2", tool: "cells",
      paper: "Proposition 3"
    ) { (read) throws(ClauseFailure) in .cells(read.regionRequest()) },
    CommandForm(
      "verify", optional: [.on, .from, .to, .along, .under],
      companions: [.from: .to], endsAtPoint: true,
      summary: "the paper's identities on a box, or the integral along a segment or curve",
      example: "verify (t -> relu(-t) + t) on [-1, 1]", tool: "verify",
      paper: "Lemma 1, Propositions 2, 3, Theorem 3"
    ) { (read) throws(ClauseFailure) in .verify(try read.verificationRequest()) },
    CommandForm(
      "plot", about: 1...1_000, optional: [.on, .under, .to], words: ["panels"],
      summary: "the graphs, or over a rectangle the cells, in the terminal or in a file",
      example: "plot relu, (t -> relu(-t) + t)' on [-1, 1]", tool: "plot", paper: "Figure 1"
    ) { (read) throws(ClauseFailure) in
      .plot(read.regionRequest(), panels: read.has("panels"))
    },
    CommandForm(
      "craft", required: [[.at], [.slope]], optional: [.under],
      summary: "a program of the same function whose derivative by AD at a point is the one wanted",
      example: "craft relu at 0 slope 7", tool: "craft", paper: "Theorem 1"
    ) { (read) throws(ClauseFailure) in
      guard let slope = read.slope else { throw .missing([.slope]) }
      return .craft(try read.pointRequest(), slope: slope)
    },
    CommandForm(
      "descend", required: [[.from, .starts]],
      optional: [
        .on, .over, .rate, .steps, .until, .batch, .skip, .take, .seed, .formats, .under, .state,
        .to,
      ],
      words: ["adversarial"], summary: "gradient descent: the ties it meets, and what its limit is",
      example: "descend ((x, y) -> abs(x) + (y - 1)^2) from (1, 0) rate 1/k steps 100",
      tool: "descend", paper: "section 5.2, Theorem 4"
    ) { (read) throws(ClauseFailure) in .descend(try read.descentRequest()) },
    CommandForm(
      "precision", optional: [.on, .formats, .samples, .seed, .under],
      summary: "where AD depends on ties in f16, bf16, f32, or differs from exact numbers",
      example: "precision (t -> relu(t + 0.1) - relu(t)) on [0, 1] as bf16", tool: "precision",
      paper: "section 1.1"
    ) { (read) throws(ClauseFailure) in .precision(read.precisionRequest()) },
    CommandForm(
      "emit", required: [[.formats]], optional: [.at, .under, .to], writesForm: true,
      summary: "the program in another form, as a file that is complete",
      example: "emit (t -> relu(-t) + t) as dot", tool: "emit", paper: ""
    ) { (read) throws(ClauseFailure) in .emit(try read.emissionRequest()) },
    CommandForm(
      "convention", .convention(Command.convention),
      summary: "which piece each primitive takes on a tie", example: "convention",
      paper: "section 1.1"),
    CommandForm(
      "help", .words("[name]", Command.help), summary: "this list, or all about a name",
      example: "help relu"),
    CommandForm(
      "names", .words("", { _ in .names }), summary: "what is defined", example: "names"),
    CommandForm(
      "save", .file(Command.save), summary: "write the definitions as a script",
      example: "save \"session.adl\""),
    CommandForm(
      "time", .statement(Command.time),
      summary: "run a statement and say how long it took",
      example: "time sum(i^2 for i in 1..1000)"),
    CommandForm(
      "set", .words("[setting value]", Command.set),
      summary: "the settings, or change one", example: "set"),
    CommandForm(
      "quit", .words("", { _ in .quit }), summary: "leave the prompt", example: "quit"),
  ]
}
