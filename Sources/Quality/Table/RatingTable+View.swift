extension RatingTable {
  /// The columns of a table as plain memory, for loops over millions of judgments.
  struct View {
    let offsets: UnsafeBufferPointer<Int32>
    let annotator: UnsafeBufferPointer<Int32>
    let label: UnsafeBufferPointer<Int32>

    @inline(__always)
    func judgments(of item: Int) -> Range<Int> {
      Range(uncheckedBounds: (Int(offsets[item]), Int(offsets[item + 1])))
    }
  }

  func withView<Value>(_ body: (View) -> Value) -> Value {
    offsets.withUnsafeBufferPointer { offsets in
      annotator.withUnsafeBufferPointer { annotator in
        label.withUnsafeBufferPointer { label in
          body(View(offsets: offsets, annotator: annotator, label: label))
        }
      }
    }
  }
}
