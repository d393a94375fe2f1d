// The names of items are hashed on all cores.
import Dispatch
import Items
import Synchronization

/// Items that were offered, with what is reckoned of each before the store is asked.
struct Arrivals {
  /// What becomes of an item.
  enum Fate {
    case new
    /// Judgments of it came before it.
    case awaited
    case had
    case refused
  }

  /// An item's identifier, and where a shuffled order has it (0 in a listed one).
  struct Name {
    var id: ItemID
    var shuffleKey: Int64
  }

  let items: [CanonicalItem]
  let dataset: String
  /// One an item, in the same order.
  let names: [Name]

  /// `person` is whose order is shuffled; nil for a listed order.
  init(
    _ items: [CanonicalItem], dataset: String, project: ProjectID, shuffledFor person: PersonID?
  ) {
    self.items = items
    self.dataset = dataset
    let length = 2048
    let count = (items.count + length - 1) / length
    let runs = Mutex([[Name]](repeating: [], count: count))
    DispatchQueue.concurrentPerform(iterations: count) { run in
      let part = items[run * length..<min((run + 1) * length, items.count)].map { item in
        let id = Item.identity(project: project, dataset: dataset, externalID: item.externalID)
        let key = person.map { Ledger.shuffleKey(of: id, project: project, person: $0) }
        return Name(id: id, shuffleKey: key ?? 0)
      }
      runs.withLock { $0[run] = part }
    }
    names = runs.withLock { $0.flatMap(\.self) }
  }

  /// The bytes of all contents.
  var size: Int { items.reduce(0) { $0 + $1.content.count + ($1.hidden?.count ?? 0) } }

  /// The positions of the items, sorted by identifier; of one identifier the first comes first.
  var sortedByID: [Int] {
    names.indices.map { (id: names[$0].id, index: $0) }
      .sorted { ($0.id, $0.index) < ($1.id, $1.index) }.map(\.index)
  }
}
