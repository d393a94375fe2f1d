import Items
import Project
import Testing

@Suite struct LeadPolicies {
  private func read(_ yaml: String) -> (policy: LeadPolicy?, problems: [String]) {
    let (policy, problems) = LeadPolicy.read(yaml: Array(yaml.utf8), file: "lead.yaml")
    return (policy, problems.map(\.message))
  }

  @Test func everyValueIsRead() {
    let (policy, problems) = read(
      """
      gloss: 1
      gold: {pool: 17, each: 4, gap: [8, 14], companions: 2}
      qualification: {items: 6, pass: 0.75, retests: 2}
      alerts: {acceptable: 0.15, unacceptable: 0.25, alpha: 0.03, beta: 0.2, watched: 6}
      seeds: {gold: 1138, overlap: 2357, audit: 8128}
      """)
    var expected = LeadPolicy()
    expected.goldPool = 17
    expected.goldEach = 4
    expected.goldGap = 8...14
    expected.goldCompanions = 2
    expected.qualificationItems = 6
    expected.qualificationPass = 0.75
    expected.qualificationRetests = 2
    expected.alertAcceptable = 0.15
    expected.alertUnacceptable = 0.25
    expected.alertAlpha = 0.03
    expected.alertBeta = 0.2
    expected.alertWatched = 6
    expected.seeds = ["gold": 1138, "overlap": 2357, "audit": 8128]
    #expect(problems.isEmpty)
    #expect(policy == expected)
  }

  @Test func gapsPoolsAndRatesMustMakeSense() {
    let (_, problems) = read(
      """
      gloss: 1
      gold: {pool: 10, each: 4, gap: [8, 8]}
      alerts: {acceptable: 0.3, unacceptable: 0.3, alpha: 0}
      seeds: {gold: -1}
      """)
    #expect(problems.count == 5, "\(problems)")
    #expect(problems[0].hasPrefix("lead.yaml:2:14: A pool of 10 gold items is too small for 4"))
    #expect(problems[1].hasPrefix("lead.yaml:2:32: \"gap\" needs two whole numbers"))
    #expect(problems[2].hasPrefix("lead.yaml:3:41: The unacceptable error rate must be greater"))
    #expect(problems[3].hasPrefix("lead.yaml:3:53: The key \"alpha\" needs a number"))
    #expect(problems[4].hasPrefix("lead.yaml:4:15: The key \"gold\" needs a whole number"))
  }
}
