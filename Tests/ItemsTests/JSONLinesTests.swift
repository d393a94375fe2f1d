import Items
import Testing

@Suite struct LinesOfValues {
  @Test func membersKeepTheirOrderAndBadLinesStopNothing() throws {
    var lines = JSONLines(
      MemorySource("\u{FEFF}{\"b\": 1, \"a\": [true]}\r\n\n{\"b\"\n7\n{\"c\":", piece: 3), file: "f"
    )
    var told: [String] = []
    while let line = try lines.next() {
      switch line {
      case .value(let value, let place):
        told.append("\(place.line) \(String(decoding: value.orderedBytes, as: UTF8.self))")
      case .problem(let problem): told.append(problem.message)
      }
    }
    #expect(
      told == [
        #"1 {"b":1,"a":[true]}"#,
        #"f:3:5: The text ends too early. ":" was expected after the key. Complete it."#,
        "4 7",
        "f:5:6: The text ends too early. A value was expected. The file ends in the middle of this line, so it may have been cut off. Complete it.",
      ])
  }

  @Test func orderedTextDiffersFromCanonicalTextInOrderOnly() throws {
    for seed in UInt64(1)...200 {
      var made = RandomJSON(seed: seed)
      let value = made.value()
      let ordered = try JSON(parsing: value.orderedBytes, file: "seed \(seed)")
      #expect(ordered.canonicalBytes == value.canonicalBytes, "seed \(seed)")
      #expect(ordered.orderedBytes == value.orderedBytes, "seed \(seed)")
    }
  }

  @Test func anItemOfMembersIsTheItemOfItsLine() throws {
    for seed in UInt64(1)...200 {
      var made = RandomJSON(seed: seed)
      guard case .object(var members) = made.object() else { continue }
      let hide = members.filter { _ in made.random.isOneIn(3) }.map(\.key)
      members.removeAll { $0.key == "id" }
      members.append(JSONMember("id", made.random.isOneIn(2) ? "i\n" : 12))
      let shape = ItemShape(idField: made.random.isOneIn(4) ? nil : "id", hide: hide)
      var reader = JSONLReader(
        MemorySource(made.text(of: .object(members))), file: "f", shape: shape)
      guard case .item(let item, _)? = try reader.next() else {
        Issue.record("seed \(seed): refused")
        continue
      }
      #expect(try CanonicalItem(members: members, shape: shape) == item, "seed \(seed)")
    }
  }
}
