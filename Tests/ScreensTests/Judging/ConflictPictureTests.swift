import Judgments
import Screens
import Support
import Terminal
import Testing

/// Versions of one's own devices at the sizes that every screen is made for, and every state that
/// a judgment can be in.
@Suite struct ConflictPictures {
  private static func bench(
    _ columns: Int, _ rows: Int, _ versions: [LoadedJudgment] = ConflictStories.pair,
    _ standing: CellState.Standing = .conflict, missing: Int = 0
  ) throws -> String {
    try ConflictStories.bench(
      size: Size(columns: columns, rows: rows), versions, standing: standing, missing: missing
    ).picture
  }

  @Test func theSmallestScreenShowsWhatDiffersFirst() throws {
    try expectPicture(
      Self.bench(60, 16),
      equals: #"""
         helpful-replies   item 1 of 2   saved 1 · 1 conflict · ada
        ── q-1 · judged differently on your devices · 1 note ───────
         Human       How do I undo the last commit but keep my  ▼ 1
          A  1 of 2 · Tab flips ───────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged;
                                                     ▼ 3 more lines
        ────────────────────────────────────────────────────────────
                    < keeps laptop         > keeps this device
         ≠ Which r… A slightly             B much
         ▼ 5 more rows: R shows all
         Which reply is better overall?   1 note
          1 A much   2 A better   3 A slightly   4 tie
          5 B slightly   6 B better   7 B much   0 both bad
          9 cannot judge
         Your devices judged this differently: < or > keeps one, or
         answer anew.
        """#)
  }

  @Test func anOrdinaryScreenShowsBothVersionsSideBySide() throws {
    try expectPicture(
      Self.bench(80, 24),
      equals: #"""
         helpful-replies   item 1 of 2   ▱▱▱▱▱▱▱▱▱▱▱▱        saved 1 · 1 conflict · ada
        ── q-1 · judged differently on your devices · 1 note ───────────────────────────
         Human       How do I undo the last commit but keep my changes?

          A  1 of 2 · Tab flips ───────────────────────────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.

         To unstage them as well, use `--mixed`.



        ────────────────────────────────────────────────────────────────────────────────
                        < keeps laptop                 > keeps this device
           judged       2026-01-05 10:10 · v3, old     2026-01-06 10:10 · v4
         ≠ Which reply… A slightly                     B much
           What decide… accuracy                       accuracy
           how sure     4 of 5                         –
           note         look at the second reply again
         Which reply is better overall?   1 note
          1 A much   2 A better   3 A slightly   4 tie   5 B slightly   6 B better
          7 B much   0 both bad   9 cannot judge
         · Why?  optional
        ────────────────────────────────────────────────────────────────────────────────
         Your devices judged this differently: < or > keeps one, or answer anew.
        """#)
  }

  @Test func aBroadScreenShowsConfidenceAndNotesAsWell() throws {
    try expectPicture(
      Self.bench(120, 40),
      equals: #"""
         helpful-replies   item 1 of 2   ▱▱▱▱▱▱▱▱▱▱▱▱   handbook v4                                  saved 1 · 1 conflict · ada
        ── q-1 · judged differently on your devices · 1 note ───────────────────────────────────────────────────────────────────
         Human       How do I undo the last commit but keep my changes?

          A ─────────────────────────────────────────────────────── ┆  B ──────────────────────────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged;   ┆ Run `git revert HEAD`. This makes a new commit that
         nothing is lost.                                           ┆ undoes the last one and keeps the history.
                                                                    ┆
         To unstage them as well, use `--mixed`.                    ┆ Your changes are then in the revert.
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                                < keeps laptop                                 > keeps this device
           judged               2026-01-05 10:10 · v3, old                     2026-01-06 10:10 · v4
         ≠ Which reply is bett… A slightly                                     B much
           What decided it?     accuracy                                       accuracy
           how sure             4 of 5                                         –
           note                 look at the second reply again
         Which reply is better overall?   1 note
          1 A much   2 A better   3 A slightly   4 tie   5 B slightly   6 B better   7 B much   0 both bad   9 cannot judge
         · Why?  optional
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Your devices judged this differently: < or > keeps one, or answer anew.
        """#)
  }

  @Test func aWideScreenKeepsTheVersionsClose() throws {
    try expectPicture(
      Self.bench(150, 40),
      equals: #"""
         helpful-replies   item 1 of 2   ▱▱▱▱▱▱▱▱▱▱▱▱   handbook v4                                                                saved 1 · 1 conflict · ada
        ── q-1 · judged differently on your devices · 1 note ─────────────────────────────────────────────────────────────────────────────────────────────────
         Human       How do I undo the last commit but keep my changes?                                               ┆ Overall
                                                                                                                      ┆
          A ────────────────────────────────────────────────── ┆  B ───────────────────────────────────────────────── ┆ Prefer the reply that a careful
         Use `git reset --soft HEAD~1`. Your changes stay      ┆ Run `git revert HEAD`. This makes a new commit that  ┆ expert would send. A wrong step
         staged; nothing is lost.                              ┆ undoes the last one and keeps the history.           ┆ outweighs any number of kind words.
                                                               ┆                                                      ┆
         To unstage them as well, use `--mixed`.               ┆ Your changes are then in the revert.                 ┆  ✓ names the exact command
                                                               ┆                                                      ┆  ✗ "just reinstall git"
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
        ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                                     < keeps laptop                                  > keeps this device
           judged                    2026-01-05 10:10 · v3, old                      2026-01-06 10:10 · v4
         ≠ Which reply is better ov… A slightly                                      B much
           What decided it?          accuracy                                        accuracy
           how sure                  4 of 5                                          –
           note                      look at the second reply again
         Which reply is better overall?   1 note
          1 A much   2 A better   3 A slightly   4 tie   5 B slightly   6 B better   7 B much   0 both bad   9 cannot judge
         · Why?  optional
        ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Your devices judged this differently: < or > keeps one, or answer anew.
        """#)
  }

  @Test func aHugeScreenIsNoWider() throws {
    try expectPicture(
      Self.bench(200, 50),
      equals: #"""
         helpful-replies   item 1 of 2   ▱▱▱▱▱▱▱▱▱▱▱▱   handbook v4                                                                                                                  saved 1 · 1 conflict · ada
        ── q-1 · judged differently on your devices · 1 note ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Human       How do I undo the last commit but keep my changes?                                                                                              ┆ Overall
                                                                                                                                                                     ┆
          A ───────────────────────────────────────────────────────────────────────── ┆  B ───────────────────────────────────────────────────────────────────────── ┆ Prefer the reply that a careful expert
         Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.    ┆ Run `git revert HEAD`. This makes a new commit that undoes the last one and  ┆ would send. A wrong step outweighs any
                                                                                      ┆ keeps the history.                                                           ┆ number of kind words.
         To unstage them as well, use `--mixed`.                                      ┆                                                                              ┆
                                                                                      ┆ Your changes are then in the revert.                                         ┆  ✓ names the exact command
                                                                                      ┆                                                                              ┆  ✗ "just reinstall git"
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                                     < keeps laptop                                  > keeps this device
           judged                    2026-01-05 10:10 · v3, old                      2026-01-06 10:10 · v4
         ≠ Which reply is better ov… A slightly                                      B much
           What decided it?          accuracy                                        accuracy
           how sure                  4 of 5                                          –
           note                      look at the second reply again
         Which reply is better overall?   1 note
          1 A much   2 A better   3 A slightly   4 tie   5 B slightly   6 B better   7 B much   0 both bad   9 cannot judge
         · Why?  optional
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Your devices judged this differently: < or > keeps one, or answer anew.
        """#)
  }

  @Test func threeVersionsHaveNumbers() throws {
    try expectPicture(
      Self.bench(80, 24, ConflictStories.three),
      equals: #"""
         helpful-replies   item 1 of 2   ▱▱▱▱▱▱▱▱▱▱▱▱        saved 1 · 1 conflict · ada
        ── q-1 · judged differently on your devices · 1 note ───────────────────────────
         Human       How do I undo the last commit but keep my changes?

          A  1 of 2 · Tab flips ───────────────────────────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.

         To unstage them as well, use `--mixed`.


        ────────────────────────────────────────────────────────────────────────────────
         < and          1 keeps laptop       2 keeps this device  3 keeps desk (3f2a…
           judged       2026-01-05 10:10     2026-01-06 10:10     2026-01-07 10:10
           handbook     v3, old              v4                   v3, old
         ≠ Which reply… A slightly           B much               A better
         ≠ What decide… accuracy             accuracy             –
           how sure     4 of 5               –                    2 of 5
           note         look at the second reply again
         Which reply is better overall?   1 note
          1 A much   2 A better   3 A slightly   4 tie   5 B slightly   6 B better
          7 B much   0 both bad   9 cannot judge
         · Why?  optional
        ────────────────────────────────────────────────────────────────────────────────
         3 versions of yours differ: < and a number keeps one, or answer anew.
        """#)
  }

  @Test func threeVersionsOnABroadScreen() throws {
    try expectPicture(
      Self.bench(120, 40, ConflictStories.three),
      equals: #"""
         helpful-replies   item 1 of 2   ▱▱▱▱▱▱▱▱▱▱▱▱   handbook v4                                  saved 1 · 1 conflict · ada
        ── q-1 · judged differently on your devices · 1 note ───────────────────────────────────────────────────────────────────
         Human       How do I undo the last commit but keep my changes?

          A ─────────────────────────────────────────────────────── ┆  B ──────────────────────────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged;   ┆ Run `git revert HEAD`. This makes a new commit that
         nothing is lost.                                           ┆ undoes the last one and keeps the history.
                                                                    ┆
         To unstage them as well, use `--mixed`.                    ┆ Your changes are then in the revert.
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         < and                  1 keeps laptop                 2 keeps this device            3 keeps desk (3f2a91)
           judged               2026-01-05 10:10 · v3, old     2026-01-06 10:10 · v4          2026-01-07 10:10 · v3, old
         ≠ Which reply is bett… A slightly                     B much                         A better
         ≠ What decided it?     accuracy                       accuracy                       –
           how sure             4 of 5                         –                              2 of 5
           note                 look at the second reply again
         Which reply is better overall?   1 note
          1 A much   2 A better   3 A slightly   4 tie   5 B slightly   6 B better   7 B much   0 both bad   9 cannot judge
         · Why?  optional
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         3 versions of yours differ: < and a number keeps one, or answer anew.
        """#)
  }

  @Test func whatWaitsForAnEarlierVersionSaysSo() throws {
    try expectPicture(
      Self.bench(80, 24, [ConflictStories.pair[0]], .incomplete, missing: 1),
      equals: #"""
         helpful-replies   item 1 of 2   ▱▱▱▱▱▱▱▱▱▱▱▱   handbook v4       saved 0 · ada
        ── q-1 · waiting for 1 earlier version · judged: A slightly · accuracy · 1 …────
         Human       How do I undo the last commit but keep my changes?

          A  1 of 2 · Tab flips ───────────────────────────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.

         To unstage them as well, use `--mixed`.








        ────────────────────────────────────────────────────────────────────────────────
         Which reply is better overall?   sure 4 of 5   1 note
          1 A much   2 A better   3 A slightly✓   4 tie   5 B slightly   6 B better
          7 B much   0 both bad   9 cannot judge
         ✓ What decided it?  accuracy
         · Why?  optional
        ────────────────────────────────────────────────────────────────────────────────
         u undo   - aside   f ask   n note   d diff   Tab flip   : more   ? keys
        """#)
  }

  @Test func twinsCarryASmallMark() throws {
    try expectPicture(
      Self.bench(80, 24, ConflictStories.alike, .twin),
      equals: #"""
         helpful-replies   item 1 of 2   ▱▱▱▱▱▱▱▱▱▱▱▱   handbook v4       saved 0 · ada
        ── q-1 · ≡ 2 devices alike · judged: A slightly · accuracy · 1 note ────────────
         Human       How do I undo the last commit but keep my changes?

          A  1 of 2 · Tab flips ───────────────────────────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.

         To unstage them as well, use `--mixed`.








        ────────────────────────────────────────────────────────────────────────────────
         Which reply is better overall?   sure 4 of 5   1 note
          1 A much   2 A better   3 A slightly✓   4 tie   5 B slightly   6 B better
          7 B much   0 both bad   9 cannot judge
         ✓ What decided it?  accuracy
         · Why?  optional
        ────────────────────────────────────────────────────────────────────────────────
         u undo   - aside   f ask   n note   d diff   Tab flip   : more   ? keys
        """#)
  }

  @Test func whatANewerGlossChangedIsShownWithTheReason() throws {
    try expectPicture(
      Self.bench(80, 24, [ConflictStories.pair[0]], .blocked),
      equals: #"""
         helpful-replies   item 1 of 2   ▱▱▱▱▱▱▱▱▱▱▱▱   handbook v4       saved 0 · ada
        ── q-1 · changed by a newer gloss, read only · judged: A slightly · accurac…────
         Human       How do I undo the last commit but keep my changes?

          A  1 of 2 · Tab flips ───────────────────────────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.

         To unstage them as well, use `--mixed`.







        ────────────────────────────────────────────────────────────────────────────────
         Which reply is better overall?   sure 4 of 5   1 note
          1 A much   2 A better   3 A slightly✓   4 tie   5 B slightly   6 B better
          7 B much   0 both bad   9 cannot judge
         ✓ What decided it?  accuracy
         · Why?  optional
        ────────────────────────────────────────────────────────────────────────────────
         A newer gloss changed this judgment last. It is shown as far as this one can
         read it, and can be changed after an update.
        """#)
  }
}
