import Terminal
import Testing

@Suite struct GeometryTests {
  let screen = Rect(Size(columns: 80, rows: 24))

  @Test func partsLieInsideAndFillTheWhole() {
    let (top, rest) = screen.dividedTop(2)
    #expect(top == Rect(row: 0, column: 0, rows: 2, columns: 80))
    #expect(rest == Rect(row: 2, column: 0, rows: 22, columns: 80))
    #expect(screen.bottomRows(1) == Rect(row: 23, column: 0, rows: 1, columns: 80))
    #expect(screen.dividedRight(30).rest.columns == 50)
    #expect(screen.rightColumns(30).column == 50)
    let halves = screen.inset(columns: 1).halves(gap: 3)
    #expect(halves.left == Rect(row: 0, column: 1, rows: 24, columns: 38))
    #expect(halves.right == Rect(row: 0, column: 42, rows: 24, columns: 37))
    #expect(
      screen.centred(Size(columns: 40, rows: 10)) == Rect(row: 7, column: 20, rows: 10, columns: 40)
    )
  }

  @Test func askingForTooMuchGivesAllThereIs() {
    #expect(screen.topRows(99) == screen)
    #expect(screen.dividedTop(99).rest.isEmpty)
    #expect(screen.leftColumns(-1).isEmpty)
    #expect(screen.inset(50).isEmpty)
    #expect(screen.intersection(Rect(row: 30, column: 0, rows: 5, columns: 5)).isEmpty)
    #expect(
      screen.contains(Point(row: 23, column: 79)) && !screen.contains(Point(row: 24, column: 0)))
    #expect(Size(columns: -1, rows: -2) == Size(columns: 0, rows: 0))
  }

  @Test(arguments: [
    (59, 24, Tier.tooSmall), (60, 15, .tooSmall), (20, 5, .tooSmall), (60, 16, .narrow),
    (80, 24, .narrow), (109, 50, .narrow), (110, 24, .middle), (120, 40, .middle),
    (149, 40, .middle), (150, 40, .wide), (200, 50, .wide),
  ])
  func theSizeDecidesTheLayout(columns: Int, rows: Int, tier: Tier) {
    #expect(Layout.tier(for: Size(columns: columns, rows: rows)) == tier)
  }

  @Test func aMisspelledWordFindsItsNeighbour() {
    #expect(nearestWord(to: "comparsion", in: ["choice", "comparison"]) == "comparison")
    #expect(nearestWord(to: "CHIOCE", in: ["choice", "choices"]) == "choice")
    #expect(nearestWord(to: "zebra", in: ["choice"]) == nil)
    #expect(nearestWord(to: "x", in: []) == nil)
  }
}
