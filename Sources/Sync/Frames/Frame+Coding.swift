import Items
import Judgments

extension Frame {
  var cbor: CBOR {
    switch self {
    case .hello(let greeting):
      .array([
        .unsigned(0), .array(greeting.versions.map { .unsigned($0) }), .text(greeting.program),
        .bytes(greeting.project?.bytes ?? []), .unsigned(UInt64(greeting.window)),
      ])
    case .probe: .array([.unsigned(1)])
    case .have(let holdings, let isLast):
      .array([
        .unsigned(2), .array(holdings.scopes.map { .text($0.text) }),
        .array(holdings.chains.map(Self.cbor)),
        .array(holdings.contents.map { .array([.text($0.scope.text), .bytes($0.name.bytes)]) }),
        .array(holdings.requests.map { .bytes($0.bytes) }), .bool(isLast),
      ])
    case .want(let file): .array([.unsigned(3), Self.cbor(file)])
    case .data(let file, let bytes, let isLast):
      .array([.unsigned(4), Self.cbor(file), bytes.map { .bytes($0) } ?? .null, .bool(isLast)])
    case .acknowledged(let file): .array([.unsigned(5), Self.cbor(file)])
    case .problem(let problem, let text):
      .array([.unsigned(6), .unsigned(problem.rawValue), .text(text)])
    case .bye: .array([.unsigned(7)])
    case .askDigest: .array([.unsigned(8)])
    case .digest(let digest): .array([.unsigned(9), .bytes(digest.bytes)])
    case .peek(let file): .array([.unsigned(10), Self.cbor(file)])
    case .ignorable: .array([.unsigned(128)])
    }
  }

  private static func cbor(_ held: Holdings.Held) -> CBOR {
    .array([
      .text(held.scope.text), .bytes(held.listing.chain.bytes),
      .array(
        held.listing.segments.map {
          .array([.unsigned($0.first), .unsigned($0.last), .bytes($0.head.bytes)])
        }),
      .array(held.listing.heads.map { .array([.unsigned($0.seq), .bytes($0.head.bytes)]) }),
    ])
  }

  private static func cbor(_ file: RemoteFile) -> CBOR {
    switch file {
    case .project: .array([.unsigned(0)])
    case .segment(let scope, let chain, let name):
      .array([
        .unsigned(1), .text(scope.text), .bytes(chain.bytes), .unsigned(name.first),
        .unsigned(name.last), .bytes(name.head.bytes),
      ])
    case .head(let scope, let chain, let name):
      .array([
        .unsigned(2), .text(scope.text), .bytes(chain.bytes), .unsigned(name.seq),
        .bytes(name.head.bytes),
      ])
    case .blob(let scope, let name):
      .array([.unsigned(3), .text(scope.text), .bytes(name.bytes)])
    case .joinRequest(let device): .array([.unsigned(4), .bytes(device.bytes)])
    case .copy: .null
    }
  }

  /// Reads a frame strictly; a type from 128 on that is not known is no fault.
  init(decoding bytes: [UInt8]) throws(FrameFault) {
    guard case .array(let parts)? = try? CBOR(decoding: bytes, limits: Self.limits),
      case .unsigned(let type)? = parts.first
    else { throw FrameFault(why: "a frame cannot be read") }
    guard type < 128 else {
      self = .ignorable
      return
    }
    guard let frame = Self.frame(type, Array(parts.dropFirst())) else {
      throw FrameFault(why: "a frame of type \(type) has not its form")
    }
    self = frame
  }

  private static func frame(_ type: UInt64, _ parts: [CBOR]) -> Frame? {
    switch (type, parts.count) {
    // A later version may say more of itself: what it says first must be understood by all.
    case (0, 3...): return greeting(parts)
    case (1, 0): return .probe
    case (2, 5): return have(parts)
    case (3, 1): return file(parts[0]).map { .want($0) }
    case (4, 3):
      guard let file = file(parts[0]), case .bool(let isLast) = parts[2] else { return nil }
      switch parts[1] {
      case .bytes(let bytes): return .data(file, bytes, isLast: isLast)
      case .null where isLast: return .data(file, nil, isLast: true)
      default: return nil
      }
    case (5, 1): return file(parts[0]).map { .acknowledged($0) }
    case (6, 2):
      guard case .unsigned(let number) = parts[0], case .text(let text) = parts[1] else {
        return nil
      }
      return .problem(Problem(rawValue: number) ?? .failed, String(text.prefix(2000)))
    case (7, 0): return .bye
    case (8, 0): return .askDigest
    case (9, 1):
      guard case .bytes(let bytes) = parts[0] else { return nil }
      return Hash(bytes: bytes).map { .digest($0) }
    case (10, 1): return file(parts[0]).map { .peek($0) }
    default: return nil
    }
  }

