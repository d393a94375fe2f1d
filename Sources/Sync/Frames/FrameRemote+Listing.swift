package import Items
package import Judgments

extension FrameRemote {
  package func scopes() throws(RemoteFault) -> [Scope] { try listed().scopes }

  package func chains(in scope: Scope) throws(RemoteFault) -> [ChainListing] {
    try listed().chains.filter { $0.scope == scope }.map(\.listing)
  }

  package func blobs(of scope: Scope) throws(RemoteFault) -> Set<Hash> {
    Set(try listed().contents.filter { $0.scope == scope }.map(\.name))
  }

  package func joinRequests() throws(RemoteFault) -> [DeviceID] { try listed().requests }

  package func listing() throws(RemoteFault) -> Hash? { try listed().digest }

  private func listed() throws(RemoteFault) -> Holdings {
    if let holdings { return holdings }
    try quieten()
    try say(.probe)
    var all = Holdings()
    while true {
      guard case .have(let part, let isLast)? = try next() else {
        throw channel.broken("it does not say what it has")
      }
      all.scopes += part.scopes
      for held in part.chains { all.add(held) }
      all.contents += part.contents
      all.requests += part.requests
      guard all.chains.count <= Listing.limit, all.contents.count <= 50 * Listing.limit else {
        throw channel.broken("it has more than a project can")
      }
      if isLast {
        holdings = all
        return all
      }
    }
  }
}

extension Holdings {
  /// Adds a part of what there is; the files of a long chain come in several parts.
  mutating func add(_ held: Held) {
    if let last = chains.indices.last, chains[last].scope == held.scope,
      chains[last].listing.chain == held.listing.chain
    {
      chains[last].listing.segments += held.listing.segments
      chains[last].listing.heads += held.listing.heads
    } else {
      chains.append(held)
    }
  }

  /// One name for all that is there: equal where the same files lie.
  var digest: Hash {
    var lines: [[UInt8]] = scopes.map { [0] + Array($0.text.utf8) }
    for held in chains {
      let place = Array(held.scope.text.utf8) + [0] + held.listing.chain.bytes
      lines.append([1] + place)
      for segment in held.listing.segments { lines.append([2] + place + Array(segment.text.utf8)) }
      for head in held.listing.heads { lines.append([3] + place + Array(head.text.utf8)) }
    }
    for content in contents {
      lines.append([4] + Array(content.scope.text.utf8) + [0] + content.name.bytes)
    }
    for device in requests { lines.append([5] + device.bytes) }
    lines.sort { $0.lexicographicallyPrecedes($1) }
    var bytes = Array("gloss-listing\0".utf8)
    for line in lines { bytes.appendPart(line) }
    return .sha256(bytes)
  }
}
