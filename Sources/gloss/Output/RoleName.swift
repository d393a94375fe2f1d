import ArgumentParser
import Items
import Judgments
import Storage

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

  /// Refuses a word that is no role; none is well.
  static func check(_ name: String?) throws {
    guard let name, granted(name) == nil else { return }
    let near = NearestWord.find(name, among: all.map(\.name))
    throw ValidationError(
      "There is no role '\(name)'." + (near.map { " Did you mean '\($0)'?" } ?? "")
        + " The roles are \(all.map(\.name).joined(separator: ", ")).")
  }

  /// Refuses another role for somebody who has one already.
  static func checkUnchanged(of known: Person?, wanted role: String?) throws {
    guard let known, let role, let wanted = granted(role), wanted != known.roles else { return }
    throw Refusal(
      "\(known.handle) is in the project already, as \(text(known.roles)), so a new device of "
        + "theirs has that role.", remedy: "Leave --role away.")
  }
}
