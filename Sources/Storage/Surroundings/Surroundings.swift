package import Judgments

/// Everything that a store takes from the world, so that tests can decide it.
package struct Surroundings: Sendable {
  package var clock: any Clock
  package var randomness: any Randomness
  package var disk: any Disk
  package var places: any Places
  package var machine: any MachineIdentity
  /// Where keys and guard records are: `$XDG_STATE_HOME/gloss` or `~/.local/state/gloss`.
  package var stateFolder: String
  /// The program and its version, as a chain names them.
  package var program: String

  package init(
    clock: any Clock, randomness: any Randomness, disk: any Disk, places: any Places,
    machine: any MachineIdentity, stateFolder: String, program: String
  ) {
    self.clock = clock
    self.randomness = randomness
    self.disk = disk
    self.places = places
    self.machine = machine
    self.stateFolder = stateFolder
    self.program = program
  }
}

/// Which machine and process this is.
package protocol MachineIdentity: Sendable {
  /// The machine's stable id; empty where it has none.
  var machineID: String { get }
  /// The machine's name, as people know it.
  var hostName: String { get }
  /// This process's id.
  var processID: Int32 { get }
}

extension Clock {
  /// The wall time as a store's records hold it.
  var now: UInt64 { wallMilliseconds() }
}
