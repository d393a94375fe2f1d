import Items
import Judgments

/// The large contents that a store's own operations name, on their way to a remote.
struct HandedContents {
  private let store: any OperationPublisher
  private let remote: any Remote
  private let isThorough: Bool
  private var there: [Scope: Set<Hash>] = [:]

  /// Begins; `isThorough` reads what is there instead of believing the names.
  init(store: any OperationPublisher, remote: any Remote, isThorough: Bool) {
    self.store = store
    self.remote = remote
    self.isThorough = isThorough
  }

  /// Hands on what operations name and the remote has not.
  ///
  /// `readers` are the devices to seal it to, nil where it stays open; `isRenewing` says that what
  /// is there may be sealed to others.
  mutating func handOn(
    of operations: [OperationBytes], in scope: Scope, readers: [[UInt8]]?,
    isRenewing: Bool = false
  ) throws {
    for bytes in operations {
      for name in bytes.namedContents {
        if try isThere(name, scope), try !isRenewing || serves(name, scope, readers) { continue }
        guard let content = try store.blob(name) else { continue }
        try remote.write(
          try file(of: content, scope, readers), as: .blob(scope, name), replacing: true)
        there[scope, default: []].insert(name)
      }
    }
  }

  /// Hands on contents that were there once: all own operations are looked through, but only when
  /// some content is missing at the remote.
  mutating func handOnMissing(readers: (Scope) -> [[UInt8]]?) throws {
    let kept = try store.blobNames()
    let present = Set(try remote.scopes())
    guard try kept.contains(where: { try !isThere($0, .pub) }) else { return }
    for own in try store.chainsOfItsDevices() {
      guard Handover.mayHandOn(own.scope, present: present) else { continue }
      // Judgments name none, and they are the many.
      if case .from = own.scope { continue }
      var position: UInt64 = 0
      while let part = Optional(
        try store.storedBytes(of: own.chain, after: position, limit: 500)), let last = part.last
      {
        position = last.seq
        try handOn(of: part, in: own.scope, readers: readers(own.scope))
      }
    }
  }

  private func file(
    of content: [UInt8], _ scope: Scope, _ readers: [[UInt8]]?
  ) throws -> [UInt8] {
    guard let readers else { return content }
    guard
      let sealed = SealedContent(content, project: store.project, scope: scope, to: readers)
    else { throw HandoverFault.unsealable(remote.name) }
    return sealed.encoded
  }

  private mutating func isThere(_ name: Hash, _ scope: Scope) throws -> Bool {
    if there[scope] == nil {
      var names = try remote.blobs(of: scope)
      if isThorough {
        for name in names where try !isWhole(.blob(scope, name), name) { names.remove(name) }
      }
      there[scope] = names
    }
    return there[scope]?.contains(name) ?? false
  }

  /// Whether a content that is there can be read by those who may.
  private func serves(_ name: Hash, _ scope: Scope, _ readers: [[UInt8]]?) throws -> Bool {
    let beginning = try remote.beginnings(of: [.blob(scope, name)], SegmentFile.beginning)[0]
    return (beginning.flatMap(SealedContent.recipients(beginning:)) ?? .none).serve(readers)
  }

  private func isWhole(_ file: RemoteFile, _ name: Hash) throws -> Bool {
    guard let bytes = try remote.read(file) else { return false }
    do throws(FileFault) {
      return try !SealedContent.content(named: name, in: bytes, with: store).isEmpty
    } catch {
      // Whole, as far as this device can see.
      return error == .sealed
    }
  }
}
