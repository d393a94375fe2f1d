package import Items

/// Which kinds may stand in which scope, and whose roles they need.
package enum Permission {
  /// Whether somebody with these roles may write a kind into a scope.
  package static func allows(
    _ kind: OperationKind, in scope: Scope, by person: PersonID, roles: Roles
  ) -> Bool {
    if kind == .chainOpen || kind == .chainClose || kind == .receipt {
      return mayWrite(scope, person, roles)
    }
    switch kind.operationClass {
    case .authority: return scope == .pub && roles.contains(.lead)
    default: break
    }
    switch kind {
    case .judgePut, .guideAcknowledge: return scope == .from(person)
    case .askAdd, .noteAdd:
      return scope == .from(person) || (scope == .rev && mayWrite(scope, person, roles))
    case .guidelinePublish, .schemaPublish, .goldCommit:
      return scope == .pub && roles.contains(.lead)
    case .policySet: return (scope == .pub || scope == .vault) && roles.contains(.lead)
    case .itemBatch, .itemPut, .itemRetire, .judgeImport:
      guard roles.contains(.lead) else { return false }
      // Hidden fields of items stand in the reviewers' scope.
      switch scope {
      case .pub, .to, .rev: return true
      case .from, .vault: return false
      }
    case .goldPut: return scope == .vault && roles.contains(.lead)
    case .adjudicationPut: return scope == .rev && mayWrite(scope, person, roles)
    case .assignAdd, .assignCancel, .goldReveal:
      guard case .to = scope else { return false }
      return roles.contains(.lead) || roles.contains(.reviewer)
    default: return mayWrite(scope, person, roles)
    }
  }

  private static func mayWrite(_ scope: Scope, _ person: PersonID, _ roles: Roles) -> Bool {
    switch scope {
    case .pub, .vault: roles.contains(.lead)
    case .from(let owner): owner == person
    case .to, .rev: roles.contains(.reviewer) || roles.contains(.lead)
    }
  }
}
