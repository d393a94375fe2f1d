import Terminal
import Testing

@Suite struct LookTests {
  @Test func look() throws {
    for (c, r) in [(60, 16), (80, 24), (120, 40), (150, 40), (200, 50)] {
      var bench = try Bench(
        Sample.comparison, items: [Sample.pair, Sample.pair], handbook: Sample.handbook,
        size: Size(columns: c, rows: r))
      print(bench.picture)
      bench.press("1")
      print(bench.picture)
    }
  }
}
