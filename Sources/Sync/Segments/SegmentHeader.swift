package import Items
package import Judgments

/// What a segment says of itself before its operations.
package struct SegmentHeader: Hashable, Sendable {
  static let format: UInt64 = 1

  package var project: ProjectID
  package var chain: ChainID
  package var scope: Scope
  package var first: UInt64
  package var last: UInt64
  /// The name of the operation before the first, zero where there is none.
  package var prev: Hash
  /// The devices that the operations are sealed to; none where everybody can read them.
  var recipients = Recipients.none

  package init(
    project: ProjectID, chain: ChainID, scope: Scope, first: UInt64, last: UInt64, prev: Hash
  ) {
    self.project = project
    self.chain = chain
    self.scope = scope
    self.first = first
    self.last = last
    self.prev = prev
  }

  /// How many operations the positions make.
  var count: Int { last >= first ? Int(clamping: last - first) + 1 : 0 }

  /// Whether the operations are sealed to devices.
  package var isSealed: Bool { !recipients.isEmpty }

  var encoded: [UInt8] { encoded(isSealed: isSealed, recipients) }

  /// What a content key is sealed for: this header and no other.
  var sealingContext: [UInt8] { Array("gloss-seal-1\0".utf8) + encoded(isSealed: true, .none) }

  private func encoded(isSealed: Bool, _ recipients: Recipients) -> [UInt8] {
    CBOR.array([
      .unsigned(Self.format), .bytes(project.bytes), .bytes(chain.bytes), .text(scope.text),
      .unsigned(first), .unsigned(last), .bytes(prev.bytes), .unsigned(isSealed ? 1 : 0),
      recipients.cbor,
    ]).encoded
  }

  init(decoding bytes: [UInt8]) throws(FileFault) {
    guard case .array(let parts)? = try? CBOR(decoding: bytes),
      case .unsigned(let format)? = parts.first
    else { throw .damaged("its header cannot be read") }
    guard format == Self.format else { throw .newer("its format is \(format)") }
    guard parts.count == 9, case .bytes(let project) = parts[1],
      let project = ProjectID(bytes: project), case .bytes(let chain) = parts[2],
      let chain = ChainID(bytes: chain), case .text(let scope) = parts[3],
      let scope = Scope(text: scope), case .unsigned(let first) = parts[4],
      case .unsigned(let last) = parts[5], case .bytes(let prev) = parts[6],
      let prev = Hash(bytes: prev), case .unsigned(let flags) = parts[7],
      first >= 1, last >= first, last <= UInt64(Int64.max), (first == 1) == (prev == .zero)
    else { throw .damaged("its header cannot be read") }
    guard flags <= 1 else { throw .newer("its flags are \(flags)") }
    guard let recipients = Recipients(parts[8]), recipients.isEmpty == (flags == 0) else {
      throw .damaged("its list of recipients cannot be read")
    }
    self.init(
      project: project, chain: chain, scope: scope, first: first, last: last, prev: prev)
    self.recipients = recipients
  }
}
