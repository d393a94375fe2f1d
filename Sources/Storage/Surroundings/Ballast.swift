/// Room kept on the disk for one more save when everything else is full.
struct Ballast {
  static let size = 16 << 20

  let path: String
  let disk: any Disk
  let places: any Places

  init(store path: String, _ surroundings: Surroundings) {
    self.path = path + ".ballast"
    disk = surroundings.disk
    places = surroundings.places
  }

  /// Takes the room if it is not taken; a disk without it goes without.
  func load() {
    if let facts = places.look(at: path), facts.size >= Int64(Self.size) { return }
    try? disk.remove(path)
    do {
      try disk.reserve(Self.size, at: path)
    } catch {
      try? disk.remove(path)
    }
  }

  /// Gives the room back; false when there was none.
  func drop() -> Bool {
    guard places.look(at: path) != nil else { return false }
    do {
      try disk.remove(path)
      return true
    } catch {
      return false
    }
  }
}
