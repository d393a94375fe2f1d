import Items
import Judgments

/// The large contents that a remote has for a scope.
struct RemoteContents {
  let remote: any Remote
  let scope: Scope
  private let keys: any Unsealer
  /// Listed when first asked for: most segments name none.
  private var listed: Set<Hash>?

  init(remote: any Remote, scope: Scope, keys: any Unsealer) {
    self.remote = remote
    self.scope = scope
    self.keys = keys
  }

  /// Whether all large contents that a segment names are here or there.
  mutating func complete(_ segment: Segment, besides store: any OperationLog) -> Bool {
    for bytes in segment.operations {
      for name in bytes.namedContents {
        if let here = try? store.blob(name), !here.isEmpty { continue }
        if listed == nil { listed = (try? remote.blobs(of: scope)) ?? [] }
        // Listed is not enough: it may still be arriving.
        guard listed?.contains(name) == true, self.bytes(of: name) != nil else { return false }
      }
    }
    return true
  }

  /// A large content that is whole; nil for any other.
  func bytes(of name: Hash) -> [UInt8]? {
    guard let bytes = try? remote.read(.blob(scope, name)) else { return nil }
    return try? SealedContent.content(named: name, in: bytes, with: keys)
  }
}

extension OperationBytes {
  /// The large contents that the operation names.
  var namedContents: [Hash] {
    // Judgments are the many and name none; their payloads need not be read for this.
    guard let known = try? Envelope(decoding: envelope), known.kind != .judgePut,
      let operation = try? Operation(receiving: envelope, payload: payload)
    else { return [] }
    return BlobNames.of(operation)
  }
}
