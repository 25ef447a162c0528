import ADLFormats
import ADLPrograms

/// Writes what a transcript holds as statements in C.
struct CPrinter {
  private let transcript: Transcript
  private let inputName: (Int) -> String

  /// How often each step is referred to.
  private var uses: [Int] = []

  /// The given numbers that were referred to.
  private(set) var usedInputs: Set<Int> = []

  /// `true` iff a function of the C library was called whose last place may differ.
  private(set) var callsLibrary = false

  /// Creates the printer; where it `isInlining`, what is used more than once is written as often.
  init(
    _ transcript: Transcript, isInlining: Bool = false,
    _ inputName: @escaping (Int) -> String
  ) {
    self.transcript = transcript
    self.inputName = inputName
    uses = [Int](repeating: 0, count: transcript.steps.count)
    if isInlining { return }
    for step in transcript.steps { for operand in step.operands { uses[operand] += 1 } }
  }

  /// Returns the statements of a decision, with those of a leaf from `leaf`.
  mutating func lines<Leaf>(
    _ decision: Transcript.Decision<Leaf>, indent: String = "  ", defined: Set<Int> = [],
    leaf: (inout CPrinter, Leaf, String, inout Set<Int>) -> [String]
  ) -> [String] {
    var defined = defined
    switch decision {
    case .leaf(let value): return leaf(&self, value, indent, &defined)
    case .ask(let question, let branches):
      var lines: [String] = []
      let left = text(question.left, .comparison, &defined, &lines, indent)
      let right = text(question.right, .comparison, &defined, &lines, indent)
      // What is done where the numbers cannot be ordered is done in the end.
      let last = branches[3]
      var groups: [(outcomes: [Transcript.Outcome], decision: Transcript.Decision<Leaf>)] = []
      for (outcome, branch) in zip(Transcript.Outcome.allCases, branches) where branch != last {
        if let i = groups.firstIndex(where: { $0.decision == branch }) {
          groups[i].outcomes.append(outcome)
        } else {
          groups.append(([outcome], branch))
        }
      }
      for (i, group) in groups.enumerated() {
        let condition = Self.condition(group.outcomes, left, right)
        lines.append("\(indent)\(i == 0 ? "" : "} else ")if (\(condition)) {")
        lines += self.lines(group.decision, indent: indent + "  ", defined: defined, leaf: leaf)
      }
      let rest = self.lines(last, indent: indent + "  ", defined: defined, leaf: leaf)
      if !rest.isEmpty { lines += ["\(indent)} else {"] + rest }
      return lines + ["\(indent)}"]
    }
  }

  private static func condition(
    _ outcomes: [Transcript.Outcome], _ left: String, _ right: String
  ) -> String {
    switch outcomes {
    case [.less]: "\(left) < \(right)"
    case [.equal]: "\(left) == \(right)"
    case [.greater]: "\(left) > \(right)"
    case [.less, .equal]: "\(left) <= \(right)"
    case [.equal, .greater]: "\(left) >= \(right)"
    case [.less, .greater]: "\(left) < \(right) || \(left) > \(right)"
    default: "!isunordered(\(left), \(right))"
    }
  }

  // MARK: - Expressions

  enum Binding: Int, Comparable {
    case comparison, sum, product, sign, atom

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// Returns the number at `place` as an expression that binds more tightly than `level`, after
  /// the definitions of what is used more than once.
  mutating func text(
    _ place: Int, _ level: Binding, _ defined: inout Set<Int>, _ lines: inout [String],
    _ indent: String
  ) -> String {
    let (text, binding) = expression(place, &defined, &lines, indent)
    return binding > level ? text : "(\(text))"
  }

  private mutating func expression(
    _ place: Int, _ defined: inout Set<Int>, _ lines: inout [String], _ indent: String
  ) -> (String, Binding) {
    if defined.contains(place) { return ("t\(place)", .atom) }
    let own: (String, Binding)
    switch transcript.steps[place] {
    case .input(let i):
      usedInputs.insert(i)
      return (inputName(i), .atom)
    case .literal(let bits):
      return (CText.literal(Double(bitPattern: bits)), .sign)
    case .unary(.negation, let x):
      own = ("-" + text(x, .sign, &defined, &lines, indent), .sign)
    case .unary(let operation, let x):
      let argument = text(x, .comparison, &defined, &lines, indent)
      if operation != .sqrt { callsLibrary = true }
      own = ("\(Self.name(operation))(\(argument))", .atom)
    case .call(let name, let x):
      callsLibrary = true
      own = ("\(name)(\(text(x, .comparison, &defined, &lines, indent)))", .atom)
    case .binary(let operation, let x, let y):
      own = binary(operation, x, y, &defined, &lines, indent)
    }
    guard uses[place] > 1 else { return own }
    lines.append("\(indent)const double t\(place) = \(own.0);")
    defined.insert(place)
    return ("t\(place)", .atom)
  }

  private mutating func binary(
    _ operation: BinaryOperation, _ x: Int, _ y: Int, _ defined: inout Set<Int>,
    _ lines: inout [String], _ indent: String
  ) -> (String, Binding) {
    func both(
      _ own: Binding, _ printer: inout CPrinter, _ defined: inout Set<Int>, _ lines: inout [String]
    ) -> (String, String) {
      // The left operand may bind as tightly, since operations are done from left to right.
      let below = Binding(rawValue: own.rawValue - 1)!
      let left = printer.text(x, below, &defined, &lines, indent)
      return (left, printer.text(y, own, &defined, &lines, indent))
    }
    switch operation {
    case .addition, .subtraction:
      let (a, b) = both(.sum, &self, &defined, &lines)
      return ("\(a) \(operation == .addition ? "+" : "-") \(b)", .sum)
    case .multiplication, .division:
      let (a, b) = both(.product, &self, &defined, &lines)
      return ("\(a) \(operation == .multiplication ? "*" : "/") \(b)", .product)
    case .power:
      callsLibrary = true
      let a = text(x, .comparison, &defined, &lines, indent)
      let b = text(y, .comparison, &defined, &lines, indent)
      return ("power(\(a), \(b))", .atom)
    }
  }

  private static func name(_ operation: UnaryOperation) -> String {
    switch operation {
    case .negation: "-"
    case .exp: "exp"
    case .log: "log"
    case .sqrt: "sqrt"
    case .sin: "sin"
    case .cos: "cos"
    case .tan: "tan"
    case .asin: "asin"
    case .acos: "acos"
    case .atan: "atan"
    case .sinh: "sinh"
    case .cosh: "cosh"
    case .tanh: "tanh"
    case .logOnePlus: "log1p"
    case .expMinusOne: "expm1"
    case .erf: "erf"
    }
  }
}

