/// Where in a file something stands.
package struct Place: Hashable, Sendable {
  /// The file's name as people know it.
  package var file: String
  /// The line, from 1.
  package var line: Int
  /// The column in code points, from 1.
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension Place: CustomStringConvertible {
  /// `file:line:column`, safe to print.
  package var description: String {
    "\(Quoted(file, limit: 400).safe):\(line):\(column)"
  }
}
