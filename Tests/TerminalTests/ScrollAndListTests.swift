import Terminal
import Testing

@Suite struct ScrollAndListTests {
  /// One move and where it led: the first line or the selection, and whether anything moved.
  struct Step: Equatable {
    var moved: Bool
    var to: Int
    var seen: Range<Int>
  }

  func scroll(_ pane: ScrollState, _ moves: [(inout ScrollState) -> Bool]) -> [Step] {
    var pane = pane
    return moves.map { Step(moved: $0(&pane), to: pane.offset, seen: pane.visible) }
  }

  func select(_ list: ListState, _ moves: [(inout ListState) -> Bool]) -> [Step] {
    var list = list
    return moves.map { Step(moved: $0(&list), to: list.selection, seen: list.visible) }
  }

  @Test func aPaneScrollsWithinItsContent() {
    let steps = scroll(
      ScrollState(height: 10, contentHeight: 25),
      [
        { $0.scroll(by: 3) }, { $0.page(1) }, { $0.page(1) }, { $0.page(1) }, { $0.page(-1) },
        { $0.home() }, { $0.end() }, { $0.scroll(by: .min) }, { $0.scroll(by: .max) },
        { $0.page(.min) },
      ])
    #expect(steps.map(\.to) == [3, 11, 15, 15, 7, 0, 15, 0, 15, 0])
    #expect(steps.map(\.moved) == [true, true, true, false, true, true, true, true, true, true])
    #expect(steps[0].seen == 3..<13)
  }

  @Test func aPaneSaysHowMuchIsHidden() {
    var pane = ScrollState(height: 10, contentHeight: 25)
    #expect(pane.hiddenAbove == 0 && pane.hiddenBelow == 15 && pane.isAtTop && !pane.isAtEnd)
    #expect(pane.shareRead == 0.4)
    pane.scroll(by: 4)
    #expect(pane.hiddenAbove == 4 && pane.hiddenBelow == 11)
    pane.end()
    #expect(pane.hiddenBelow == 0 && pane.isAtEnd && pane.shareRead == 1)
  }

  @Test func newMeasuresKeepThePlaceAsNearAsTheyCan() {
    var pane = ScrollState(offset: 99, height: 10, contentHeight: 25)
    #expect(pane.offset == 15)
    pane.measure(height: 20, contentHeight: 25)
    #expect(pane.offset == 5)
    pane.measure(height: 20, contentHeight: 3)
    #expect(pane.offset == 0 && pane.hiddenBelow == 0 && pane.visible == 0..<3)
    pane.measure(height: 0, contentHeight: 0)
    #expect(pane.shareRead == 1 && pane.visible.isEmpty)
  }

  @Test func aRowIsBroughtIntoSight() {
    let steps = scroll(
      ScrollState(height: 5, contentHeight: 50),
      [
        { $0.ensureVisible(4) }, { $0.ensureVisible(5) }, { $0.ensureVisible(20, margin: 1) },
        { $0.ensureVisible(17, margin: 1) }, { $0.ensureVisible(0, margin: 9) },
      ])
    #expect(steps.map(\.to) == [0, 1, 17, 16, 0])
    #expect(steps.map(\.moved) == [false, true, true, true, true])
  }

  @Test func theSelectionStaysInTheListAndInSight() {
    let steps = select(
      ListState(count: 10, rows: 4),
      [
        { $0.move(by: 3) }, { $0.move(by: 1) }, { $0.page(1) }, { $0.end() }, { $0.move(by: 1) },
        { $0.move(by: 1, wrapping: true) }, { $0.move(by: -13, wrapping: true) }, { $0.home() },
        { $0.select(99) }, { $0.move(by: .min) }, { $0.page(.max) },
      ])
    #expect(steps.map(\.to) == [3, 4, 7, 9, 9, 0, 7, 0, 9, 0, 9])
    #expect(steps.map(\.seen.lowerBound) == [0, 1, 4, 6, 6, 0, 4, 0, 6, 0, 6])
    #expect(steps[4].moved == false)
  }

  @Test func aShrinkingListKeepsItsSelection() {
    var list = ListState(count: 10, rows: 4, selection: 7)
    #expect(list.hiddenAbove == 4 && list.hiddenBelow == 2)
    list.measure(count: 3, rows: 4)
    #expect(list.selected == 2 && list.offset == 0)
    list.measure(count: 0, rows: 4)
    #expect(list.selected == nil && list.visible.isEmpty)
    #expect(select(list, [{ $0.move(by: 1) }, { $0.end() }]).map(\.moved) == [false, false])
    list.measure(count: 100, rows: 0)
    list.select(50)
    #expect(list.visible == 50..<51)
  }
}
