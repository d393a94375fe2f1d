import Items
import Judgments
import Support
import Testing

@Suite struct AuthorityFold {
  /// 2,400 histories, each folded in four orders with repetitions.
  @Test(arguments: UInt64(0)..<8)
  func everyOrderGivesWhatTheModelGives(_ part: UInt64) {
    for seed in (part * 300 + 1)...(part * 300 + 300) {
      var history = AuthorityHistory(seed: seed)
      let model = AuthorityModel(root: history.root, records: history.records)
      let probes = history.probes()
      let expected = probes.map {
        model.status($0.reference, $0.kind, $0.scope, $0.person, $0.key)
      }
      var firstDevices: [[String]] = []
      for order in 0..<4 {
        var records = history.records + history.records.prefix(order)
        if order > 0 { records.shuffle(using: &history.random) }
        let fold = Authority(
          rootKey: history.root, records: records, lines: history.lines)
        let found = probes.map {
          fold.status(
            of: $0.reference, kind: $0.kind, scope: $0.scope, person: $0.person, deviceKey: $0.key)
        }
        let standings = history.people.map { person in
          fold.standing(of: person).map { "\($0.handle) \($0.roles.rawValue) \($0.removed)" }
        }
        let devices = history.people.map { person in
          fold.devices(of: person).map { "\($0.device) \($0.label) \($0.revoked)" }
        }
        if order == 0 { firstDevices = devices }
        guard found == expected, standings == history.people.map(model.standing),
          devices == firstDevices
        else {
          Issue.record("seed \(seed), order \(order) differs from the model")
          return
        }
      }
    }
  }

  /// The histories would prove little if they never met these.
  @Test func theHistoriesMeetEveryStatus() {
    var met: [OperationStatus: Int] = [:]
    for seed in UInt64(1)...300 {
      var history = AuthorityHistory(seed: seed)
      let fold = Authority(
        rootKey: history.root, records: history.records, lines: history.lines)
      for probe in history.probes() {
        let status = fold.status(
          of: probe.reference, kind: probe.kind, scope: probe.scope, person: probe.person,
          deviceKey: probe.key)
        met[status, default: 0] += 1
      }
    }
    for status in [OperationStatus.ok, .pending, .late, .wrongRole, .unknownKind] {
      #expect(met[status, default: 0] > 100, "\(status.name)")
    }
  }
}

@Suite struct AuthorityStories {
  private let cast = AuthorityHistory.Cast()

  private func fold(_ records: [AuthorityRecord]) -> Authority {
    Authority(rootKey: cast.root, records: records, lines: cast.lines(for: records))
  }

  private func judging(
    _ authority: Authority, _ who: Int, seq: UInt64, kind: OperationKind = .judgePut
  ) -> OperationStatus {
    let person = cast.people[who]
    return authority.status(
      of: cast.reference(device: who, seq: seq), kind: kind, scope: .from(person), person: person,
      deviceKey: cast.keys[who])
  }

  @Test func workWaitsForItsGrantAndCountsOnceItComes() {
    let grant = cast.grant(1, by: nil, seq: 3)
    let entry = cast.roster(1, .annotator, by: nil, seq: 2)
    #expect(judging(fold([entry]), 1, seq: 2) == .pending)
    #expect(judging(fold([entry, grant]), 1, seq: 2) == .ok)
  }

  @Test func workBeyondACutIsLateUntilItIsAdmitted() {
    let known = [cast.roster(1, .annotator, by: nil, seq: 2), cast.grant(1, by: nil, seq: 3)]
    let cut = cast.revoke(1, cut: [cast.reference(device: 1, seq: 5)], by: nil, seq: 4)
    let admission = cast.admit([cast.reference(device: 1, seq: 7)], by: nil, seq: 5)
    let revoked = fold([cut] + known)
    #expect((4...7).map { judging(revoked, 1, seq: $0) } == [.ok, .ok, .late, .late])
    let admitted = fold([admission, cut] + known)
    #expect((4...7).map { judging(admitted, 1, seq: $0) } == [.ok, .ok, .late, .ok])
  }

  @Test func anotherBranchAtTheCutIsLate() {
    let known = [cast.roster(1, .annotator, by: nil, seq: 2), cast.grant(1, by: nil, seq: 3)]
    let other = OperationReference(
      chain: cast.reference(device: 1, seq: 5).chain, seq: 5, hash: .sha256([99]))
    let one = fold(known + [cast.revoke(1, cut: [other], by: nil, seq: 4)])
    #expect(judging(one, 1, seq: 5) == .late)
    let both = fold(
      known
        + [cast.revoke(1, cut: [other, cast.reference(device: 1, seq: 5)], by: nil, seq: 4)])
    #expect(judging(both, 1, seq: 5) == .ok)
    #expect(judging(both, 1, seq: 6) == .late)
  }

