import Testing

@testable import Quality

@Suite("Confirmed cases")
struct CaseTests {
  @Test(
    .enabled(
      if: SharedData.hasCases,
      "../shared/quality/vectors-open.json is not here, so the confirmed cases are not computed."))
  func everyConfirmedCaseHasItsValueWithinItsTolerance() throws {
    let file = try SharedData.bytes("quality/vectors-open.json")
    let output = try CaseRunner.run(caseFile: file) { try SharedData.bytes($0) }
    let cases = try #require(try JSONReader.value(of: file).array)
    let entries = try #require(try JSONReader.value(of: output).array)
    #expect(cases.count == entries.count)
    for (one, entry) in zip(cases, entries) {
      let name = one["name"]?.string ?? ""
      #expect(entry["name"]?.string == name)
      let wrong = Comparison(one["tolerance"]).difference(one["expected"], entry)
      #expect(wrong == nil, "\(name): \(wrong ?? "")")
    }
  }

  @Test(.enabled(if: SharedData.hasCases, "../shared/quality/vectors-open.json is not here."))
  func whatACaseExpectsIsNeverLookedAt() throws {
    let text = #"""
      [{"name": "x", "statistic": "cohen_kappa", "data": {"table": [[20, 5], [10, 15]]},
        "params": {}, "expected": 12345, "tolerance": {"abs": 0}}]
      """#
    let output = try CaseRunner.run(caseFile: Array(text.utf8)) { _ in [] }
    let value = try JSONReader.value(of: output).array?.first?["value"]?.double
    #expect(abs((value ?? 0) - 0.4) < 1e-12)
  }

  @Test(arguments: [
    #"{"part": "b"}"#, #"{"part": ["b", "c"]}"#, #"{"column": "part", "equals": "b"}"#,
    #""part == b""#,
  ])
  func fileDataAreFilteredAndRecoded(filter: String) throws {
    let csv = "part,item,annotator,mark\na,1,x,9\na,1,y,0\nb,1,x,1\nb,1,y,2\nb,2,x,0\nb,2,y,0\n"
    let text = #"""
      [{"name": "f", "statistic": "percent_agreement", "data": {"file": "data/m.csv",
        "columns": {"item": "item", "annotator": "annotator", "label": "mark"},
        "filter": \#(filter), "recode": {"1": "yes", "2": "yes", "0": "no"}}}]
      """#
    let output = try CaseRunner.run(caseFile: Array(text.utf8)) { path in
      #expect(path == "data/m.csv")
      return Array(csv.utf8)
    }
    #expect(try JSONReader.value(of: output).array?.first?["value"]?.double == 1)
  }

  @Test func aBrokenCaseIsAnErrorOfItsOwnAndTheOthersAreComputed() throws {
    let text = #"""
      [{"name": "a", "statistic": "cohen_kapa", "data": {}},
       {"name": "b", "statistic": "wilson_interval", "data": {"successes": 3, "n": 2}},
       {"name": "c", "statistic": "krippendorff_alpha", "data": {"file": "/etc/passwd"}},
       {"name": "d", "statistic": "scott_pi", "data": {"table": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]}}]
      """#
    let output = try CaseRunner.run(caseFile: Array(text.utf8)) { _ in [] }
    let entries = try #require(try JSONReader.value(of: output).array)
    #expect(entries[0]["error"]?.string?.contains("Did you mean cohen_kappa?") == true)
    #expect(entries[1]["error"]?.string?.contains("more than all") == true)
    #expect(entries[2]["error"]?.string?.contains("outside the data folder") == true)
    #expect(abs((entries[3]["value"]?.double ?? 0) + 0.0563380281690142) < 1e-12)
  }
}

/// Compares a computed entry with what a case expects.
struct Comparison {
  let absolute: Double
  let relative: Double

  init(_ tolerance: JSONValue?) {
    absolute = tolerance?["abs"]?.double ?? 0
    relative = tolerance?["rel"]?.double ?? 0
  }

  /// Returns what differs; nil where nothing does.
  func difference(_ expected: JSONValue?, _ entry: JSONValue) -> String? {
    guard let expected else { return "nothing is expected" }
    if expected["undefined"]?.bool == true {
      return (entry["undefined"]?.string ?? "").isEmpty ? "not undefined: \(entry.text)" : nil
    }
    if let error = expected["error"] {
      if entry["error"] != error { return "no error: \(entry.text)" }
      return expected["components"] == entry["components"] ? nil : "other groups: \(entry.text)"
    }
    guard let value = entry["value"] else { return "no value: \(entry.text)" }
    return compare(expected, value)
  }

  private func compare(_ expected: JSONValue, _ value: JSONValue) -> String? {
    switch (expected, value) {
    case (.number(let a), .number(let b)):
      let limit = max(absolute, relative * abs(a), 0)
      return abs(a - b) <= limit ? nil : "\(b) instead of \(a)"
    case (.array(let a), .array(let b)):
      if a.count != b.count { return "\(b.count) values instead of \(a.count)" }
      return zip(a, b).lazy.compactMap(compare).first
    case (.object(let members), .object):
      for member in members {
        if member.value == .null {
          if value[member.key] != nil { return "\(member.key) is there" }
          continue
        }
        guard let own = value[member.key] else { return "\(member.key) is missing" }
        if let wrong = compare(member.value, own) { return "\(member.key): \(wrong)" }
      }
      return nil
    default: return expected == value ? nil : "\(value.text) instead of \(expected.text)"
    }
  }
}
