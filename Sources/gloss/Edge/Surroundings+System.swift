import Storage

extension Surroundings {
  /// The world as it is; `XDG_STATE_HOME` and `HOME` are looked up in the environment given.
  static func system(program: String, environment: [String: String]) -> Surroundings {
    let base =
      environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? (environment["HOME"] ?? "/tmp") + "/.local/state"
    return Surroundings(
      clock: SystemClock(), randomness: SystemRandomness(), disk: SystemDisk(),
      places: SystemPlaces(), machine: SystemMachine(), stateFolder: base + "/gloss",
      program: program)
  }
}
