import Curses
import Support
import Terminal
import Testing

@Suite("Presenter")
struct PresenterTests {
  private let viewport = Viewport(columns: 20, rows: 4)

  private func frame(_ draw: (inout Frame) -> Void) -> Frame {
    var frame = Frame(viewport)
    draw(&frame)
    return frame
  }

  private func runs(from old: Frame, to new: Frame) -> [String] {
    Presenter.runs(from: old, to: new).map { "\($0.row):\($0.column) \($0.style.role) \($0.text)" }
  }

  @Test func equalFramesPaintNothing() {
    let one = frame { $0.put("hello", at: Point(row: 1, column: 2)) }
    #expect(runs(from: one, to: one).isEmpty)
  }

  @Test func onlyTheChangedSpanOfAChangedRowIsPainted() {
    let old = frame { $0.put("saved 16 of 240", at: Point(row: 1, column: 0)) }
    let new = frame { $0.put("saved 17 of 240", at: Point(row: 1, column: 0)) }
    #expect(runs(from: old, to: new) == ["1:7 body 7"])
  }

  @Test func aRunEndsWhereTheStyleDoes() {
    let new = frame { frame in
      frame.put("A", at: Point(row: 0, column: 0), style: .left)
      frame.put("B", at: Point(row: 0, column: 1), style: .right)
      frame.put("é作", at: Point(row: 2, column: 3), style: .code)
    }
    #expect(runs(from: Frame(viewport), to: new) == ["0:0 left A", "0:1 right B", "2:3 code é作"])
  }

  @Test func wideCharactersOfBothFramesAreNeverCut() {
    let old = frame { $0.put("作作作", at: Point(row: 0, column: 0)) }
    let new = frame { $0.put("作a作", at: Point(row: 0, column: 0)) }
    // Cells: old 作.作.作. new 作.a作. : the second half of each old one is repaired too.
    #expect(runs(from: old, to: new) == ["0:2 body a作 "])
    #expect(runs(from: new, to: old) == ["0:2 body 作作"])
  }

  @Test func paintingTheRunsOverTheOldFrameGivesTheNewOne() {
    for seed in UInt64(1)...500 {
      var random = SplitMix64(seed: seed)
      let size = Size(columns: 30, rows: 6)
      let old = randomFrame(Viewport(size: size), &random)
      var new = old
      scribble(on: &new, times: Int.random(in: 0...4, using: &random), &random)
      var cells = (0..<size.rows).map { row in old.row(row).map { ($0.text, $0.style) } }
      for run in Presenter.runs(from: old, to: new) {
        var column = run.column
        var text = Array(run.text.utf8)[...]
        for (length, width) in zip(run.lengths, run.widths) {
          let cell = String(decoding: text.prefix(Int(length)), as: UTF8.self)
          text = text.dropFirst(Int(length))
          cells[run.row][column] = (cell, run.style)
          if width == 2 { cells[run.row][column + 1] = ("", run.style) }
          column += Int(width)
        }
      }
      for row in 0..<size.rows {
        let painted = cells[row].map(\.0)
        #expect(painted == new.row(row).map(\.text), "seed \(seed), row \(row)")
      }
    }
  }
}
