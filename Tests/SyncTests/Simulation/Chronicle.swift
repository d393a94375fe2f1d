/// One simulated history: who takes part, and everything that happens, decided before it begins,
/// so that one that fails can be made smaller.
struct Chronicle: Sendable, CustomStringConvertible {
  /// What may happen, with how often it does.
  enum Act: String, Sendable {
    // What people do.
    case judge, putAside, resolve, undo, redo, ask, note, takeBack, acknowledge
    // What leads do.
    case publish, addItems, grant, revoke, admit
    // What comes from a newer program on somebody's device.
    case newer
    // How operations travel.
    case exchange, exchangeOnAFailingStick, frames, framesCutOff, merge, mergeUnsigned
    // What goes wrong.
    case part, heal, copy, backUp, restore, snapshot, rollBack, move, keepStick, restoreStick
    case setClock, reopen

    static let weights: [(Act, Int)] = [
      (.judge, 26), (.putAside, 3), (.resolve, 4), (.undo, 4), (.redo, 3), (.ask, 3), (.note, 2),
      (.takeBack, 2), (.acknowledge, 1), (.publish, 2), (.addItems, 1), (.grant, 1), (.revoke, 1),
      (.admit, 2), (.newer, 4), (.exchange, 16), (.exchangeOnAFailingStick, 3), (.frames, 4),
      (.framesCutOff, 3), (.merge, 6), (.mergeUnsigned, 2), (.part, 2), (.heal, 2), (.copy, 2),
      (.backUp, 3), (.restore, 3), (.snapshot, 3), (.rollBack, 8), (.move, 1), (.keepStick, 2),
      (.restoreStick, 2), (.setClock, 3), (.reopen, 1),
    ]
  }

  /// An act; the numbers choose among what there is when it happens.
  struct Event: Sendable, CustomStringConvertible {
    var act: Act
    var who: Int
    var other: Int
    var number: Int

    var description: String { "\(act.rawValue) \(who) \(other) \(number)" }
  }

  var seed: UInt64
  /// The seats of the first day that take part; the first lead always does.
  var crew: [Int]
  var events: [Event]
  /// How many sticks go round.
  var sticks: Int
  /// Whether at the end everybody meets by merging store files alone.
  var endsByMerging: Bool

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed &* 0x9E37_79B9)
    self.seed = seed
    let size = [1, 1, 2, 2, 3, 3, 4, 5, 7, 9].randomElement(using: &random) ?? 2
    crew = Array((1...9).shuffled(using: &random).prefix(size)).sorted()
    endsByMerging = Int.random(in: 0..<4, using: &random) == 0
    sticks = Int.random(in: 1...2, using: &random)
    let total = Act.weights.reduce(0) { $0 + $1.1 }
    events = (0..<Int.random(in: 15...60, using: &random)).map { _ in
      var point = Int.random(in: 0..<total, using: &random)
      let act = Act.weights.first { weight in
        point -= weight.1
        return point < 0
      }
      return Event(
        act: act?.0 ?? .judge, who: Int.random(in: 0..<5040, using: &random),
        other: Int.random(in: 0..<5040, using: &random),
        number: Int.random(in: 0..<5040, using: &random))
    }
  }

  var description: String {
    "seed \(seed), crew \(crew), \(sticks) sticks, \(endsByMerging ? "ends by merging" : "ends by exchanging"):\n"
      + events.map { "  \($0)" }.joined(separator: "\n")
  }
}
