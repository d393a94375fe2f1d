import Testing

@testable import Quality

@Suite("Agreement without a confirmed case")
struct AgreementTests {
  @Test func specificAgreementIsThatOfCicchettiAndFeinstein() throws {
    // The paradox table of Feinstein & Cicchetti 1990: 91 % on yes and 40 % on no.
    let table = ContingencyTable(
      [[80, 10], [5, 5]], scale: CategoryScale(declared: ["yes", "no"]))
    let values = FleissCategories.specificAgreement(ItemProfiles(table))
    #expect(near(values[0], 160 / 175.0))
    #expect(near(values[1], 0.4))
  }

  @Test func specificAgreementOfAnUnusedCategoryIsUndefined() throws {
    let result = try computed(
      "specific_agreement", csv: "item,annotator,label\n1,a,x\n1,b,x\n",
      options: ["categories": "x,y"])
    #expect(result.value?["x"]?.double == 1)
    #expect(result.value?.members?.last?.value == .null)
  }

  @Test func theWeightedStandardErrorIsThatOfVcd() {
    // R vcd, Kappa(SexualFun): 0.1293 (0.06860) and weighted 0.2374 (0.07832).
    let table = ContingencyTable(
      [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]],
      scale: CategoryScale(declared: ["1", "2", "3", "4"]))
    let plain = CohenKappa(table).estimate(method: "").standardError
    let weighted = CohenKappa(table, weights: .linear).estimate(method: "").standardError
    #expect(near(plain, 0.06860, 5e-6))
    #expect(near(weighted, 0.07832, 5e-6))
  }

  @Test func tauBIsThatOfSciPyWithTies() throws {
    let tau = try computed("kendall_tau_b", ["a": "12,2,1,12,2", "b": "1,4,7,1,0"])
    #expect(near(tau.value?.double, -0.4714045207910316, 1e-14))
    let other = RankAgreement.tauB([1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 6])
    #expect(near(try other.get(), 0.6900655593423543, 1e-14))
  }

  @Test func tauBWithoutAnyOrderIsUndefined() throws {
    let tau = try computed("kendall_tau_b", ["a": "1,1,1", "b": "1,2,3"])
    #expect(tau.value == nil && tau.undefined == .noVariance)
  }

  @Test func pairwiseAlphaOfRankingsIsAlphaOfTheirPairs() throws {
    // Two items, three candidates, two annotators; one of six pairs differs.
    let csv = """
      item,annotator,candidate,rank
      1,a,x,1
      1,a,y,2
      1,a,z,3
      1,b,x,1
      1,b,y,3
      1,b,z,2
      2,a,x,2
      2,a,y,2
      2,a,z,1
      2,b,x,2
      2,b,y,2
      2,b,z,1
      """
    let result = try computed("pairwise_alpha", csv: csv)
    // By hand: pairs (<,<) ×2, (<,>), (=,=), (>,>) ×2; observed disagreement 1/6, expected
    // 1 − (5·4 + 5·4 + 2·1)/(12·11).
    #expect(near(result.value?.double, 1 - (1 / 6.0) / (1 - 42.0 / 132)))
    #expect(result.counts?.items == 6)
  }

  @Test func selfAgreementCountsPairsOfOnesOwnJudgments() throws {
    let csv = """
      item,annotator,label
      1,ada,x
      1,ada,x
      2,ada,x
      2,ada,y
      3,ada,y
      1,bo,x
      1,bo,y
      1,bo,y
      """
    let result = try computed("self_agreement", csv: csv)
    #expect(near(result.value?.double, 2.0 / 5))
    let people = result.details.first { $0.key == "annotators" }?.value
    #expect(people?["ada"]?["agreement"]?.double == 0.5)
    #expect(near(people?["bo"]?["agreement"]?.double, 1.0 / 3))
    #expect(result.interval != nil)
  }

  @Test func selfAgreementWithoutRepeatsIsUndefined() throws {
    let result = try computed("self_agreement", csv: "item,annotator,label\n1,a,x\n1,b,x\n")
    #expect(result.undefined?.reason.contains("Nobody judged an item twice") == true)
  }

  @Test func leavingOneOutEqualsComputingWithoutThem() throws {
    for seed in UInt64(1)...5 {
      let rows = MadeUp.rows(seed: seed)
      let table = try MadeUp.table(rows)
      for (_, distance) in LabelDistance.named where distance != .masi && distance != .jaccard {
        let fast = AgreementBreakdown.withoutEach(table, distance)
        for who in table.annotators.indices {
          let slow = KrippendorffAlpha(
            distance, profiles: ItemProfiles(table.filtered { _, annotator, _ in annotator != who })
          ).estimate(method: "").value
          #expect(near(fast[who], slow ?? .nan, 1e-10), "seed \(seed), \(distance)")
        }
      }
    }
  }

  @Test func theRunningPanelEqualsTheWholeComputation() throws {
    let rows = MadeUp.rows(seed: 11)
    let table = try MadeUp.table(rows)
    var tally = CoincidenceTally(categoryCount: table.scale.count)
    for item in table.items.indices {
      var counts = [Double](repeating: 0, count: table.scale.count)
      for row in table.judgments(of: item) {
        tally.change(&counts, category: Int(table.label[row]), by: 1)
      }
    }
    let whole = try MadeUp.alpha(rows, .ordinal)
    #expect(near(tally.alpha(.ordinal, scale: table.scale), whole ?? .nan, 1e-12))
    #expect(tally.pairableItems == table.counts.pairable)
  }

  @Test func theMostContestedItemsComeFirst() throws {
    let csv =
      "item,annotator,label\n"
      + "1,a,x\n1,b,x\n1,c,x\n2,a,x\n2,b,y\n2,c,z\n3,a,x\n3,b,x\n3,c,y\n4,a,x\n"
    let result = try computed("agreement_by_item", csv: csv)
    let items = try #require(result.value?.array)
    #expect(items.compactMap { $0["item"]?.string } == ["2", "3", "1"])
    #expect(near(items[1]["agreement"]?.double, 1.0 / 3))
  }

  @Test func pairsThatShareNothingAreNotListed() throws {
    let csv = "item,annotator,label\n1,a,x\n1,b,x\n2,a,y\n2,b,x\n3,c,x\n"
    let pairs = try #require(try computed("agreement_by_pair", csv: csv).value?.array)
    #expect(pairs.count == 1)
    #expect(pairs[0]["agreement"]?.double == 0.5)
    #expect(pairs[0]["items"]?.int == 2)
  }

  @Test func slicesAreComputedApart() throws {
    let csv = """
      item,annotator,label,slice
      1,a,x,de
      1,b,x,de
      2,a,y,de
      2,b,y,de
      3,a,x,en
      3,b,y,en
      4,a,y,en
      4,b,x,en
      """
    let result = try computed("agreement_by_slice", csv: csv, options: ["bootstrap": "0"])
    #expect(result.value?["de"]?["alpha"]?.double == 1)
    #expect((result.value?["en"]?["alpha"]?.double ?? 1) < 0)
  }

  @Test func bioTagsBecomeSpansAsSeqevalReadsThem() {
    let tags = ["B-PER", "I-PER", "I-LOC", "O", "I-ORG", "B-ORG", "O", "B-PER"]
    let spans = TagSequence.spans(tags)
    #expect(
      spans == [
        LabelledSpan(start: 0, end: 2, label: "PER"), LabelledSpan(start: 2, end: 3, label: "LOC"),
        LabelledSpan(start: 4, end: 5, label: "ORG"), LabelledSpan(start: 5, end: 6, label: "ORG"),
        LabelledSpan(start: 7, end: 8, label: "PER"),
      ])
  }

  @Test func iccOfIncompleteRatingsSaysWhatItLeftOut() throws {
    let csv = "item,annotator,label\n1,a,3\n1,b,4\n2,a,5\n2,b,5\n3,a,1\n3,b,2\n4,a,5\n"
    let result = try computed("icc", csv: csv, options: ["form": "ICC2"])
    #expect(result.details.first { $0.key == "items_left_out" }?.value.int == 1)
    #expect(result.warnings.contains { $0.contains("1 incomplete") })
    let oneWay = try computed("icc", csv: csv, options: ["form": "ICC1", "unequal": "true"])
    #expect(oneWay.method.contains("harmonic") == false || oneWay.value != nil)
  }

  @Test func iccWithoutVarianceIsUndefined() throws {
    let csv = "item,annotator,label\n1,a,3\n1,b,3\n2,a,3\n2,b,3\n"
    #expect(try computed("icc", csv: csv).undefined == .noVariance)
  }
}