/// Words and numbers of C.
enum CText {
  /// The number, so that it reads back as the same double.
  static func literal(_ x: Double) -> String {
    if x.isNaN { return "NAN" }
    if x.isInfinite { return x < 0 ? "-INFINITY" : "INFINITY" }
    // A zero has no sign.
    return (x + 0).description
  }

  /// The text as an identifier: letters, digits and underscores, other characters by their numbers.
  static func identifier(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_": result.unicodeScalars.append(scalar)
      case " ", "[", "]", ",", "'", "-", ">", ".": result += "_"
      default: result += "u" + String(scalar.value, radix: 16)
      }
    }
    guard let first = result.first, first.isLetter else { return "v" + result }
    return result
  }

  /// The text within a comment on one line.
  static func comment(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("*/", with: "* /")
      .replacing("/*", with: "/ *")
  }

  /// The text in quotation marks.
  static func quoted(_ text: String) -> String {
    let inner = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "%": "%"
      case "?": "\\?"
      default: String(scalar)
      }
    }
    return "\"\(inner.joined())\""
  }

  /// What a name in C must not be.
  static let reserved: Set<String> = [
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else",
    "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register",
    "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef",
    "union", "unsigned", "void", "volatile", "while", "main", "asm", "typeof", "linux", "unix",
    "acos", "asin", "atan", "atan2", "cbrt", "ceil", "copysign", "cos", "cosh", "erf", "erfc",
    "exp", "exp2", "expm1", "fabs", "fdim", "floor", "fma", "fmax", "fmin", "fmod", "frexp",
    "gamma", "hypot", "ilogb", "isfinite", "isgreater", "isinf", "isless", "isnan", "isnormal",
    "j0", "j1", "jn", "ldexp", "lgamma", "llrint", "llround", "log", "log10", "log1p", "log2",
    "logb", "lrint", "lround", "modf", "nan", "nearbyint", "nextafter", "nexttoward", "pow",
    "remainder", "remquo", "rint", "round", "scalb", "scalbln", "scalbn", "signbit", "signgam",
    "significand", "sin", "sincos", "sinh", "sqrt", "tan", "tanh", "tgamma", "trunc", "y0", "y1",
    "yn", "drem", "finite", "abs", "labs", "div", "ldiv", "abort", "atexit", "atof", "atoi",
    "atol", "bsearch", "calloc", "exit", "free", "getenv", "malloc", "qsort", "rand", "realloc",
    "srand", "strtod", "strtol", "system", "random", "printf", "puts", "putchar", "remove",
    "rename", "scanf", "getchar", "fprintf", "sprintf", "NAN", "INFINITY", "NULL", "EOF",
    "stdin", "stdout", "stderr", "add", "pass", "power", "adjoint", "dysize", "select", "time",
    "index", "pow10", "values", "part", "lane_sum", "extremum", "largest_magnitude",
    "ranked", "before", "between_knots", "compare", "differs", "dremf", "isgreaterequal",
    "islessequal", "islessgreater", "isunordered",
    "fpclassify", "alloca", "a64l", "l64a", "mktemp", "truncate", "node", "clearerr", "dprintf",
    "fclose", "fopen", "fputs",
    "fread", "fseek", "ftell", "fwrite", "getc", "gets", "perror", "popen", "putc", "putw",
    "getw", "rewind", "setbuf", "tmpfile", "tmpnam", "ungetc", "ctermid", "fileno", "renameat",
    "drand48", "erand48", "lrand48", "mrand48", "ecvt", "fcvt", "gcvt", "putenv", "setenv",
    "mblen", "qecvt", "quick_exit", "rpmatch", "valloc", "wctomb", "initstate", "setstate",
  ]
}
