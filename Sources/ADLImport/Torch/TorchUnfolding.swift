import ADLFormats
import ADLPrograms
import ADLText

/// The entries that views of one tensor share; operations in place change them.
final class TensorStorage {
  var entries: [ArrayEntry]

  init(_ entries: [ArrayEntry]) { self.entries = entries }
}

/// A tensor: a view of a storage.
struct TorchTensor {
  let storage: TensorStorage

  /// Where in the storage each entry is.
  let positions: [Int]
  let shape: [Int]
  let kind: ElementKind

  init(_ value: ArrayValue) {
    storage = TensorStorage(value.entries)
    positions = Array(value.entries.indices)
    shape = value.shape
    kind = value.kind
  }

  init(_ storage: TensorStorage, _ positions: [Int], _ shape: [Int], _ kind: ElementKind) {
    self.storage = storage
    self.positions = positions
    self.shape = shape
    self.kind = kind
  }

  var value: ArrayValue { ArrayValue(shape, kind, positions.map { storage.entries[$0] }) }

  /// The positions as an array, which moves about as the entries do.
  var places: ArrayValue { ArrayValue(shape, .index, positions.map { .integer($0) }) }

  /// The view whose places are `places`.
  func view(_ places: ArrayValue) -> TorchTensor {
    TorchTensor(storage, places.integers ?? [], places.shape, kind)
  }

  /// Writes new entries into the storage.
  func fill(_ entries: [ArrayEntry]) {
    for (position, entry) in zip(positions, entries) { storage.entries[position] = entry }
  }
}

/// The unfolding of an exported graph into a program.
final class TorchUnfolding {
  let file: SourceFile
  let options: ImportOptions
  let writer: ArrayWriter
  var places = PlaceTable()
  var tensors: [String: TorchTensor] = [:]

  /// The operation at hand.
  var node: TorchNode?

  /// `true` iff a number at a bound of `clamp` passes the gradient: before PyTorch 2.15.
  let passesAtBounds: Bool

  /// `true` iff PyTorch 1 wrote the program.
  let isVersion1: Bool
  private let nodes: [TorchNode]
  private let outputs: [String]

  /// The names that operations and the results refer to.
  private let used: Set<String>
  private let arguments: [ImportedProgram.Argument]

  /// What is to be known of the reading.
  private let notes: [String]

  init(
    _ json: LocatedJSON, _ file: SourceFile,
    _ constants: [String: ExportedProgramReader.ArrayData], _ options: ImportOptions
  ) throws(ImportFailure) {
    guard let module = json["graph_module"], let graph = module["graph"],
      let signature = module["signature"]
    else {
      throw .diagnostic(
        .error(
          "this is no exported program", at: file.span(0..<min(1, file.bytes.count)),
          hint: "give the archive that `torch.export.save` writes, or the `model.json` in it"))
    }
    self.file = file
    self.options = options
    nodes = (graph["nodes"]?.array ?? []).map(TorchNode.init)
    let version = (json["torch_version"]?.string ?? "").split(separator: ".")
    let (major, minor) = (
      version.first.flatMap { Int($0) } ?? 99, version.dropFirst().first.flatMap { Int($0) } ?? 0
    )
    isVersion1 = major < 2
    passesAtBounds = major < 2 || major == 2 && minor < 15
    let sizes = Self.sizes(graph)
    var notes: [String] = []
    // What is an input of the program, and what is kept beside it.
    var inputs: [(name: String, shape: [Int])] = []
    var kept: [(name: String, array: String, json: LocatedJSON)] = []
    for spec in signature["input_specs"]?.array ?? [] {
      if let input = spec["user_input"]?["arg"] {
        guard let name = input["as_tensor"]?["name"]?.string else { continue }
        guard let meta = sizes[name], meta.format?.kind == .real, let shape = meta.sizes,
          shape.allSatisfy({ $0 >= 0 && $0 < 1 << 31 })
        else {
          throw .diagnostic(
            .error(
              "the argument `\(name)` is no array of real numbers of fixed sizes",
              at: file.span(input.range),
              hint: "make it a constant of the program, or export it for fixed sizes"))
        }
        if meta.format != .double { notes = [ImportedProgram.realNumbers] }
        inputs.append((name, shape))
      } else if let member = spec.members.first {
        let own = member.value
        guard let name = own["arg"]?["name"]?.string ?? own["arg"]?["as_tensor"]?["name"]?.string
        else { continue }
        let array =
          own["tensor_constant_name"]?.string ?? own["buffer_name"]?.string
          ?? own["parameter_name"]?.string ?? ""
        kept.append((name, array, spec))
      }
    }
    let count = inputs.reduce(0) { $0 + Row.count($1.shape) }
    if count == 0 {
      throw .diagnostic(
        .error(
          "the program has no arguments", at: file.span(signature.range),
          hint: "export a function of what you differentiate by"))
    }
    let builder = ProgramBuilder(inputs: count, nodeLimit: options.nodeLimit)
    builder.memoryLimit = options.memoryLimit
    builder.cancellation = options.cancellation
    writer = ArrayWriter(builder)
    var names: [ImportedProgram.Argument] = []
    var next = 0
    for (i, input) in inputs.enumerated() {
      let size = Row.count(input.shape)
      tensors[input.name] = TorchTensor(
        ArrayValue(
          input.shape, .real, (next..<next + size).map { .number(builder.input($0)) }))
      next += size
      names.append(
        ImportedProgram.Argument(
          name: Identifier.unique(input.name, "x\(i + 1)", names.map(\.name)), sizes: input.shape))
    }
    arguments = names
    self.notes = notes
    outputs = (signature["output_specs"]?.array ?? []).compactMap {
      ($0["user_output"]?["arg"]?["as_tensor"] ?? $0["user_output"]?["arg"])?["name"]?.string
    }
    var used = Set(outputs)
    for node in nodes {
      for (_, value) in node.arguments {
        switch value {
        case .tensor(let name): used.insert(name)
        case .tensors(let names): used.formUnion(names.compactMap { $0 })
        default: break
        }
      }
    }
    self.used = used
    for constant in kept {
      guard let data = constants[constant.array] else {
        throw .diagnostic(
          .error(
            "the numbers of `\(constant.array)` are not in this file",
            at: file.span(constant.json.range),
            hint: "load the archive that `torch.export.save` wrote, not the text in it"))
      }
      tensors[constant.name] = TorchTensor(
        ArrayValue(data.sizes, data.format.kind, data.entries(writer)))
    }
  }

