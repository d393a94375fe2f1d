import Items
import Testing

@Suite struct DelimitedFiles {
  private func read(
    _ text: String, _ delimiter: Delimiter = .comma,
    _ shape: ItemShape = ItemShape(idField: "id")
  ) throws -> [String] {
    try told(DelimitedReader(MemorySource(text), file: "f", delimiter: delimiter, shape: shape))
  }

  @Test func theHeaderNamesTheFields() throws {
    #expect(
      try read("text,id\nhello,1\n,2\n") == [
        #"2 1 {"id":"1","text":"hello"}"#, #"3 2 {"id":"2","text":""}"#,
      ])
    #expect(try read("id\ttext\n1\ta,\"b\n", .tab) == [#"2 1 {"id":"1","text":"a,\"b"}"#])
  }

  @Test func quotationMarksHoldDelimitersLineEndsAndThemselves() throws {
    #expect(
      try read(
        "id,t,u\r\n1,\"a,b\",\"say \"\"hi\"\"\"\r\n2,\"x\r\ny\n\",\"\"\r\n3,a\"b,\"\"\"\"\r\n")
        == [
          #"2 1 {"id":"1","t":"a,b","u":"say \"hi\""}"#,
          #"3 2 {"id":"2","t":"x\r\ny\n","u":""}"#,
          #"6 3 {"id":"3","t":"a\"b","u":"\""}"#,
        ])
  }

  @Test func aMarkThatNeverClosesCostsItsOwnLineOnly() throws {
    #expect(
      try read("id,t\n1,\"open\n2,b\n3,c\n") == [
        "f:2:3: The quotation mark that opens here is never closed. Close it, or double it if it belongs to the text.",
        #"3 2 {"id":"2","t":"b"}"#, #"4 3 {"id":"3","t":"c"}"#,
      ])
  }

  @Test func textBehindAClosingMarkCostsItsOwnLineOnly() throws {
    #expect(
      try read("id,t\n1,\"a\"b\n2,\"x\ny\" z\n3,c\n") == [
        "f:2:6: Text follows the quotation mark that closes a field. Only the delimiter or the end of the line may stand there. Double each quotation mark that belongs to the field.",
        "f:4:3: Text follows the quotation mark that closes a field. Only the delimiter or the end of the line may stand there. Double each quotation mark that belongs to the field.",
        "f:4:5: The line has 1 field. The header names 2. Put fields that hold a delimiter into quotation marks.",
        #"5 3 {"id":"3","t":"c"}"#,
      ])
  }

  @Test func aWrongCountOfFieldsIsTold() throws {
    #expect(
      try read("id,t\n1\n2,b,c\n\n3,d") == [
        "f:2:2: The line has 1 field. The header names 2. Put fields that hold a delimiter into quotation marks.",
        "f:3:5: The line has 3 fields. The header names 2. Put fields that hold a delimiter into quotation marks.",
        #"5 3 {"id":"3","t":"d"}"#,
      ])
    #expect(try read("id,t\n1")[0].contains("so it may have been cut off."))
  }

  @Test func theHeaderIsChecked() throws {
    #expect(
      try read("id,t,id\n1,2,3\n") == [
        "f:1:6: The columns 1 and 3 are both named \"id\". Which of the two is meant cannot be known. Rename one of them."
      ])
    #expect(
      try read("Idx,t\n1,2\n") == [
        "f:1:1: No column is named \"id\". The project takes each item's id from it. Is \"Idx\" meant?"
      ])
    #expect(try read("")[0].hasPrefix("f:1:1: The file is empty."))
    #expect(try read("id,t\r1,2\r")[0].hasPrefix("f:1:5: The line holds a carriage return"))
    #expect(try read("id,t\n").isEmpty)
    #expect(try read("\u{FEFF}\"id\"\n7\n") == [#"2 7 {"id":"7"}"#])
  }

  @Test func hiddenColumnsAreKeptApart() throws {
    let told = try read(
      "model,id,t\nm1,1,x\n", .comma, ItemShape(idField: "id", hide: ["model"]))
    #expect(told == [#"2 1 {"id":"1","t":"x"} hidden {"model":"m1"}"#])
  }

  @Test func badBytesAreToldWithTheirColumn() throws {
    let bytes = Array("id,t\n1,é".utf8) + [0xFF] + Array("\n2,a\0\n3,\u{1B}\n,x\n".utf8)
    let told = try told(
      DelimitedReader(
        MemorySource(bytes), file: "f", delimiter: .comma, shape: ItemShape(idField: "id")))
    #expect(told[0].hasPrefix("f:2:4: The byte FF is not UTF-8."))
    #expect(told[1].hasPrefix("f:3:4: There is a NUL byte."))
    #expect(told[2] == #"4 3 {"id":"3","t":"\u001b"}"#)
    #expect(told[3].hasPrefix("f:5:1: The id in the field \"id\" is empty."))
    #expect(told.count == 4)
  }

  @Test func whatIsWrittenByTheRulesComesBack() throws {
    for seed in UInt64(1)...300 {
      var made = RandomJSON(seed: seed)
      let delimiter: Delimiter = made.random.isOneIn(2) ? .comma : .tab
      let mark = String(UnicodeScalar(delimiter.rawValue))
      let end = made.random.isOneIn(2) ? "\r\n" : "\n"
      func write(_ value: String, always: Bool) -> String {
        let needsMarks = value.utf8.contains {
          [0x22, 0x0A, 0x0D, delimiter.rawValue].contains($0)
        }
        guard needsMarks || always else { return value }
        return "\"" + value.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
      }
      var text = "k\(mark)l\(end)"
      var expected: [JSON] = []
      for _ in 0..<20 {
        let values = (0..<2).map { _ in made.string().replacingNUL() }
        text +=
          values.map { write($0, always: made.random.isOneIn(3) || $0.isEmpty) }
          .joined(separator: mark) + end
        expected.append(["k": .string(values[0]), "l": .string(values[1])])
      }
      let records = try records(
        DelimitedReader(
          MemorySource(text, piece: 1 + made.random.below(40)), file: "f", delimiter: delimiter))
      let contents = records.map { record -> [UInt8] in
        if case .item(let item, _) = record { item.content } else { [] }
      }
      #expect(contents == expected.map(\.canonicalBytes), "seed \(seed)")
    }
  }
}

extension String {
  fileprivate func replacingNUL() -> String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "0" : $0 }))
  }
}
