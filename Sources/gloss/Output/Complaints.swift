import Items

/// What is wrong with lines of data: all are counted, and told up to a number.
struct Complaints {
  /// How many are told one by one.
  static let limit = 1000

  private(set) var lines: [String] = []
  private(set) var count = 0

  mutating func add(_ text: @autoclosure () -> String) {
    count += 1
    if lines.count < Self.limit { lines.append(text()) }
  }

  /// Writes them to standard error.
  func tell() {
    for line in lines { Complaint.write(line) }
    if count > lines.count {
      Complaint.write("\(Plural.text(count - lines.count, "more line")) could not be read.")
    }
  }
}
