import Items
import Testing

@Suite struct PresentationOrder {
  private func id<Tag>(_ number: Int) -> Identifier<Tag> {
    Identifier(firstBytesOf: .sha256(Array("id \(number)".utf8)))
  }

  @Test func theOrderHangsOnNamesAndNotOnTheirListing() {
    for number in 0..<50 {
      let one = Presentation.order(
        of: ["a", "b", "c"], project: id(1), item: id(number), person: id(2))
      let other = Presentation.order(
        of: ["c", "a", "b"], project: id(1), item: id(number), person: id(2))
      #expect(one == other)
      #expect(one.sorted() == ["a", "b", "c"])
    }
  }

  @Test func eachSideComesFirstAboutEquallyOften() {
    var first: [String: Int] = [:]
    for number in 0..<4000 {
      let order = Presentation.order(
        of: ["reply_a", "reply_b"], project: id(1), item: id(number), person: id(2))
      first[order[0], default: 0] += 1
    }
    // Four standard deviations around 2,000; the draws are fixed, so this cannot flicker.
    #expect((1873...2127).contains(first["reply_a"] ?? 0), "\(first)")
  }

  @Test func projectItemAndPersonEachChangeTheOrder() {
    func orders(_ ids: (Int) -> (Int, Int, Int)) -> Set<[String]> {
      Set(
        (0..<40).map { number in
          let (project, item, person) = ids(number)
          return Presentation.order(
            of: ["a", "b"], project: id(project), item: id(item), person: id(person))
        })
    }
    #expect(orders { ($0, 0, 0) }.count == 2)
    #expect(orders { (0, $0, 0) }.count == 2)
    #expect(orders { (0, 0, $0) }.count == 2)
    #expect(orders { _ in (0, 0, 0) }.count == 1)
  }

  @Test func shuffleKeysDifferByPerson() {
    let one = (0..<100).map { Presentation.shuffleKey(project: id(1), person: id(2), item: id($0)) }
    let other = (0..<100).map {
      Presentation.shuffleKey(project: id(1), person: id(3), item: id($0))
    }
    #expect(Set(one).count == 100)
    #expect(Set(one).isDisjoint(with: other))
    #expect(one != one.sorted())
  }
}
