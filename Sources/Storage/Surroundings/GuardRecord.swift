import Items
import Judgments

/// What is remembered of a store outside it, so that a copy or a restored backup is found out.
struct GuardRecord: Equatable {
  var machine: String
  var path: String
  var device: UInt64
  var inode: UInt64
  /// Where the store's own chains ended after the last commit.
  var heads: [OperationReference]

  /// Why the store must open new chains before it writes; nil when nothing speaks for it.
  func doubt(
    machine: String, path: String, facts: FileFacts?,
    holds: (OperationReference) throws -> Bool
  ) rethrows -> ChainOpen.Cause? {
    // Ahead of the store: the store is older than what this user has seen of it.
    for head in heads where try !holds(head) { return .restore }
    let isSame =
      machine == self.machine && path == self.path && facts?.device == device
      && facts?.inode == inode
    return isSame ? nil : .copy
  }

  var encoded: [UInt8] {
    CBOR.array([
      .unsigned(1), .text(machine), .text(path), .unsigned(device), .unsigned(inode),
      .array(
        heads.map {
          .array([.bytes($0.chain.bytes), .unsigned($0.seq), .bytes($0.hash.bytes)])
        }),
    ]).encoded
  }

  /// Reads a record; nil for one that a power cut has torn.
  init?(decoding bytes: [UInt8]) {
    guard case .array(let parts)? = try? CBOR(decoding: bytes), parts.count == 6,
      parts[0] == .unsigned(1), case .text(let machine) = parts[1],
      case .text(let path) = parts[2], case .unsigned(let device) = parts[3],
      case .unsigned(let inode) = parts[4], case .array(let heads) = parts[5]
    else { return nil }
    self.init(machine: machine, path: path, device: device, inode: inode, heads: [])
    for head in heads {
      guard case .array(let parts) = head, parts.count == 3, case .bytes(let chain) = parts[0],
        let chain = ChainID(bytes: chain), case .unsigned(let seq) = parts[1],
        case .bytes(let hash) = parts[2], let hash = Hash(bytes: hash)
      else { return nil }
      self.heads.append(OperationReference(chain: chain, seq: seq, hash: hash))
    }
  }

  init(machine: String, path: String, device: UInt64, inode: UInt64, heads: [OperationReference]) {
    self.machine = machine
    self.path = path
    self.device = device
    self.inode = inode
    self.heads = heads
  }
}
