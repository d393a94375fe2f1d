import Foundation
import Support
import Testing

/// Small disks that are full when a store is made, saved to, merged into or published.
@Suite("Full disks of many sizes", .serialized)
struct FullDiskTests {
  private static let canMount = ProgramTests.Disks.canMount

  /// What is done on a disk that has room for so many KiB more, and then again when it is freed.
  ///
  /// The judgments shown as saved are counted before the program ends, from its last frame.
  private static let script = """
    program=$1 size=$2 room=$3 step=$4
    mkdir -p disk && mount -t tmpfs -o size=${size}m none disk || exit 77
    cp -r bob.gloss bob.gloss.key lead.gloss state meet disk/ 2> /dev/null
    export XDG_STATE_HOME=$PWD/disk/state
    run() {
      case $step in
      create) "$program" create project disk/new.gloss --as ada ;;
      save) "$program" work disk/bob.gloss --keys keys --dump-frame frame --size 80x24 ;;
      merge) "$program" merge disk/lead.gloss disk/bob.gloss ;;
      publish) "$program" sync disk/bob.gloss disk/meet ;;
      esac
    }
    cat /dev/zero > disk/fill 2> /dev/null
    truncate -s -${room}K disk/fill
    rm -f frame
    run > said 2>&1; echo full $?
    echo shown $(sed -n 's/.*saved \\([0-9]*\\).*/\\1/p' frame 2> /dev/null | head -n 1)
    rm -f disk/fill
    for store in disk/*.gloss; do
      "$program" verify $store > verified 2>&1 || { echo unsound $store; cat verified; }
    done
    echo judged $("$program" export disk/bob.gloss 2> /dev/null | wc -l)
    case $step in create) rm -f disk/new.gloss* ;; esac
    run > again 2>&1; echo free $?
    tail -n 3 again | sed 's/^/said /'
    echo sound $(for store in disk/*.gloss; do
      "$program" verify $store > /dev/null 2>&1 && echo 1; done | wc -l)
    """

  @Test(.enabled(if: canMount, "No small disk can be mounted here."))
  func aFullDiskOfAnySizeLosesNothingAndIsTold() throws {
    let scratch = try Scratch()
    try FolderProgramTests.team(scratch, ["bob"])
    // Something to merge and to publish.
    let many = try scratch.write(String(repeating: "1\n2\n", count: 15), to: "many")
    let judged = try scratch.gloss("work", scratch.path("bob.gloss"), "--keys", many)
    #expect(judged.status == 0, "\(judged.errors)")
    try scratch.write("1\n2\n3\n1\n", to: "keys")
    let lead = try scratch.gloss("sync", scratch.path("lead.gloss"), scratch.path("meet"))
    #expect(lead.status == 0, "\(lead.errors)")
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SplitMix64(seed: seed)
    let steps = ["save", "merge", "publish", "create"]
    var (refused, taken) = (0, 0)
    let sizes = Soak.times(40)
    for index in 0..<sizes {
      let size = 1 + index % 40 * 63 / 39
      let step = steps[index % steps.count]
      // From nothing at all to a little more than the step needs; beyond that it just succeeds.
      let room = Int.random(in: 0...(index % 5 == 0 ? 40 : 500), using: &random)
      let name = "seed \(seed), \(size) MiB, \(room) KiB free, \(step)"
      let outcome = try scratch.run(
        Tools.unshare ?? "",
        ["-rm", "/bin/sh", "-c", Self.script, "sh", Scratch.program, "\(size)", "\(room)", step])
      let said = (try? String(contentsOfFile: scratch.path("said"), encoding: .utf8)) ?? ""
      var facts: [String: String] = [:]
      for line in outcome.lines {
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        facts[words[0]] = words.count > 1 ? words[1] : ""
      }
      let full = facts["full"].flatMap(Int.init) ?? -1
      #expect(full == 0 || full == 1, "\(name): \(said)\(outcome.errors)")
      if full == 1 {
        refused += 1
        #expect(said.contains("full") || said.contains("missing"), "\(name): \(said)")
      } else {
        taken += 1
      }
      #expect(facts["unsound"] == nil, "\(name): \(outcome.output)")
      if step == "save", let shown = facts["shown"].flatMap(Int.init) {
        let judged = facts["judged"].flatMap(Int.init) ?? 0
        #expect(judged >= shown, "\(name): \(shown) were shown as saved")
      }
      #expect(facts["free"] == "0", "\(name): \(outcome.output)")
      #expect(facts["sound"] == (step == "create" ? "3" : "2"), "\(name): \(outcome.output)")
    }
    print("T9: \(sizes) sizes, \(refused) refused and told, \(taken) with room enough, 0 lost")
    #expect(refused > sizes / 8, "seed \(seed)")
  }
}
