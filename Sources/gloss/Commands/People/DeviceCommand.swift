import ArgumentParser
import Interchange
import Items
import Judgments
import Storage

/// `gloss device …`: the devices of the project's people.
struct DeviceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device", abstract: "Lists devices and revokes them.",
    subcommands: [DeviceListCommand.self, DeviceRevokeCommand.self])
}

/// `gloss device list STORE`: who has which devices, by their four words.
struct DeviceListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists all devices, with the four words of each one's key.")

  @Argument(help: "The store; it is only read.", completion: .file())
  var store: String

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try StoreFile.reading(store) { store in
      let devices = try store.devices()
      if json { return try TextOutput.standard.json(.array(devices.map(Self.json))) }
      var table = TextTable()
      for entry in devices {
        table.row(
          entry.person.handle, String(entry.device.hex.prefix(8)), entry.fingerprint.text,
          entry.label, Self.state(of: entry, in: store),
          Plural.text(entry.operations, "operation"))
      }
      for line in table.lines { try TextOutput.standard.line(line) }
    }
  }

  private static func state(of entry: DeviceEntry, in store: Store) -> String {
    let mine = entry.device == store.device ? "this device" : nil
    guard let reason = entry.revoked else { return mine ?? "trusted" }
    return (mine.map { $0 + ", " } ?? "") + RevocationReason.text(reason)
      + (entry.late > 0 ? ", \(entry.late) late" : "")
  }

  private static func json(_ entry: DeviceEntry) -> JSON {
    [
      "person": .string(entry.person.handle), "device": .string(entry.device.hex),
      "words": .string(entry.fingerprint.text), "label": .string(entry.label),
      "revoked": entry.revoked.map { .string(RevocationReason.text($0)) } ?? .null,
      "operations": .integer(entry.operations), "late": .integer(entry.late),
      "last_at": entry.lastAt.map { .string(Timestamp.text(milliseconds: $0)) } ?? .null,
    ]
  }
}

/// `gloss device revoke STORE DEVICE --reason R`: the end of a device's trust.
struct DeviceRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Ends the trust in a device.",
    discussion: """
      Of a stolen device only that counts which a lead had received, because the thief may have \
      written all the rest; --received-before cuts earlier still. Of a departed or replaced one \
      everything counts that is here. What lies beyond is kept, listed as late, and can be \
      admitted with gloss people admit --late. Only a lead may do this.
      """)

  @Argument(help: "The lead's store.", completion: .file())
  var store: String

  @Argument(help: "The device: the beginning of its number, or its four words in quotes.")
  var device: String

  @Option(
    help: "stolen, departed or replaced.",
    completion: .list(RevocationReason.all.map(\.name)))
  var reason: String

  @Option(
    help: "Trust only what a lead had received before a time such as 2026-05-01T12:00:00Z.")
  var receivedBefore: String?

  @Flag(help: "Say what would be cut, and revoke nothing.")
  var dryRun = false

  func validate() throws {
    if RevocationReason.named(reason) == nil {
      throw ValidationError(
        "There is no reason '\(reason)'. The reasons are "
          + "\(RevocationReason.all.map(\.name).joined(separator: ", ")).")
    }
    if let receivedBefore {
      guard reason == "stolen" else {
        throw ValidationError("--received-before goes with --reason stolen.")
      }
      if UTCSeconds(receivedBefore) == nil {
        throw ValidationError("'\(receivedBefore)' is no time such as 2026-05-01T12:00:00Z.")
      }
    }
  }

  func run() throws {
    guard let why = RevocationReason.named(reason) else { return }
    let before = receivedBefore.flatMap { UTCSeconds($0) }.map { UInt64(max(0, $0.seconds)) * 1000 }
    let open = dryRun ? StoreFile.reading as Opening : StoreFile.writing
    try open(store) { store in
      let entry = try find(in: store)
      let cuts = try store.cuts(of: entry.device, as: why, received: before)
      if !dryRun { try store.revoke(entry.device, as: why, received: before) }
      let who = "\(Quoted(entry.person.handle).safe)'s device \(entry.fingerprint.text)"
      try TextOutput.standard.line("\(who) \(dryRun ? "would be" : "is") revoked (\(reason)).")
      for cut in cuts {
        let end = cut.trusted.map { "\($0.seq)" }.joined(separator: " and ")
        try TextOutput.standard.line(
          "  chain \(cut.chain.hex.prefix(8)): "
            + (end.isEmpty ? "nothing of it is trusted" : "trusted up to \(end)")
            + (cut.beyond > 0 ? ", \(Plural.text(cut.beyond, "operation")) late" : ""))
      }
      if !dryRun { try TextOutput.standard.line("Others learn of it by the next sync.") }
    }
  }

  private typealias Opening = (String, (Store) throws -> Void) throws -> Void

  private func find(in store: Store) throws -> DeviceEntry {
    let all = try store.devices()
    let wanted = device.lowercased()
    let found = all.filter {
      $0.fingerprint.isSaid(in: device) || (wanted.count >= 4 && $0.device.hex.hasPrefix(wanted))
    }
    guard let one = found.first, found.count == 1 else {
      throw Refusal(
        found.isEmpty
          ? "No device of this project is called \(Quoted(device).safe)."
          : "\(Quoted(device).safe) is the beginning of \(found.count) devices.",
        remedy: "Write more of its number, or its four words; see gloss device list \(self.store).")
    }
    return one
  }
}

/// Reasons of revocations as people write them.
enum RevocationReason {
  static let all: [(name: String, reason: DeviceRevoke.Reason)] = [
    ("stolen", .stolen), ("departed", .departed), ("replaced", .replaced),
  ]

  static func named(_ name: String) -> DeviceRevoke.Reason? {
    all.first { $0.name == name }?.reason
  }

  static func text(_ reason: DeviceRevoke.Reason) -> String {
    all.first { $0.reason == reason }?.name ?? "revoked"
  }
}
