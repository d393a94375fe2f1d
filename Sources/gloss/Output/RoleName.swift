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
}
