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
  /// The rules that changed in meaning since the handbook acknowledged last.
  let changedInMeaning: [String]

  init(_ store: Store, profile: String?, keymap file: String?, guardMilliseconds: UInt64) throws {
    self.store = store
    try DeviceTrust.check(store)
    guard let schema = try store.schema() else {
      throw Refusal(
        "The store has no questions yet.",
        remedy: "Merge it with a store of the project, whose questions it is waiting for.")
    }
    let project = try ProjectDefinition(
      publicForm: JSON(parsing: schema.bytes, file: "questions \(schema.label)", line: 1))
    let handbooks = try store.handbooks()
    handbook = handbooks.first(where: \.isCurrent)
    acknowledged = try store.acknowledgedHandbook()
    let read = acknowledged?.blob
    let known = handbooks.lastIndex { $0.blob == read }
    // Versions that were never read count as well as the newest.
    let unread = known.map { handbooks[handbooks.index(after: $0)...] } ?? handbooks[...]
    changedInMeaning = unread.flatMap(\.affected).reduce(into: []) { rules, rule in
      if !rules.contains(rule) { rules.append(rule) }
    }
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
      guardMilliseconds: guardMilliseconds, preferences: preferences,
      handbookLabels: Dictionary(handbooks.map { ($0.blob, $0.label) }) { _, newer in newer })
    counts = Screens.Counts(try store.counts)
  }

  /// The handbook, where its version is new to the person and more than its wording is.
  var newHandbook: Storage.Publication? { isWordingAlone ? nil : unreadHandbook }

  private var unreadHandbook: Storage.Publication? {
    // Whoever published it knows it.
    guard let handbook, acknowledged?.blob != handbook.blob, handbook.by != store.me.id
    else { return nil }
    return handbook
  }

  /// Whether somebody who read an earlier version need not read this one.
  private var isWordingAlone: Bool { acknowledged != nil && changedInMeaning.isEmpty }

  /// Acknowledges a handbook in which only the wording is new, and says so; nil where there is
  /// none such.
  func acknowledgeWording() throws -> String? {
    guard isWordingAlone, let handbook = unreadHandbook, store.access != .read else { return nil }
    try store.acknowledge(handbook: handbook.blob)
    return "Only wording changed in the guidelines \(DisplayText.safe(handbook.label))."
  }

  /// Where work goes on: with the newest unfinished answers before anything that was not begun.
  func resumed(_ start: ItemQuery) throws -> ItemQuery {
    guard case .next(after: nil, .unjudged) = start, counts.drafts > 0 else { return start }
    let drafts = try store.page(filter: .drafts, limit: 200).compactMap { row in
      try store.draft(of: row.ino).map { (ino: row.ino, at: $0.at) }
    }
    return drafts.max { $0.at < $1.at }.map { .number($0.ino) } ?? start
  }

  /// The first screen: the guidelines when their version is new to the person, else the items.
  func firstScreen(start: ItemQuery) throws -> any Screen {
    let judging = JudgingScreen(
      workplace, counts: counts, start: try resumed(start), saying: try acknowledgeWording())
    guard let handbook = newHandbook, let read = workplace.handbook else { return judging }
    let old = acknowledged.map { Handbook.read(String(decoding: $0.bytes, as: UTF8.self)).0 }
    let before = try acknowledged.map { try store.countJudged(under: $0.blob) } ?? 0
    return AcknowledgeScreen(
      workplace, handbook: read, hash: handbook.blob, old: old, oldHash: acknowledged?.blob,
      meaning: changedInMeaning, judgedBefore: before, next: judging)
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
