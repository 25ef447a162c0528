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
}

extension FactTable {
  /// Adds what AD returns: both modes on one line where they agree.
  mutating func append(_ derivatives: [ConventionalDerivative], of subject: PointSubject) {
    for item in derivatives {
      // Where the exact sweep has no number, what doubles have is what a framework returns.
      let isDefined = item.derivative.backward.isDefined
      let text = subject.gradientText
      let backward =
        isDefined
        ? text.text(item.derivative.backward.numbers) : text.text(doubles: item.derivative.doubles)
      // What was not computed is not told apart.
      let forward =
        isDefined ? item.derivative.forward.map { text.text($0.numbers) } : backward
      var remark = [item.convention.name]
      if item.isInClarke == false { remark.append("not in the Clarke subdifferential") }
      if item.isInField == false { remark.append("outside the hull of D_f") }
      let words = remark.joined(separator: ": ")
      if backward == forward {
        append("AD", backward, words)
      } else {
        append("AD backward", backward, words)
        append("AD forward", forward ?? "not computed: the work ended before", words)
      }
      if isDefined, let doubles = item.differingDoubles {
        append("", text.text(doubles: doubles), "in doubles")
      }
    }
  }
}