  private static func greeting(_ parts: [CBOR]) -> Frame? {
    guard case .array(let versions) = parts[0], case .text(let program) = parts[1],
      case .bytes(let project) = parts[2], project.isEmpty || project.count == 16,
      program.utf8.count <= 200
    else { return nil }
    // Whoever says nothing of it takes one thing at a time.
    var window = 1
    if parts.count > 3 {
      guard case .unsigned(let said) = parts[3] else { return nil }
      window = Int(clamping: said)
    }
    return .hello(
      Greeting(
        versions: versions.compactMap { if case .unsigned(let one) = $0 { one } else { nil } },
        program: program, project: ProjectID(bytes: project), window: window))
  }

  private static func have(_ parts: [CBOR]) -> Frame? {
    guard case .array(let scopes) = parts[0], case .array(let chains) = parts[1],
      case .array(let contents) = parts[2], case .array(let requests) = parts[3],
      case .bool(let isLast) = parts[4]
    else { return nil }
    var holdings = Holdings()
    for scope in scopes {
      guard let scope = Self.scope(scope) else { return nil }
      holdings.scopes.append(scope)
    }
    for chain in chains {
      guard let held = held(chain) else { return nil }
      holdings.chains.append(held)
    }
    for content in contents {
      guard case .array(let parts) = content, parts.count == 2, let scope = scope(parts[0]),
        case .bytes(let name) = parts[1], let name = Hash(bytes: name)
      else { return nil }
      holdings.contents.append(Holdings.Content(scope: scope, name: name))
    }
    for request in requests {
      guard case .bytes(let name) = request, let device = DeviceID(bytes: name) else { return nil }
      holdings.requests.append(device)
    }
    return .have(holdings, isLast: isLast)
  }

  private static func held(_ value: CBOR) -> Holdings.Held? {
    guard case .array(let parts) = value, parts.count == 4, let scope = scope(parts[0]),
      case .bytes(let chain) = parts[1], let chain = ChainID(bytes: chain),
      case .array(let segments) = parts[2], case .array(let heads) = parts[3]
    else { return nil }
    var listing = ChainListing(chain: chain)
    for segment in segments {
      guard case .array(let parts) = segment, parts.count == 3,
        let name = segmentName(parts[0], parts[1], parts[2])
      else { return nil }
      listing.segments.append(name)
    }
    for head in heads {
      guard case .array(let parts) = head, parts.count == 2, let name = headName(parts[0], parts[1])
      else { return nil }
      listing.heads.append(name)
    }
    return Holdings.Held(scope: scope, listing: listing)
  }

  private static func file(_ value: CBOR) -> RemoteFile? {
    guard case .array(let parts) = value, case .unsigned(let kind)? = parts.first else {
      return nil
    }
    if kind == 0, parts.count == 1 { return .project }
    if kind == 4, parts.count == 2, case .bytes(let name) = parts[1] {
      return DeviceID(bytes: name).map { .joinRequest($0) }
    }
    guard parts.count >= 3, let scope = scope(parts[1]), case .bytes(let name) = parts[2] else {
      return nil
    }
    switch (kind, parts.count) {
    case (1, 6):
      guard let chain = ChainID(bytes: name), let name = segmentName(parts[3], parts[4], parts[5])
      else { return nil }
      return .segment(scope, chain, name)
    case (2, 5):
      guard let chain = ChainID(bytes: name), let name = headName(parts[3], parts[4]) else {
        return nil
      }
      return .head(scope, chain, name)
    case (3, 3): return Hash(bytes: name).map { .blob(scope, $0) }
    default: return nil
    }
  }

  private static func scope(_ value: CBOR) -> Scope? {
    if case .text(let text) = value { Scope(text: text) } else { nil }
  }

  private static func segmentName(_ first: CBOR, _ last: CBOR, _ head: CBOR) -> SegmentName? {
    guard case .unsigned(let first) = first, case .unsigned(let last) = last,
      case .bytes(let head) = head, let head = HeadPrefix(bytes: head), first >= 1, last >= first,
      last <= FileNumber.limit
    else { return nil }
    return SegmentName(first: first, last: last, head: head)
  }

  private static func headName(_ seq: CBOR, _ head: CBOR) -> HeadName? {
    guard case .unsigned(let seq) = seq, case .bytes(let head) = head,
      let head = HeadPrefix(bytes: head), seq >= 1, seq <= FileNumber.limit
    else { return nil }
    return HeadName(seq: seq, head: head)
  }
}
