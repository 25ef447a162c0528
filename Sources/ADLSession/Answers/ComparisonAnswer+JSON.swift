import ADLAnalysis
import ADLFormats
import ADLPrograms

extension ComparisonAnswer {
  public var json: [String: JSONValue] {
    var members: [String: JSONValue] = [
      "programs": .array(names.map(JSONValue.string)), "where": .string(region),
      "verdict": .string(verdict), "differs": .boolean(hasDifferences), "equality": equality,
      "rows": .array(rows.map(json)), "complete": .boolean(comparison.isComplete),
      "tier": .string(tier.word),
      "looked": [
        "lines": .number(Double(comparison.coverage.lines)),
        "planes": .number(Double(comparison.coverage.planes)),
        "corners": .number(Double(comparison.coverage.corners)),
        "points": .number(Double(comparison.coverage.points)),
        "cells": .number(Double(comparison.coverage.cells)),
      ],
    ]
    if let other = comparison.otherClarke {
      members["clarkeDiffers"] = [.string(names[0]), .string(names[other])]
    }
    if let region = comparison.differingRegion {
      members["derivativesDifferAround"] = .array(region.map(\.json))
    }
    if let function { members["function"] = .string(function) }
    if let stop = comparison.stop { members["stopped"] = .string(stop.words) }
    return members
  }

  private var equality: JSONValue {
    switch comparison.equality {
    case .proved: return ["status": "proved"]
    case .bounded(let bound, let points):
      return ["status": "bounded", "bound": .number(bound), "points": .number(Double(points))]
    case .tested(let points, let largest, let isExact):
      return [
        "status": "tested", "points": .number(Double(points)), "largest": .number(largest),
        "exact": .boolean(isExact),
      ]
    case .refuted(let example):
      return [
        "status": "refuted", "point": .array(example.point.map(\.json)),
        "programs": [.string(names[example.subjects.0]), .string(names[example.subjects.1])],
        "output": .number(Double(example.output + 1)),
        "values": [example.values.0.json, example.values.1.json],
        "isolated": .boolean(example.isIsolated), "tier": .string(example.tier.word),
      ]
    case .unknown: return ["status": "unknown"]
    }
  }

  private func json(_ row: ComparisonRow) -> JSONValue {
    let answers: [JSONValue] = row.answers.enumerated().map { i, subject in
      [
        "program": .string(names[i]), "outputs": .array(subject.outputs.map(json)),
      ]
    }
    let partings: [JSONValue] = row.partings.map { parting in
      [
        "program": .string(names[parting.subject]), "node": .number(Double(parting.node + 1)),
        "place": Place(parting.anchor, in: anchors[parting.subject]).json,
        "pieces": .array(parting.pieces.map { .numbers($0.map { Double($0 + 1) }) }),
        "partials": .array(parting.partials.map(\.json)),
      ]
    }
    let location = row.point.count == 1 ? row.location : nil
    let point = location.map { [$0.json] } ?? row.point.map(\.json)
    return [
      "at": .array(point),
      "class": .string(row.kind.word),
      "which": .array(row.kind.subjects.map { .string(names[$0]) }),
      "set": .string(row.place.word), "tier": .string(row.tier.word), "answers": .array(answers),
      "partings": .array(partings),
    ]
  }

  private func json(_ output: SubjectOutput) -> JSONValue {
    var members: [String: JSONValue] = [
      "value": output.value.json, "forward": .array(output.forward.map(\.json)),
      "backward": .array(output.backward.map(\.json)), "verdict": .string(output.verdict.words),
    ]
    if let left = output.left { members["left"] = left.derivative.json }
    if let right = output.right { members["right"] = right.derivative.json }
    if let field = output.field { members["field"] = .object(field.json) }
    if let clarke = output.clarke { members["clarke"] = .object(clarke.json) }
    return .object(members)
  }
}
