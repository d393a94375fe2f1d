import Items

/// What is wrong with lines of data: all are counted, and told up to a number.
struct Complaints {
  /// How many are told one by one.
  static let limit = 100

  private(set) var problems: [Problem] = []
  private(set) var count = 0

  mutating func add(_ problem: Problem) {
    count += 1
    if problems.count < Self.limit { problems.append(problem) }
  }

  mutating func add(_ others: Complaints) {
    for problem in others.problems { add(problem) }
    count += others.count - others.problems.count
  }

  /// The problems file by file, from top to bottom.
  var inOrder: [Problem] {
    var files: [String: Int] = [:]
    for problem in problems {
      if let file = problem.place?.file, files[file] == nil { files[file] = files.count }
    }
    func key(_ problem: Problem) -> (Int, Int, Int) {
      guard let place = problem.place else { return (.max, 0, 0) }
      return (files[place.file] ?? .max, place.line, place.column)
    }
    return problems.enumerated().sorted {
      let (left, right) = (key($0.element), key($1.element))
      return left == right ? $0.offset < $1.offset : left < right
    }.map(\.element)
  }

  /// Writes them to standard error.
  func tell() {
    for problem in inOrder { Complaint.write(problem.message) }
    if count > problems.count {
      let left = count - problems.count
      Complaint.write("\(Plural.text(left, "more line")) could not be taken.")
    }
  }
}
