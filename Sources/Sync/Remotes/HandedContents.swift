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
  mutating func handOn(of operations: [OperationBytes], in scope: Scope) throws {
    for bytes in operations {
      for name in bytes.namedContents where try !isThere(name, scope) {
        guard let content = try store.blob(name) else { continue }
        try remote.write(content, as: .blob(scope, name), replacing: true)
        there[scope, default: []].insert(name)
      }
    }
  }

  /// Hands on contents that were there once: all own operations are looked through, but only when
  /// some content is missing at the remote.
  mutating func handOnMissing() throws {
    let kept = try store.blobNames()
    guard try kept.contains(where: { try !isThere($0, .pub) }) else { return }
    let present = Set(try remote.scopes())
    for own in try store.chainsOfItsDevices() {
      guard Handover.mayHandOn(own.scope, present: present) else { continue }
      // Judgments name none, and they are the many.
      if case .from = own.scope { continue }
      var position: UInt64 = 0
      while let part = Optional(
        try store.storedBytes(of: own.chain, after: position, limit: 500)), let last = part.last
      {
        position = last.seq
        try handOn(of: part, in: own.scope)
      }
    }
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

  private func isWhole(_ file: RemoteFile, _ name: Hash) throws -> Bool {
    try remote.read(file).map { Hash.sha256($0) } == name
  }
}
