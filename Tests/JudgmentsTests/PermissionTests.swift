import Items
import Judgments
import Testing

/// Who may write what where: the table of `Documentation/operations.md`, said once more.
@Suite struct Permissions {
  private static let me = PersonID(firstBytesOf: .sha256([1]))
  private static let other = PersonID(firstBytesOf: .sha256([2]))

  private static let scopes: [(name: String, scope: Scope)] = [
    ("pub", .pub), ("to", .to(other)), ("me", .to(me)), ("mine", .from(me)),
    ("theirs", .from(other)), ("rev", .rev), ("vault", .vault),
  ]

  /// For nobody's roles, an annotator, a reviewer and a lead: the scopes that each may write to.
  private static let table: [(OperationKind, nobody: String, reviewer: String, lead: String)] = [
    (.chainOpen, "mine", "to me mine rev", "pub to me mine rev vault"),
    (.chainClose, "mine", "to me mine rev", "pub to me mine rev vault"),
    (.receipt, "mine", "to me mine rev", "pub to me mine rev vault"),
    (.guideAcknowledge, "mine", "mine", "mine"),
    (.judgePut, "mine", "mine", "mine"),
    (.askAdd, "mine", "mine rev", "mine rev"),
    (.noteAdd, "mine", "mine rev", "mine rev"),
    (.adjudicationPut, "", "rev", "rev"),
    (.assignAdd, "", "to me", "to me"),
    (.assignCancel, "", "to me", "to me"),
    (.goldReveal, "", "to me", "to me"),
    (.guidelinePublish, "", "", "pub"),
    (.schemaPublish, "", "", "pub"),
    (.goldCommit, "", "", "pub"),
    (.policySet, "", "", "pub vault"),
    (.itemBatch, "", "", "pub to me rev"),
    (.itemPut, "", "", "pub to me rev"),
    (.itemRetire, "", "", "pub to me rev"),
    (.judgeImport, "", "", "pub to me rev"),
    (.goldPut, "", "", "vault"),
    (.projectGenesis, "", "", "pub"),
    (.rosterSet, "", "", "pub"),
    (.deviceGrant, "", "", "pub"),
    (.deviceRevoke, "", "", "pub"),
    (.operationAdmit, "", "", "pub"),
    (.eraseGrant, "", "", "pub"),
  ]

  @Test func everyKindStandsInItsScopesAlone() {
    #expect(Set(Self.table.map(\.0)) == Set(OperationKind.named))
    for row in Self.table {
      let expectations: [(Roles, String)] = [
        ([], row.nobody), (.annotator, row.nobody), (.reviewer, row.reviewer), (.lead, row.lead),
        ([.annotator, .reviewer, .lead], row.lead),
      ]
      for (roles, expected) in expectations {
        let allowed = Self.scopes.filter {
          Permission.allows(row.0, in: $0.scope, by: Self.me, roles: roles)
        }.map(\.name).joined(separator: " ")
        #expect(allowed == expected, "\(row.0.name) by \(roles.names)")
      }
    }
  }

  @Test func everyScopeIsHeldByThoseWhomItIsFor() {
    let held: [(Roles, String)] = [
      ([], "pub me mine"), (.annotator, "pub me mine"),
      (.reviewer, "pub to me mine theirs rev"), (.lead, "pub to me mine theirs rev vault"),
    ]
    for (roles, expected) in held {
      let names = Self.scopes.filter { $0.scope.mayBeHeld(by: Self.me, roles: roles) }
        .map(\.name).joined(separator: " ")
      #expect(names == expected, "\(roles.names)")
    }
  }

  @Test func aScopeHasOneSpelling() {
    for (_, scope) in Self.scopes { #expect(Scope(text: scope.text) == scope) }
    let hex = Self.me.hex
    for wrong in [
      "", "Pub", "pub ", "to", "to/", "to/\(hex.dropLast())", "to/\(hex)0", "from/\(hex)/",
      "from/\(hex.uppercased())", "rev\0",
    ] {
      #expect(Scope(text: wrong) == nil, "\(wrong)")
    }
  }
}
