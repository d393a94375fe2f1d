import Items
import Testing

@Suite struct ItemsFromLines {
  private let byID = ItemShape(idField: "id")

  private func read(_ text: String, _ shape: ItemShape = ItemShape(idField: "id")) throws
    -> [String]
  {
    try told(JSONLReader(MemorySource(text), file: "f", shape: shape))
  }

  @Test func eachLineIsAnItem() throws {
    let told = try read(
      """
      {"id": "a", "text": "x"}
      {"text": true, "id": 17}
      """)
    #expect(told == [#"1 a {"id":"a","text":"x"}"#, #"2 17 {"id":17,"text":true}"#])
  }

  @Test func withoutAnIDFieldTheContentNamesTheItem() throws {
    let told = try read(#"{"b":1, "a":2}"#, ItemShape())
    #expect(told == [#"1 \#(Item.contentID(["a": 2, "b": 1])) {"a":2,"b":1}"#])
  }

  @Test func hiddenFieldsAreKeptApart() throws {
    let shape = ItemShape(idField: "id", hide: ["model\"b", "model_a", "none"])
    let told = try read(#"{"z":0,"model_a":"m1","id":"1","model\"b":[2]}"#, shape)
    #expect(told == [#"1 1 {"id":"1","z":0} hidden {"model\"b":[2],"model_a":"m1"}"#])
    #expect(
      try read(#"{"model_a":1}"#, ItemShape(hide: ["model_a"]))[0].hasSuffix(
        #" {} hidden {"model_a":1}"#))
  }

  @Test func hiddenFieldsDoNotEnterTheContentID() throws {
    let shape = ItemShape(hide: ["model"])
    let records = try records(
      JSONLReader(
        MemorySource("{\"t\":1,\"model\":\"x\"}\n{\"t\":1,\"model\":\"y\"}\n"), file: "f",
        shape: shape))
    let ids = records.compactMap {
      if case .item(let item, _) = $0 { item.externalID } else { nil }
    }
    #expect(ids.count == 2)
    #expect(Set(ids).count == 1)
  }

  @Test func aBadLineStopsNoGoodOne() throws {
    let told = try read(
      """
      {"id":1}
      {"id":
      {"id":2,"id":3}
      [1,2]
      "text"
      {"id":4} x
      {"name":"n"}
      {"id":1.5}
      {"id":null}
      {"id":[]}
      {"id":""}
      {"id":5}
      """)
    #expect(
      told == [
        #"1 1 {"id":1}"#,
        #"f:2:7: The text ends too early. A value was expected. Complete it."#,
        #"f:3:9: The key "id" stands twice in one object. Which of the two is meant cannot be known. Remove or rename one of them."#,
        #"f:4:1: The line begins an array, not an object. A JSONL file has one object a line. Write each element of the array on a line of its own."#,
        #"f:5:1: The line holds a bare value, not an object. A JSONL file has one object a line."#,
        #"f:6:10: "x" was not expected here. Nothing may follow the value. Write one value a line."#,
        #"f:7:1: The item has no field "id". The project takes each item's id from it. Add it, or name another field as item.id in the project."#,
        #"f:8:1: The id in the field "id" is 1.5. An id is a text or a whole number. Write it as a text in quotation marks."#,
        #"f:9:1: The id in the field "id" is null. An id is a text or a whole number. Write it as a text in quotation marks."#,
        #"f:10:1: The id in the field "id" is an array. An id is a text or a whole number. Write it as a text in quotation marks."#,
        #"f:11:1: The id in the field "id" is empty. Give every item an id of its own, or leave item.id out of the project."#,
        #"12 5 {"id":5}"#,
      ])
  }

  @Test func aMistypedIDFieldIsGuessed() throws {
    #expect(try read(#"{"idx":1}"#)[0].hasSuffix(#"Is "idx" meant?"#))
  }

  @Test func anOverlongIDIsRefused() throws {
    let text = String(repeating: "é", count: 513)
    #expect(try read("{\"id\":\"\(text)\"}")[0].contains("has 1026 bytes. An id may have 1024."))
  }

  @Test func lineEndsMarksAndBlankLinesAreNoContent() throws {
    let told = try read("\u{FEFF}{\"id\":1}\r\n\r\n  \t\n\n{\"id\":2}\r\n{\"id\":3}")
    #expect(told == [#"1 1 {"id":1}"#, #"5 2 {"id":2}"#, #"6 3 {"id":3}"#])
    #expect(try read("").isEmpty)
    #expect(try read("\u{FEFF}").isEmpty)
    #expect(try read("\n\n\r\n").isEmpty)
  }

  @Test func aMarkInTheMiddleIsNamed() throws {
    #expect(
      try read("{\"id\":1}\n\u{FEFF}{\"id\":2}")[1].hasPrefix(
        "f:2:1: \"‹U+FEFF›\" was not expected here. An object was expected."))
  }

  @Test func aTruncatedFileKeepsItsWholeLines() throws {
    let told = try read("{\"id\":1}\n{\"id\":2,\"text\":\"cut o")
    #expect(
      told == [
        #"1 1 {"id":1}"#,
        "f:2:16: The string that begins here has no closing quotation mark. The file ends in the middle of this line, so it may have been cut off. Close it.",
      ])
  }