  @Test func aBranchBelowTheCutIsLateThoughItsPositionsAreLower() {
    let records = [
      cast.roster(1, .annotator, by: nil, seq: 2), cast.grant(1, by: nil, seq: 3),
      cast.revoke(1, cut: [cast.reference(device: 1, seq: 5)], by: nil, seq: 4),
    ]
    let forged = OperationReference(
      chain: cast.reference(device: 1, seq: 1).chain, seq: 3, hash: .sha256([99]))
    let status = fold(records).status(
      of: forged, kind: .judgePut, scope: .from(cast.people[1]), person: cast.people[1],
      deviceKey: cast.keys[1])
    #expect(status == .late)
    #expect(judging(fold(records), 1, seq: 3) == .ok)
  }

  @Test func untilTheOperationAtACutIsHereNothingLeadsUpToIt() {
    let records = [
      cast.roster(1, .annotator, by: nil, seq: 2), cast.grant(1, by: nil, seq: 3),
      cast.revoke(1, cut: [cast.reference(device: 1, seq: 5)], by: nil, seq: 4),
    ]
    let early = Authority(rootKey: cast.root, records: records, lines: CutLines())
    #expect(judging(early, 1, seq: 3) == .late)
    var line = CutLines()
    line.add(cast.reference(device: 1, seq: 5), names: nil)
    let later = Authority(rootKey: cast.root, records: records, lines: line)
    #expect((3...6).map { judging(later, 1, seq: $0) } == [.ok, .ok, .ok, .late])
  }

  @Test func twoRevocationsTrustWhatBothTrust() {
    let known = [cast.roster(1, .annotator, by: nil, seq: 2), cast.grant(1, by: nil, seq: 3)]
    let cuts = [3, 6].map {
      cast.revoke(1, cut: [cast.reference(device: 1, seq: $0)], by: nil, seq: $0 + 4)
    }
    #expect(judging(fold(known + cuts), 1, seq: 3) == .ok)
    #expect(judging(fold(known + cuts), 1, seq: 4) == .late)
  }

  @Test func onlyTheRootMakesLeadsAndTouchesTheirDevices() {
    let lead = [cast.roster(0, .lead, by: nil, seq: 2), cast.grant(0, by: nil, seq: 3)]
    let second = [cast.roster(2, .lead, by: nil, seq: 4), cast.grant(2, by: nil, seq: 5)]
    let coup = [
      cast.roster(1, [.annotator, .lead], by: 0, seq: 2), cast.grant(1, by: 0, seq: 3),
      cast.revoke(2, cut: [], by: 0, seq: 4), cast.roster(2, .annotator, by: 0, seq: 5),
      cast.revokeRoot(by: 0, seq: 6),
    ]
    let authority = fold(coup + second + lead)
    #expect(authority.roles(of: cast.people[1]) == .annotator)
    #expect(authority.roles(of: cast.people[2]) == .lead)
    #expect(judging(authority, 2, seq: 9) == .ok)
    let root = authority.status(
      of: OperationReference(chain: .zero, seq: 9, hash: .zero), kind: .rosterSet, scope: .pub,
      person: .zero, deviceKey: cast.root)
    #expect(root == .ok)
    #expect(authority.devices(of: cast.people[2]).map(\.revoked) == [false])
  }

  @Test func theRootNeverSpeaksForAPerson() {
    let status = fold([cast.roster(1, .annotator, by: nil, seq: 2)]).status(
      of: OperationReference(chain: .zero, seq: 2, hash: .zero), kind: .judgePut,
      scope: .from(cast.people[1]), person: cast.people[1], deviceKey: cast.root)
    #expect(status == .wrongRole)
  }

  @Test func removalWinsAndLeavesEarlierWorkStanding() {
    let records = [
      cast.roster(1, .annotator, by: nil, seq: 9), cast.grant(1, by: nil, seq: 3),
      cast.roster(1, .annotator, removed: true, by: nil, seq: 2),
    ]
    for authority in [fold(records), fold(records.reversed())] {
      #expect(authority.standing(of: cast.people[1])?.removed == true)
      #expect(authority.roles(of: cast.people[1]) == [])
      #expect(judging(authority, 1, seq: 4) == .ok)
    }
    #expect(fold(records).people.map(\.person) == [cast.people[1]])
  }

  @Test func onlyTheRootAdmitsWhatARevokedLeadRuled() {
    let lead = [
      cast.roster(0, .lead, by: nil, seq: 2), cast.grant(0, by: nil, seq: 3),
      cast.revoke(0, cut: [cast.reference(device: 0, seq: 4)], by: nil, seq: 4),
      cast.roster(2, .lead, by: nil, seq: 5), cast.grant(2, by: nil, seq: 6),
    ]
    let late = cast.grant(1, by: 0, seq: 5)
    let byLead = cast.admit([late.reference], by: 2, seq: 9)
    let byRoot = cast.admit([late.reference], by: nil, seq: 9)
    func status(_ authority: Authority) -> OperationStatus {
      authority.status(
        of: late.reference, kind: .deviceGrant, scope: .pub, person: cast.people[0],
        deviceKey: cast.keys[0])
    }
    let one = fold(lead + [late, byLead])
    #expect(status(one) == .late)
    #expect(!one.isGranted(DeviceID(ofKey: cast.keys[1]), to: cast.people[1]))
    let two = fold(lead + [late, byRoot])
    #expect(status(two) == .ok)
    #expect(two.isGranted(DeviceID(ofKey: cast.keys[1]), to: cast.people[1]))
  }
}
