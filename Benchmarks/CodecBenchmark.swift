import Foundation
import Items
import Judgments
import Questions

/// Strict CBOR beside Foundation's JSON, on the same judgments.
struct CodecBenchmark {
  let runs: Int

  private static let count = 20_000

  /// The judgment as a Swift program would give it to Foundation.
  private struct Record: Codable {
    struct Comparison: Codable {
      var question: String
      var value: [String]
    }

    var item: String
    var layer: UInt32
    var answers: [Comparison]
    var confidence: Int?
    var active: UInt64
    var away: UInt64
    var presented: [Comparison]
    var read: [String: UInt64]
  }

  func run() {
    let judgments = (0..<Self.count).map {
      BenchStore.judgment(.zero, $0, label: $0 % 3)
    }
    let records = judgments.map { judgment in
      Record(
        item: judgment.item.hex, layer: judgment.layer,
        answers: judgment.answers.map {
          Record.Comparison(
            question: $0.question,
            value: $0.answer.textValue.map { [$0] } ?? $0.answer.texts ?? [])
        }, confidence: judgment.confidence, active: judgment.activeMilliseconds,
        away: judgment.awayMilliseconds,
        presented: judgment.presented.map {
          Record.Comparison(question: $0.question, value: $0.fields)
        },
        read: ["text": 1000])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let decoder = JSONDecoder()
    let coded = judgments.map { $0.map.encoded }
    let json = records.compactMap { try? encoder.encode($0) }
    var check = 0
    let reading = Samples.seconds(runs: runs) { _ in
      for bytes in coded {
        if let judgment = Judgment(decoding: bytes) { check += judgment.answers.count }
      }
    }
    let readingJSON = Samples.seconds(runs: runs) { _ in
      for bytes in json {
        if let record = try? decoder.decode(Record.self, from: bytes) {
          check += record.answers.count
        }
      }
    }
    let strict = Samples.seconds(runs: runs) { _ in
      for bytes in coded { if (try? CBOR(decoding: bytes)) != nil { check += 1 } }
    }
    let writing = Samples.seconds(runs: runs) { _ in
      for judgment in judgments { check += judgment.map.encoded.count }
    }
    let writingJSON = Samples.seconds(runs: runs) { _ in
      for record in records { check += (try? encoder.encode(record).count) ?? 0 }
    }
    let goal = "Foundation JSON at least 12× slower"
    let scale = 1e6 / Double(Self.count)
    Report.ratio(
      "decode a judgment to its value", reading, readingJSON, unit: "µs", scale: scale,
      inverted: true, goal: goal)
    Report.ratio(
      "decode its CBOR strictly", strict, readingJSON, unit: "µs", scale: scale, inverted: true,
      goal: goal)
    Report.ratio(
      "encode a judgment", writing, writingJSON, unit: "µs", scale: scale, inverted: true,
      goal: goal)
    if check == 0 { print("nothing was read") }
  }
}