  @Test func nulBytesAreToldAndPassedOver() throws {
    let told = try read("{\"id\":1}\n\0\0\0\0\n{\"id\":\"\0\"}\n{\"id\":\"\\u0000\"}\n{\"id\":2}")
    #expect(told.count == 5)
    #expect(told[1].hasPrefix("f:2:1: There is a NUL byte."))
    #expect(told[2].hasPrefix("f:3:8: The control character ‹U+0000› stands bare in a string."))
    #expect(told[3] == "4 \0 {\"id\":\"\\u0000\"}")
    #expect(told[4] == #"5 2 {"id":2}"#)
  }

  @Test func invalidUTF8IsToldWithItsColumn() throws {
    let bytes = Array("{\"id\":\"é€😀".utf8) + [0xE2, 0x28] + Array("\"}\n{\"id\":2}\n".utf8)
    let told = try told(JSONLReader(MemorySource(bytes), file: "f", shape: byID))
    #expect(
      told == [
        "f:1:11: The byte E2 is not UTF-8. Convert the file to UTF-8, for example with iconv.",
        #"2 2 {"id":2}"#,
      ])
  }

  @Test func halfASurrogatePairIsRefused() throws {
    let told = try read("{\"id\":1,\"t\":\"\\ud83d\"}\n{\"id\":2,\"t\":\"\\ud83d\\ude00\"}")
    #expect(told[0].hasPrefix(#"f:1:14: The escape \ud83d is half of a surrogate pair."#))
    #expect(told[1] == #"2 2 {"id":2,"t":"😀"}"#)
  }

  @Test func aFileThatIsNoTextIsToldOnce() throws {
    let units = Array("{\"id\":1}\n{}".utf16)
    let utf16: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let told16 = try told(JSONLReader(MemorySource(utf16), file: "f", shape: byID))
    #expect(told16.count == 1)
    #expect(told16[0].hasPrefix("f:1:1: The file is UTF-16"))
    let gzip: [UInt8] = [0x1F, 0x8B, 8, 0, 0x0A, 1, 2, 0x0A, 3]
    let toldGzip = try told(JSONLReader(MemorySource(gzip), file: "f", shape: byID))
    #expect(toldGzip.count == 1)
    #expect(toldGzip[0].hasPrefix("f:1:1: The file is compressed"))
  }

  @Test func lineAndColumnHoldInHostileFileNames() throws {
    var reader = JSONLReader(MemorySource("x"), file: "a\u{1B}]0;b", shape: byID)
    guard case .problem(let problem)? = try reader.next() else {
      Issue.record("no problem")
      return
    }
    #expect(problem.message.hasPrefix("a‹U+001B›]0;b:1:1: "))
  }

  @Test func aSourceThatFailsIsPassedOnBehindTheWholeLines() throws {
    var reader = JSONLReader(
      Failing(bytes: Array("{\"id\":1}\n{\"id\":2".utf8)), file: "f", shape: byID)
    guard case .item(let item, _)? = try reader.next() else {
      Issue.record("the whole line is lost")
      return
    }
    #expect(item.externalID == "1")
    #expect(throws: Failing.Broken.self) { try reader.next() }
    #expect(try reader.next() == nil)
  }

  @Test func everyKeyIsFoundDuplicateAmongMany() throws {
    let many = (0..<5000).map { "\"k\($0)\":\($0)" }
    let good = "{\"id\":1,\(many.shuffled().joined(separator: ","))}"
    #expect(try read(good)[0].hasPrefix("1 1 {\"id\":1,\"k0\":0,\"k1\":1,\"k10\":10,"))
    let bad = "{\"id\":1,\(many.joined(separator: ",")),\"k2500\":0}"
    #expect(try read(bad)[0].contains(#"The key "k2500" stands twice"#))
  }
}
