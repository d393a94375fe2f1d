import Testing

@testable import Quality

@Suite("Reading tables")
struct TableReadingTests {
  private func read(
    _ text: String, format: TableReader.Format = .csv,
    columns: [String] = ["item", "annotator", "label"], chunk: Int? = nil
  ) throws -> ColumnTable {
    var reader = TableReader(
      file: "f.csv", format: format, columns: columns.map { .init(role: $0, name: $0) })
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: chunk ?? max(bytes.count, 1)) {
      let part = Array(bytes[start..<min(start + (chunk ?? bytes.count), bytes.count)])
      try part.withUnsafeBufferPointer { try reader.read($0) }
    }
    return try reader.finish()
  }

  private func rows(_ table: ColumnTable) -> [[String?]] {
    (0..<table.rowCount).map { row in
      ["item", "annotator", "label"].map { table.text($0, row: row) }
    }
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func quotesDoubledQuotesAndLineBreaksAreThoseOfTheStandard() throws {
    let text =
      "\u{FEFF}item,label,annotator\r\n\"a,1\",\"say \"\"no\"\"\",x\r\n\r\n"
      + "\"two\nlines\",\"\",y\n3,z,\"w\""
    let expected: [[String?]] = [
      ["a,1", "x", "say \"no\""], ["two\nlines", "y", nil], ["3", "w", "z"],
    ]
    for chunk in [nil, 1, 2, 3, 7, 16] {
      let table = try read(text, chunk: chunk)
      #expect(rows(table) == expected, "chunk \(chunk ?? 0)")
      #expect((0..<3).map(table.line) == [2, 4, 6], "chunk \(chunk ?? 0)")
    }
  }

  @Test func tabsAreNotQuoted() throws {
    let table = try read("item\tannotator\tlabel\n\"q\tx\ty\n", format: .tsv)
    #expect(rows(table) == [["\"q", "x", "y"]])
  }

  @Test func jsonLinesAreReadByDottedPaths() throws {
    var reader = TableReader(
      file: "f.jsonl", format: .jsonl,
      columns: [
        .init(role: "item", name: "item"), .init(role: "annotator", name: "person"),
        .init(role: "label", name: "answers.better.prefer"),
      ])
    let text = #"""
      {"item":"q-1","person":"ada","answers":{"better":{"prefer":"reply_b","grade":1}}}
      {"item":7,"person":"b\u00e9","answers":{"better":{"prefer":"tie"}}}

      {"item":"q-1","person":"bo","answers":{"other":1}}
      """#
    try Array(text.utf8).withUnsafeBufferPointer { try reader.read($0) }
    let table = try reader.finish()
    #expect(
      rows(table) == [["q-1", "ada", "reply_b"], ["7", "bé", "tie"], ["q-1", "bo", nil]])
    #expect((0..<3).map(table.line) == [1, 2, 4])
  }

  @Test func setsOfLabelsAreOneLabel() throws {
    let text =
      #"{"item":1,"annotator":"a","label":["b","a"]}"# + "\n"
      + #"{"item":1,"annotator":"b","label":[]}"#
    #expect(rows(try read(text, format: .jsonl)) == [["1", "a", "a|b"], ["1", "b", ""]])
  }

  @Test func anUnknownColumnNamesTheNearest() {
    let said = message { _ = try read("item,anotator,label\n1,a,x\n") }
    #expect(
      said == "f.csv:1: There is no column annotator for the annotator. Did you mean anotator? "
        + "The columns are item, anotator, label. Name the right one by an option.")
  }

  @Test func emptyFilesAreMistakes() {
    #expect(message { _ = try read("") }.contains("The file is empty"))
    #expect(message { _ = try read("item,annotator,label\n") }.contains("a header and no rows"))
    #expect(message { _ = try read("", format: .jsonl) }.contains("The file is empty"))
  }

  @Test func everyBadLineIsReportedWithItsPlace() {
    let said = message {
      _ = try read("item,annotator,label\n1,a,x\n2,a\n3,a,x,y\n\"4,a,x\n")
    }
    #expect(said.contains("f.csv:3: This line has 2 fields and the header has 3."))
    #expect(said.contains("f.csv:4: This line has 4 fields"))
    #expect(said.contains("never closed"))
    let json = message { _ = try read("{\"item\":1}\n[1]\n{\"item\":}\n", format: .jsonl) }
    #expect(json.contains("f.csv:2: This line is no JSON object."))
    #expect(json.contains("f.csv:3, column 9: Expected a JSON value."))
  }

  @Test func labelsOutsideTheDeclaredSetAreReportedWithTheNearest() {
    let said = message {
      _ = try computed(
        "krippendorff_alpha",
        csv: "item,annotator,label\n1,a,positive\n1,b,postive\n2,a,negative\n2,b,neutral\n",
        options: ["categories": "positive, negative"])
    }
    #expect(
      said.contains(
        "judgments.csv:3, column 3 (label): postive is none of the declared categories. "
          + "Did you mean positive?"))
    #expect(said.contains("judgments.csv:5, column 3 (label): neutral"))
  }

  @Test func ratingsThatAreNoNumbersAreReported() {
    let said = message {
      _ = try computed(
        "icc", csv: "item,annotator,label\n1,a,3\n1,b,three\n2,a,nan\n2,b,0x10\n")
    }
    for place in ["3, column 3 (label): three", "4, column 3 (label): nan", "5, column 3"] {
      #expect(said.contains("judgments.csv:\(place)"))
    }
  }

  @Test func numbersAmongWordsAreReportedUnlessDeclared() throws {
    let csv = "item,annotator,label\n1,a,3\n1,b,good\n"
    let said = message { _ = try computed("percent_agreement", csv: csv) }
    #expect(said.contains("judgments.csv:3, column 3 (label): good is a word and 3 a number"))
    let declared = try computed(
      "percent_agreement", csv: csv, options: ["categories": "3,good", "bootstrap": "0"])
    #expect(declared.value?.double == 0)
  }

  @Test func repeatedJudgmentsAreAMistakeUnlessSaidOtherwise() throws {
    let csv = "item,annotator,label\n1,a,x\n1,b,x\n2,a,x\n2,b,y\n1,a,y\n"
    let said = message { _ = try computed("percent_agreement", csv: csv) }
    #expect(
      said == "judgments.csv:6, column 2 (annotator): a judged item 1 before, on line 2. "
        + "Remove one, or ask for the last (repeats=last).")
    let last = try computed(
      "percent_agreement", csv: csv, options: ["repeats": "last", "bootstrap": "0"])
    #expect(last.value?.double == 0)
  }

  @Test func judgmentsWithoutNamesAreReported() {
    let said = message {
      _ = try computed("percent_agreement", csv: "item,annotator,label\n,a,x\n1,,y\n1,b,\n")
    }
    #expect(said.contains("judgments.csv:2, column 1 (item): The item of this judgment is empty."))
    #expect(said.contains("judgments.csv:3, column 2 (annotator)"))
  }

  @Test func twoAnswersOfOneGoldItemAreReported() {
    let said = message {
      _ = try computed(
        "majority_vote", csv: "item,annotator,label,gold\n1,a,x,x\n1,b,x,y\n")
    }
    #expect(said.contains("judgments.csv:3, column 4 (gold): The gold of item 1 is y here and x"))
  }

  @Test func noEscapeSequenceOfTheDataReachesAMessage() {
    let said = message {
      _ = try computed(
        "krippendorff_alpha", csv: "item,annotator,label\n1,a,\u{1B}[31mx\u{202E}\n",
        options: ["categories": "x"])
    }
    #expect(said.contains("\\u{1b}[31mx\\u{202e}"))
    #expect(!said.unicodeScalars.contains("\u{1B}") && !said.unicodeScalars.contains("\u{202E}"))
  }

  @Test func manyMistakesAreCountedAndTheFirstShown() {
    let csv = "item,annotator,label\n" + (0..<500).map { "\($0),a,q\n" }.joined()
    let said = message {
      _ = try computed("percent_agreement", csv: csv, options: ["categories": "x"])
    }
    #expect(said.split(separator: "\n").count == 21)
    #expect(said.contains("480 more mistakes"))
  }

  @Test func comparisonsOfUnknownChoicesAreReported() {
    let said = message {
      _ = try computed("bradley_terry", csv: "first,second,choice\na,b,c\na,a,first\na,b,a\n")
    }
    #expect(said.contains("judgments.csv:2, column 3 (choice): c is neither first, second, tie"))
    #expect(said.contains("judgments.csv:3, column 2 (second): a is compared with itself"))
  }

  @Test func bytesOfAnyKindNeverStopTheReader() throws {
    // Random bytes rich in separators: each parse ends with rows or with a mistake, and the cut
    // into chunks never matters.
    let alphabet: [UInt8] = Array("ab,\"\n\r\t{}[]:0\\".utf8) + [0xFF, 0xC3, 0x00]
    for seed in UInt64(1)...300 {
      var random = SeededRandom(seed: seed)
      var bytes = Array("item,annotator,label\n".utf8)
      for _ in 0..<random.below(120) {
        bytes.append(alphabet[Int(random.below(UInt32(alphabet.count)))])
      }
      for format in TableReader.Format.allCases {
        var outcomes: [String] = []
        for chunk in [bytes.count, 1 + Int(random.below(9))] {
          outcomes.append(
            message {
              var reader = TableReader(
                file: "f", format: format,
                columns: ["item", "annotator", "label"].map { .init(role: $0, name: $0) })
              for start in stride(from: 0, to: bytes.count, by: chunk) {
                let part = Array(bytes[start..<min(start + chunk, bytes.count)])
                try part.withUnsafeBufferPointer { try reader.read($0) }
              }
              let table = try reader.finish()
              throw MeasureError("\(rows(table)) \((0..<table.rowCount).map(table.line))")
            })
        }
        #expect(outcomes[0] == outcomes[1], "seed \(seed), \(format)")
      }
    }
  }
}

extension TableReadingTests {
  @Test func aMistakeInAColumnThatNobodyAskedForStopsNothing() throws {
    let csv = "item,annotator,label,gold\n1,a,x,x\n1,b,y,y\n2,a,x,\n2,b,x,\n"
    let result = try computed("percent_agreement", csv: csv, options: ["bootstrap": "0"])
    #expect(result.value?.double == 0.5)
    let comparisons = "first,second,choice,annotator\na,b,1,\na,b,2,x\n"
    let fit = try computed(
      "bradley_terry", csv: comparisons,
      options: ["choices": #"{"1": "first", "2": "second"}"#])
    #expect(fit.value?.numbers == [0, 0])
  }

  @Test func whatChoicesMeanMustBeSaidInFull() {
    #expect(throws: MeasureError.self) {
      _ = try computed(
        "bradley_terry", csv: "first,second,choice\na,b,1\n",
        options: ["choices": #"{"1": "left"}"#])
    }
  }
}
