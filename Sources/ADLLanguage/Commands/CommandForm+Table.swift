extension CommandForm {
  /// Every command, in the order of the manual.
  public static let table: [CommandForm] = [
    CommandForm(
      "program", .functions(1...1), optional: [.at, .to], words: ["plan"],
      summary: "the program's table: k, x_k, pr(k), g_k"),
    CommandForm(
      "trace", .functions(1...1), required: [[.at]], optional: [.under],
      summary: "every x_k and d_k, and both sweeps of Algorithm 2"),
    CommandForm(
      "forward", .functions(1...1), required: [[.at]], optional: [.along, .under],
      summary: "the derivative by the forward mode"),
    CommandForm(
      "backward", .functions(1...1), required: [[.at]], optional: [.under],
      summary: "the derivative by the backward mode"),
    CommandForm(
      "selection", .functions(1...1), required: [[.at]], optional: [.under],
      summary: "which inequalities chose the piece, the piece and its gradient"),
    CommandForm(
      "field", .functions(1...1), required: [[.at]], optional: [.under], words: ["literal"],
      summary: "D_f(x): the gradients whose hull it is, and the distance of 0 from it"),
    CommandForm(
      "clarke", .functions(1...1), required: [[.at]], optional: [.under],
      summary: "the Clarke subdifferential, and the distance of 0 from it"),
    CommandForm(
      "direction", .functions(1...1), required: [[.at], [.along]],
      summary: "the one-sided directional derivative f'(x; d)"),
    CommandForm(
      "classify", .functions(1...1), required: [[.at]], optional: [.under],
      summary: "is f differentiable, is AD right, and is the point critical"),
    CommandForm(
      "kinks", .functions(1...1), required: [[.on]], optional: [.under, .to],
      summary: "every point of an interval where a piece changes"),
    CommandForm(
      "diff", .functions(1...1_000), required: [[.at, .on]], optional: [.under, .to],
      summary: "are these one function, and where do their derivatives differ"),
    CommandForm(
      "check", .functions(1...1), optional: [.at, .on, .under],
      summary: "is f in the class: domains, continuity, log-exp, hazards"),
    CommandForm(
      "verify", .functions(1...1), required: [[.on]], optional: [.under],
      summary: "the paper's identities, checked numerically"),
    CommandForm(
      "plot", .functions(1...1_000), required: [[.on]], optional: [.under, .to],
      summary: "the graphs, or over a rectangle the cells, in the terminal or in a file"),
    CommandForm(
      "map", .functions(1...1), required: [[.on]], optional: [.under, .to],
      summary: "the pieces over a rectangle"),
    CommandForm(
      "emit", .functions(1...1), required: [[.as]], optional: [.at, .to, .under],
      summary: "the program in another language"),
    CommandForm(
      "convention", .convention, summary: "which piece each primitive takes on a tie"),
    CommandForm("help", .words("[name]"), summary: "this list, or all about a name"),
    CommandForm("names", .words(""), summary: "what is defined"),
    CommandForm("save", .file, summary: "write the definitions as a script"),
    CommandForm("time", .statement, summary: "run a statement and say how long it took"),
    CommandForm("set", .words("[setting value]"), summary: "the settings, or change one"),
    CommandForm("quit", .words(""), summary: "leave the prompt"),
  ]
}
