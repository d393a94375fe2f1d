import Testing

@testable import Quality

/// Expected values are those of SciPy 1.17 unless a test says otherwise.
@Suite("Numerics")
struct NumericsTests {
  private func relative(_ a: Double, _ b: Double, _ limit: Double = 1e-10) -> Bool {
    abs(a - b) <= limit * abs(b)
  }

  @Test func theNormalQuantileInvertsTheDistribution() {
    #expect(relative(Normal.quantile(0.975), 1.959963984540054, 1e-14))
    #expect(relative(Normal.quantile(0.999999), 4.753424308817087))
    #expect(relative(Normal.quantile(1e-300), -37.0470962993612))
    #expect(relative(Normal.quantile(0.5001), 0.0002506628300880075))
    #expect(Normal.quantile(0) == -.infinity && Normal.quantile(1) == .infinity)
  }

  @Test func theBetaQuantileIsRightFromTinyToLargeShapes() {
    #expect(relative(Beta.quantile(0.025, 3.5, 7), 0.09811435147091066))
    #expect(relative(Beta.quantile(0.975, 200, 30000), 0.007567811453935947))
    #expect(relative(Beta.quantile(1e-6, 0.5, 0.5), 2.46740110027031e-12))
    for p in [0.001, 0.3, 0.77] {
      #expect(relative(Beta.cumulative(Beta.quantile(p, 12, 900), 12, 900), p))
    }
  }

  @Test func theFQuantileIsRightOnBothSides() {
    #expect(relative(Beta.fQuantile(0.975, 5, 24), 3.1548163425331124))
    #expect(relative(Beta.fQuantile(0.975, 24, 5), 6.278040141851078))
    #expect(relative(Beta.fQuantile(0.025, 3.7, 1000), 0.10657288197548556))
    #expect(relative(Beta.fQuantile(0.975, 1, 1), 647.7890114778442))
  }

  @Test func theGammaQuantileIsRight() {
    #expect(relative(Gamma.quantile(0.95, 1), 2.9957322735539895))
    #expect(relative(Gamma.quantile(0.95, 4), 7.753656527932725))
    #expect(relative(Gamma.quantile(0.01, 250.5), 215.15700162960854))
    #expect(relative(Gamma.quantile(0.05, 0.3), 3.211034699722965e-05))
  }

  @Test func discreteProbabilitiesKeepTheirDigitsForLargeNumbers() {
    #expect(relative(Binomial.probability(312, of: 1000, rate: 0.3), 0.01936913840783702, 1e-12))
    #expect(relative(Binomial.cumulative(312, of: 1000, rate: 0.3), 0.806139686561032))
    #expect(
      relative(
        Binomial.probability(500_000, of: 1_000_000, rate: 0.5), 0.0007978843613317499, 1e-12))
    #expect(
      relative(
        Hypergeometric.probability(12, sample: 700, defects: 1500, lot: 100_000),
        0.10430253507295426, 1e-11))
    #expect(
      relative(
        Hypergeometric.cumulative(3, sample: 120, defects: 40, lot: 1000), 0.2713708856192641,
        1e-11))
    #expect(relative(Binomial.twoSided(7, of: 20, rate: 0.3), 0.6294979666766769))
    #expect(relative(Binomial.twoSided(3, of: 50, rate: 0.2), 0.011917135597017944))
  }

  @Test func digammaIsRight() {
    #expect(relative(Digamma.value(0.5), -1.9635100260214235, 1e-13))
    #expect(relative(Digamma.value(3.25), 1.016990911068179, 1e-13))
    #expect(relative(Digamma.value(1000), 6.907255195648812, 1e-14))
  }

  @Test func compensatedSumsKeepWhatRoundingLoses() {
    var sum = CompensatedSum()
    for x in [1.0, 1e100, 1.0, -1e100] { sum.add(x) }
    #expect(sum.value == 2)
  }

  @Test func componentsAreThoseOfTheGraph() {
    let components = StrongComponents.of([[1], [2], [0, 3], [4], [5], [3], [6]])
    #expect(components == [[0, 1, 2], [3, 4, 5], [6]])
    let chain = (0..<50_000).map { [$0 + 1] } + [[0]]
    #expect(StrongComponents.of(chain).count == 1)
  }

  @Test func theCholeskyFactorSolvesAndRefusesWhatIsNotPositive() throws {
    var matrix = SymmetricMatrix(size: 2)
    matrix[0, 0] = 4
    matrix[0, 1] = 2
    matrix[1, 0] = 2
    matrix[1, 1] = 3
    let factor = try #require(matrix.cholesky())
    let x = factor.solve([8, 7])
    #expect(near(x[0], 1.25) && near(x[1], 1.5))
    #expect(near(factor.inverse()[0, 1], -0.25))
    matrix[1, 1] = 1
    #expect(matrix.cholesky() == nil)
  }

  @Test func theLargestAssignmentIsFoundAmongAll() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<50 {
      let gains = (0..<4).map { _ in (0..<4).map { _ in random.unit() } }
      func best(_ row: Int, _ used: Set<Int>) -> Double {
        row == 4
          ? 0
          : (0..<4).filter { !used.contains($0) }
            .map { gains[row][$0] + best(row + 1, used.union([$0])) }.max() ?? 0
      }
      let columns = Assignment.largest(gains)
      let sum = columns.enumerated().reduce(0) { $0 + gains[$1.offset][$1.element] }
      #expect(near(sum, best(0, [])), "\(gains)")
    }
  }
}
