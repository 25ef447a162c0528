/// A form in which a program is written for use elsewhere.
public enum EmissionForm: String, Sendable, CaseIterable {
  case c
  case jax
  case pytorch
  case tensorflow
  case latex
  case dot
  case json
  case adl

  /// What writes the form; `nil` while nothing does.
  package var writer: (any FormWriter.Type)? {
    switch self {
    case .dot: DotWriter.self
    case .c: CWriter.self
    case .json: JSONWriter.self
    case .adl: ScriptWriter.self
    case .latex: nil
    case .jax: JaxWriter.self
    case .pytorch: PyTorchWriter.self
    case .tensorflow: TensorFlowWriter.self
    }
  }

  /// The framework that the form is for, if it is.
  package var framework: PythonFramework? { PythonFramework(rawValue: rawValue) }

  /// The forms that are written, in the order of the manual.
  public static let available = allCases.filter { $0.writer != nil }

  /// What a file of the form holds, in words.
  public var words: String {
    switch self {
    case .c: "a program in C"
    case .jax, .pytorch, .tensorflow: "a program in Python"
    case .latex: "a document in LaTeX"
    case .dot: "a graph in the language of Graphviz"
    case .json: "a table in JSON"
    case .adl: "a script"
    }
  }

  /// How the name of a file of the form ends.
  public var ending: String {
    switch self {
    case .c: "c"
    case .jax, .pytorch, .tensorflow: "py"
    case .latex: "tex"
    case .dot: "dot"
    case .json: "json"
    case .adl: "adl"
    }
  }
}
