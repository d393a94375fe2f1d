import Judgments

/// Roles as people write them.
enum RoleName {
  static let all: [(name: String, role: Roles)] = [
    ("annotator", .annotator), ("reviewer", .reviewer), ("lead", .lead),
  ]

  /// The names of roles, separated by commas.
  static func text(_ roles: Roles) -> String {
    let names = all.filter { roles.contains($0.role) }.map(\.name)
    return names.isEmpty ? "no role" : names.joined(separator: ", ")
  }

  /// The roles that a word gives: each includes the ones before it.
  static func granted(_ name: String) -> Roles? {
    guard let last = all.firstIndex(where: { $0.name == name }) else { return nil }
    return all[...last].reduce(into: []) { $0.formUnion($1.role) }
  }
}