  /// The types and sizes of the graph's tensors.
  private static func sizes(
    _ graph: LocatedJSON
  ) -> [String: (format: NumberFormat?, sizes: [Int]?)] {
    var result: [String: (format: NumberFormat?, sizes: [Int]?)] = [:]
    for member in graph["tensor_values"]?.members ?? [] {
      let sizes = (member.value["sizes"]?.array ?? []).map { $0["as_int"]?.integer }
      result[member.key] = (
        member.value["dtype"]?.integer.flatMap(TorchType.format),
        sizes.contains(nil) ? nil : sizes.compactMap { $0 }
      )
    }
    return result
  }

  /// `true` iff something refers to a result of `node`.
  func isUsed(_ number: Int, of node: TorchNode) -> Bool {
    guard number < node.results.count, let name = node.results[number] else { return false }
    return used.contains(name)
  }

  func program() throws(ImportFailure) -> ImportedProgram {
    for node in nodes {
      self.node = node
      writer.anchor = anchor(node)
      let results: [TorchTensor?]
      do throws(Unsupported) { results = try evaluate(node) } catch { throw failure(error) }
      for (name, result) in zip(node.results, results) {
        if let name, let result { tensors[name] = result }
      }
      try checkFailure()
    }
    node = nil
    var results: [ArrayValue] = []
    for output in outputs {
      guard let tensor = tensors[output] else {
        throw .diagnostic(
          .error("the result `\(output)` is not defined", at: file.span(0..<1)))
      }
      results.append(tensor.value)
    }
    let operands = results.flatMap { $0.entries.map { writer.operand($0) } }
    if operands.isEmpty {
      throw .diagnostic(.error("the program returns nothing", at: file.span(0..<1)))
    }
    do throws(BuildFailure) {
      let program = try writer.builder.seal(outputs: operands)
      return ImportedProgram(
        name: "", framework: .pytorch, arguments: arguments, results: results.map(\.shape),
        program: try program.pruned(), places: places.places,
        span: file.span(0..<min(1, file.bytes.count)), notes: notes)
    } catch {
      throw failure(Unsupported("the program is too large"))
    }
  }

  private func anchor(_ node: TorchNode) -> Anchor {
    guard let place = node.place else { return places.anchor(file.span(node.range)) }
    return places.anchor(
      file: place.file, line: place.line, column: 1,
      text: place.text.isEmpty ? node.operation : place.text)
  }

  private func failure(_ reason: Unsupported) -> ImportFailure {
    var notes: [String] = []
    if let place = node?.place { notes.append("written at \(place.file):\(place.line)") }
    return .diagnostic(
      .error(
        "`aten.\(node?.operation ?? "")` is not read: \(reason.reason)",
        at: node.map { file.span($0.range) }, notes: notes,
        hint: reason.hint ?? "write that part of the function with other operations"))
  }

  private func checkFailure() throws(ImportFailure) {
    if options.cancellation.isRequested { throw .interrupted }
    guard let failure = writer.builder.failure else { return }
    if case .interrupted = failure { throw .interrupted }
    throw self.failure(Unsupported("the program would be too large"))
  }
}
