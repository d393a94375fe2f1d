import Items

/// Tells where the first of two items with one id stands, by reading the files again; this costs
/// nothing as long as nothing is disputed.
enum DisputePlaces {
  /// The first place of each id in the files.
  static func first(of ids: Set<String>, in files: [DataFile], shape: ItemShape) -> [String: Place]
  {
    var places: [String: Place] = [:]
    for file in files where file.path != "-" {
      guard var reader = try? file.reader(shape: shape) else { continue }
      while places.count < ids.count, let record = try? reader.next() {
        guard case .item(let item, let place) = record, ids.contains(item.externalID),
          places[item.externalID] == nil
        else { continue }
        places[item.externalID] = place
      }
    }
    return places
  }

  /// The disputes as messages with both places.
  static func problems(
    _ disputes: [Dispute], in files: [DataFile], shape: ItemShape
  ) -> [Problem] {
    let first = first(of: Set(disputes.map(\.externalID)), in: files, shape: shape)
    return disputes.map { dispute in
      let other = first[dispute.externalID].flatMap { $0 == dispute.at ? nil : $0 }
      return Problem(
        place: dispute.at,
        what: "The id \(Quoted(dispute.externalID)) has other content "
          + (other.map { "at \($0)." } ?? "in the store already."),
        why: "An item keeps its id, so this one was left out.",
        remedy: "Give it another id, or revise the item with gloss publish.")
    }
  }
}
