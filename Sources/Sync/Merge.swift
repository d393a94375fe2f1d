import Items
package import Judgments

/// Takes what another place holds into a store: set union, batch by batch, verified.
///
/// The other place is only read. What its chains' devices have signed is taken; an unsigned end is
/// left and reported, because an operation leaves its device only under a signature. A machine
/// that holds the device's key signs the end itself, into the receiving store.
package struct Merge {
  /// The most operations of a batch, and its most bytes.
  static let batchCount = 20_000
  static let batchSize = 16 << 20

  let source: any OperationSource
  let target: any OperationReceiver
  /// The source's name in reports and in the quarantine.
  let name: String
  let sign: (Checkpoint) -> SignedCheckpoint?

  package init(
    from source: any OperationSource, named name: String, into target: any OperationReceiver,
    sign: @escaping (Checkpoint) -> SignedCheckpoint? = { _ in nil }
  ) {
    self.source = source
    self.target = target
    self.name = name
    self.sign = sign
  }

  /// Merges, or with `isDryRun` only counts what is new.
  ///
  /// A crash or an error leaves whole batches behind, and running again goes on from there.
  package func run(
    isDryRun: Bool = false, progress: (MergeReport) -> Void = { _ in }
  ) throws -> MergeReport {
    var report = MergeReport(path: name)
    guard source.project == target.project else { throw MergeFault.otherProject(name) }
    let have = try source.haveVector()
    if try have.digest == target.haveVector().digest {
      // Equal digests: nothing is read.
      report.had = have.frontiers.reduce(0) { $0 + Int($1.seq) }
      return try finish(report)
    }
    for part in try MergePlan(from: source, to: target).parts {
      try merge(part, into: &report, isDryRun: isDryRun, progress: progress)
    }
    return try finish(report)
  }

  private func finish(_ report: MergeReport) throws -> MergeReport {
    var report = report
    let standings = try target.standings()
    report.conflicts = standings.conflicts
    report.twins = standings.twins
    report.forks = standings.forks
    report.uncounted = standings.uncounted
    return report
  }

  private func merge(
    _ part: MergePlan.Part, into report: inout MergeReport, isDryRun: Bool,
    progress: (MergeReport) -> Void
  ) throws {
    // Asked here and not in the plan: the roster that decides it may just have arrived.
    guard let scope = part.scope, target.mayHold(scope) else {
      report.notForThisStore += part.count
      return
    }
    report.had += Int(part.from)
    if part.isKnown { return }
    let cover = try SignatureCover(of: part, in: source, sign: sign)
    report.unsigned += cover.unsigned
    report.badSignatures += cover.badSignatures
    var position = part.from
    // With the first batch, so that what a crash leaves behind is under a signature already.
    var checkpoints = cover.checkpoints
    try Pipeline.run(
      read: { position < cover.end ? try read(part.chain, from: &position, to: cover.end) : nil },
      work: { [name, chain = part.chain] in Self.check($0, of: chain, cover, from: name) },
      take: { checked in
        var batch = checked
        batch.checkpoints = checkpoints
        checkpoints = []
        if isDryRun {
          try count(batch, into: &report)
        } else {
          try collectBlobs(&batch)
          report.add(try target.receive(batch))
        }
        progress(report)
      })
  }

  /// Reads a batch's bytes, and moves the position behind them.
  private func read(
    _ chain: ChainID, from position: inout UInt64, to end: UInt64
  ) throws -> [OperationBytes] {
    var batch: [OperationBytes] = []
    var size = 0
    while position < end, batch.count < Self.batchCount, size < Self.batchSize {
      let found = try source.storedBytes(
        of: chain, after: position, limit: min(500, Self.batchCount - batch.count))
      position = found.last?.seq ?? end
      for bytes in found { size += bytes.envelope.count + (bytes.payload?.count ?? 0) }
      batch += found
    }
    return batch
  }

  /// Makes operations of bytes; what is none is kept apart.
  private static func check(
    _ found: [OperationBytes], of chain: ChainID, _ cover: SignatureCover, from name: String
  ) -> OperationBatch {
    var batch = OperationBatch(source: name)
    batch.operations.reserveCapacity(found.count)
    for bytes in found {
      do throws(OperationFault) {
        let operation = try Operation(receiving: bytes.envelope, payload: bytes.payload)
        if operation.hash == bytes.hash, operation.envelope.chain == chain {
          if cover.covers(bytes) { batch.operations.append(operation) }
        } else {
          batch.unreadable.append(
            (bytes.all, "It is not the operation under whose name it is kept."))
        }
      } catch {
        batch.unreadable.append((bytes.all, error.message))
      }
    }
    return batch
  }

  private func count(_ batch: OperationBatch, into report: inout MergeReport) throws {
    for operation in batch.operations {
      let envelope = operation.envelope
      if try target.holds(envelope.chain, seq: envelope.seq, hash: operation.hash) {
        report.had += 1
      } else {
        report.new += 1
      }
    }
    report.quarantined += batch.unreadable.count
  }

  /// Adds the large contents that the batch's operations name and the store does not have.
  private func collectBlobs(_ batch: inout OperationBatch) throws {
    var asked: Set<Hash> = []
    for operation in batch.operations {
      for name in BlobNames.of(operation) where asked.insert(name).inserted {
        guard try target.blob(name) == nil, let bytes = try source.blob(name) else { continue }
        if Hash.sha256(bytes) == name {
          batch.blobs.append(bytes)
        } else {
          batch.unreadable.append((bytes, "It is not the content under whose name it is kept."))
        }
      }
    }
  }
}

extension OperationBytes {
  /// Envelope and payload behind one another, as the quarantine keeps them.
  var all: [UInt8] { envelope + (payload ?? []) }
}

/// Why a merge could not begin.
package enum MergeFault: Error, Equatable {
  case otherProject(String)

  /// The whole message, as full sentences.
  package var message: String {
    switch self {
    case .otherProject(let name):
      "\(name) belongs to another project, so its judgments mean something else. Nothing was "
        + "merged. Check which store belongs to which project with gloss status."
    }
  }
}
