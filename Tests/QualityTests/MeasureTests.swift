import Testing

@testable import Quality

@Suite("The statistics as the command line has them")
struct MeasureTests {
  @Test func everyStatisticIsExplainedInTwoSentencesWithSourceAndTrap() {
    for statistic in Statistic.all {
      let sentences = statistic.summary.split(separator: ". ").count
      #expect(sentences == 2, "\(statistic.name): \(statistic.summary)")
      #expect(statistic.summary.hasSuffix("."), "\(statistic.name)")
      #expect(!statistic.source.isEmpty && statistic.trap.hasSuffix("."), "\(statistic.name)")
    }
    #expect(Set(Statistic.all.map(\.name)).count == Statistic.all.count)
    #expect(Statistic.listing.contains("\nkrippendorff_alpha\n  1 − observed"))
  }

  @Test func aResultCarriesItsCountsAndItsInterval() throws {
    let csv =
      "item,annotator,label\n"
      + (0..<40).map {
        "\($0),a,\($0 % 3)\n\($0),b,\($0 % 10 == 0 ? 0 : $0 % 3)\n"
      }.joined()
    let result = try computed("krippendorff_alpha", csv: csv)
    let interval = try #require(result.interval)
    let value = try #require(result.value?.double)
    #expect(interval.low < value && value < interval.high && interval.high <= 1)
    #expect(
      result.json["n"]
        == .make([
          "items": .number(40), "pairable": .number(40), "judgments": .number(80),
          "annotators": .number(2),
        ]))
    #expect(result.json["undefined"] == nil && result.json["value"]?.double == value)
    #expect(result.text.contains("krippendorff alpha: 0.9"))
    #expect(result.text.contains("n  40 items, 40 with two or more, 80 judgments, 2 annotators"))
  }

  @Test func undefinedIsAReasonBesideTheObservedAgreement() throws {
    let csv = "item,annotator,label\n1,a,x\n1,b,x\n2,a,x\n2,b,x\n"
    for name in ["cohen_kappa", "scott_pi", "fleiss_kappa", "krippendorff_alpha"] {
      let result = try computed(name, csv: csv)
      #expect(result.value == nil && result.interval == nil)
      #expect(result.observed == 1)
      #expect(result.json["undefined"]?.string?.hasPrefix("All compared judgments") == true)
    }
    let alone = try computed("krippendorff_alpha", csv: "item,annotator,label\n1,a,x\n2,a,y\n")
    #expect(alone.undefined == .noPairs)
    let none = try computed("krippendorff_alpha", csv: "item,annotator,label\n1,a,\n")
    #expect(none.undefined == .empty)
  }

  @Test func noStatisticEverPrintsWhatIsNoNumber() throws {
    // Every statistic of ratings on tables from nothing to little: a value, a reason or a mistake.
    let tables = [
      "1,a,\n", "1,a,1\n", "1,a,1\n1,b,1\n", "1,a,1\n1,b,2\n", "1,a,1\n2,b,2\n",
      "1,a,0\n1,b,0\n2,a,0\n2,b,0\n", "1,a,1\n1,b,2\n2,a,2\n2,b,1\n",
      "1,a,1\n1,b,1\n2,a,2\n2,b,2\n",
    ]
    for statistic in Statistic.all where statistic.input == .ratings {
      for rows in tables {
        for extra in [[:], ["level": "ratio"], ["level": "ordinal"], ["weights": "quadratic"]] {
          let csv = "item,annotator,label\n" + rows
          guard let result = try? computed(statistic.name, csv: csv, options: extra) else {
            continue
          }
          let text = result.json.text
          #expect((result.value == nil) == (result.undefined != nil), "\(statistic.name): \(text)")
          #expect(!text.contains("nan") && !text.contains("inf"), "\(statistic.name): \(text)")
          #expect(!result.text.isEmpty)
        }
      }
    }
  }

  @Test func wrongOptionsSayWhatIsRight() throws {
    func message(_ name: String, _ options: [String: String]) -> String {
      do {
        _ = try computed(name, options)
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(message("wilson", [:]).contains("There is no statistic wilson."))
    #expect(message("wilson_interval", ["n": "x"]).contains("n is \"x\", but it must be a number"))
    #expect(message("wilson_interval", ["successes": "1"]).contains("The option n is missing"))
    #expect(message("sprt_boundaries", ["p0": "0.2", "p1": "0.1"]).contains("p1 must be above p0"))
    #expect(
      throws: MeasureError.self,
      performing: { try Statistic.named("icc").check(optionNames: ["fom"]) })
  }

  @Test func enormousNumbersAreRefusedInsteadOfCrashing() throws {
    let requests: [(String, [String: String])] = [
      ("sample_size_proportion", ["half_width": "1e-300"]),
      ("sample_size_zero_defects", ["p": "1e-300"]),
      ("overlap_needed", ["reliability": "1e-300"]),
      (
        "sample_size_kappa_2x2",
        ["rate1": "0.5", "rate2": "0.5", "k1": "0.5", "k0": "0.5000000001"]
      ),
      ("lot_error_upper_bound", ["lot": "1e15", "sample": "1e9", "errors": "3"]),
      ("acceptance_probability", ["n": "1e12", "c": "1e11", "p": "0.1"]),
      ("cusum_arl", ["h": "1e9"]), ("cusum_arl", ["k": "9", "h": "40"]),
      ("transitivity", ["players": "3", "prefers": "[[0,1e300]]"]),
      ("position_bias_test", ["first": "1e12", "second": "1e12"]),
    ]
    for (name, options) in requests { _ = try? computed(name, options) }
    for data in ["[[1e300, 1], [1, 1]]", "[[1e9, 1], [1, 1]]"] {
      let text = #"[{"name": "x", "statistic": "cohen_kappa", "data": {"table": \#(data)}}]"#
      let output = try CaseRunner.run(caseFile: Array(text.utf8)) { _ in [] }
      #expect(String(decoding: output, as: UTF8.self).contains("ten million"))
    }
  }

  @Test func spansOfOurOwnFormAreRead() throws {
    let text = #"""
      {"item":"d1","annotator":"a","spans":[{"start":0,"end":3,"label":"PER"}]}
      {"item":"d1","annotator":"b","spans":[{"start":0,"end":3,"label":"PER"},{"start":5,"end":6,"label":"ORG"}]}
      """#
    let table = try SpanTable(jsonLines: Array(text.utf8), file: "s.jsonl")
    let result = try measure(
      MeasureRequest(
        statistic: "span_f1_by_label", data: .spans(table),
        options: MeasureOptions([String: String]())))
    #expect(result.value?["PER"]?.double == 1 && result.value?["ORG"]?.double == 0)
    #expect(throws: TableError.self) {
      _ = try SpanTable(
        jsonLines: Array(#"{"item":"d","annotator":"a","spans":[[5,2]]}"#.utf8), file: "s")
    }
  }
}
