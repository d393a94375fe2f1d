/// Something in a handbook that its writer should mend.
package struct HandbookProblem: Error, Hashable, Sendable {
  /// The line, from 1.
  package let line: Int
  /// The column in code points, from 1.
  package let column: Int
  /// What was found, why it matters and what to do, as full sentences.
  package let message: String

  package init(line: Int, column: Int, message: String) {
    self.line = line
    self.column = column
    self.message = message
  }
}
