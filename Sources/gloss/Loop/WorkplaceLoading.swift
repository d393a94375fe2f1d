import Foundation
import Guidelines
import Items
import Project
import Screens
import Storage
import Terminal

/// What the screens need of an open store before the first frame; no item is read for it.
struct OpenedWork {
  let store: Store
  let workplace: Workplace
  let counts: Screens.Counts
  /// The handbook acknowledged last; nil for none.
  let acknowledged: Storage.Publication?
  let handbook: Storage.Publication?

  init(_ store: Store, profile: String?, keymap file: String?, guardMilliseconds: UInt64) throws {
    self.store = store
    guard let schema = try store.schema() else {
      throw Refusal(
        "The store has no questions yet.",
        remedy: "Merge it with a store of the project, whose questions it is waiting for.")
    }
    let project = try ProjectDefinition(
      publicForm: JSON(parsing: schema.bytes, file: "questions \(schema.label)", line: 1))
    handbook = try store.handbook()
    acknowledged = try store.acknowledgedHandbook()
    var preferences: [String: String] = [:]
    for name in Self.preferenceNames {
      preferences[name] = try store.preference(name)
    }
    let keymap = try Profiles.keymap(profile ?? preferences["profile"], overlay: file)
    if let profile, store.access != .read { try store.setPreference("profile", profile) }
    workplace = Workplace(
      projectID: store.project, project: project,
      handbook: handbook.map { Handbook.read(String(decoding: $0.bytes, as: UTF8.self)).0 },
      handbookLabel: handbook?.label ?? "", handbookHash: handbook?.blob,
      schemaHash: schema.blob, person: store.me.id, handle: store.me.handle, keymap: keymap,
      guardMilliseconds: guardMilliseconds, preferences: preferences)
    counts = Screens.Counts(try store.counts)
  }

  /// The handbook, where its version is new to the person.
  var newHandbook: Storage.Publication? {
    // Whoever published it knows it.
    guard let handbook, acknowledged?.blob != handbook.blob, handbook.by != store.me.id
    else { return nil }
    return handbook
  }

  /// The first screen: the guidelines when their version is new to the person, else the items.
  func firstScreen(start: ItemQuery) throws -> any Screen {
    let judging = JudgingScreen(workplace, counts: counts, start: start)
    guard let handbook = newHandbook, let read = workplace.handbook else { return judging }
    let old = acknowledged.map { Handbook.read(String(decoding: $0.bytes, as: UTF8.self)).0 }
    let before = try acknowledged.map { try store.countJudged(under: $0.blob) } ?? 0
    return AcknowledgeScreen(
      workplace, handbook: read, hash: handbook.blob, old: old, oldHash: acknowledged?.blob,
      meaning: handbook.affected, judgedBefore: before, next: judging)
  }

  private static let preferenceNames =
    ["profile"] + Tier.allCases.flatMap { ["layout.\($0)", "guidelines.\($0)"] }
}

/// The key profiles, and a user's own keymap on top of one.
enum Profiles {
  /// A profile's keymap.
  static func keymap(_ name: String?, overlay file: String?) throws -> Keymap {
    let name = name ?? "default"
    guard let profile = KeyProfiles.named(name) else {
      let names = KeyProfiles.all.map(\.name)
      throw Refusal(
        "There is no key profile \(DisplayText.safe(name)).",
        remedy: "There are \(names.joined(separator: ", ")).")
    }
    guard let file else { return profile.keymap }
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw Refusal(
        "The keymap file \(DisplayText.safe(file)) cannot be read.", remedy: "Check the path.")
    }
    let (keymap, faults) = Keymap.parse(String(decoding: bytes, as: UTF8.self), file: file)
    guard faults.isEmpty else {
      throw Refusal(
        faults.map { "\(file):\($0.line):\($0.column): \($0.message)" }.joined(separator: "\n"),
        remedy: "gloss keys prints the commands and the names of keys.")
    }
    return profile.keymap.overlaid(by: keymap)
  }
}
