import Testing

@testable import Quality

@Suite("Numerics")
struct NumericsTests {
  @Test func theNormalQuantileInvertsTheDistribution() {
    #expect(abs(Normal.quantile(0.975) - 1.959963984540054) < 1e-14)
    #expect(abs(Normal.quantile(0.8) - 0.8416212335729143) < 1e-14)
    #expect(abs(Normal.quantile(1e-10) + 6.361340902404056) < 1e-12)
  }
}
