import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// What AD returns at a point under one convention, and whether that lies where it can.
struct ConventionalDerivative: Sendable {
  let convention: Convention
  let derivative: PointDerivative

  /// Whether it lies in the hull of D_f; `nil` where that was not asked or is open.
  let isInField: Bool?

  /// Whether it lies in the Clarke subdifferential; `nil` where that was not asked or is open.
  let isInClarke: Bool?

  init(
    _ convention: Convention, _ derivative: PointDerivative, isInField: Bool?, isInClarke: Bool?
  ) {
    self.convention = convention
    self.derivative = derivative
    self.isInField = isInField
    self.isInClarke = isInClarke
  }

  init(_ subject: PointSubject, _ field: FieldAnswer, under convention: Convention) {
    let derivative = subject.analysis.derivative(under: convention)
    var isInside: Bool?
    if field.set.isDefined, derivative.backward.isDefined {
      isInside = subject.analysis.contains(derivative.backward.rational, field.set)
      if isInside == false, !field.isComplete { isInside = nil }
    }
    self.init(convention, derivative, isInField: isInside, isInClarke: nil)
  }

  init(_ subject: PointSubject, _ clarke: ClarkeAnswer, under convention: Convention) {
    let derivative = subject.analysis.derivative(under: convention)
    var isInside: Bool?
    if clarke.jumps.isEmpty, let inner = clarke.inner, derivative.backward.isDefined {
      isInside = subject.analysis.contains(derivative.backward.rational, inner)
      if isInside == false, !clarke.isExact { isInside = nil }
    }
    self.init(convention, derivative, isInField: nil, isInClarke: isInside)
  }

  /// The doubles where they are not what exact arithmetic gives.
  var differingDoubles: [Double]? {
    let entries = derivative.backward.entries
    let agree = zip(derivative.doubles, entries).allSatisfy { double, entry in
      let exact = entry.double
      if entry.scaled != nil { return false }
      return double == exact || double.isNaN && exact.isNaN
        || abs(double - exact) <= 1e-9 * max(1, abs(exact))
    }
    return agree ? nil : derivative.doubles
  }

  /// The derivative in JSON.
  var shape: Schema.Derivative {
    Schema.Derivative(
      under: convention, backward: Schema.Vector(derivative.backward.numbers),
      forward: derivative.forward.map { Schema.Vector($0.numbers) },
      inDoubles: Schema.Vector(derivative.doubles), inField: isInField, inClarke: isInClarke)
  }

  /// The derivative in JSON, by parameters as well.
  func shape(of subject: PointSubject) -> Schema.Derivative {
    var shape = shape
    let entries = derivative.backward.numbers
    guard subject.gradientParts.reduce(0, { $0 + $1.count }) == entries.count else { return shape }
    var next = 0
    shape.parts = subject.gradientParts.map { part in
      defer { next += part.count }
      return Schema.Derivative.Part(
        name: part.name, shape: part.shape,
        value: Schema.Vector(Array(entries[next..<next + part.count])))
    }
    return shape
  }
}

extension FactTable {
  /// Adds what AD returns: both modes on one line where they agree.
  mutating func append(_ derivatives: [ConventionalDerivative], of subject: PointSubject) {
    for item in derivatives {
      // Where the exact sweep has no number, what doubles have is what a framework returns.
      let isDefined = item.derivative.backward.isDefined
      let backward =
        isDefined
        ? subject.lines(item.derivative.backward.numbers)
        : subject.lines(doubles: item.derivative.doubles)
      // What was not computed is not told apart.
      let forward =
        isDefined ? item.derivative.forward.map { subject.lines($0.numbers) } : backward
      var remark = [item.convention.name]
      if item.isInClarke == false { remark.append("not in the Clarke subdifferential") }
      if item.isInField == false { remark.append("outside the hull of D_f") }
      let words = remark.joined(separator: ": ")
      if backward == forward {
        append("AD", backward, words)
      } else {
        append("AD backward", backward, words)
        append("AD forward", forward ?? ["not computed: the work ended before"], words)
      }
      if isDefined, let doubles = item.differingDoubles {
        append("", subject.lines(doubles: doubles), "in doubles")
      }
    }
  }

  /// Adds a line for each of `values`, the first with the label and the remark.
  private mutating func append(_ label: String, _ values: [String], _ remark: String) {
    for (i, value) in values.enumerated() {
      append(i == 0 ? label : "", value, i == 0 ? remark : "")
    }
  }
}
