import Foundation

/// The real program's import beside SQLite's own shell loading the same lines into one table.
struct ImportBenchmark {
  let place: Workshop
  let items: Int
  let runs: Int

  private static let project = """
    gloss: 1
    name: bench
    title: How does the writer feel?
    item:
      id: id
      show:
        - {field: text, as: text}
    questions:
      - id: sentiment
        kind: choice
        ask: How does the writer feel?
        labels:
          - {id: positive, key: 1}
          - {id: negative, key: 2}
          - {id: mixed, key: 3}
    work: {submit: auto, order: listed}
    """

  /// Measures, and returns the path of a store that holds the items.
  func run() throws -> String {
    var (ours, shell) = (Samples(), Samples())
    var (memory, shellMemory) = (Samples(), Samples())
    var path = ""
    for run in 0..<runs {
      path = place.path("import-\(run).gloss")
      let mine = try intake(path)
      ours.values.append(mine.seconds)
      memory.values.append(Double(mine.bytes))
      let reference = try load(place.path("import-\(run).db"))
      shell.values.append(reference.seconds)
      shellMemory.values.append(Double(reference.bytes))
    }
    Report.ratio(
      "import \(items) JSONL lines", ours, shell, unit: "s", goal: "≤ 3× sqlite3 .import")
    Report.ratio(
      "  peak memory", memory, shellMemory, unit: "MB", scale: 1 / 1_048_576, digits: 0, goal: "")
    return path
  }

  /// A store with the items, made by the program.
  func store(named name: String) throws -> String {
    let path = place.path(name + ".gloss")
    _ = try intake(path)
    return path
  }

  private func intake(_ path: String) throws -> (seconds: Double, bytes: Int) {
    try makeFiles()
    _ = try place.run(place.gloss, ["create", place.path("project"), path, "--as", "ada"])
    return try place.run(place.gloss, ["import", path, place.path("items.jsonl")])
  }

  private func load(_ path: String) throws -> (seconds: Double, bytes: Int) {
    try place.run(
      "/usr/bin/sqlite3",
      [
        path, "CREATE TABLE line(text TEXT)", ".mode ascii", #".separator "\037" "\n""#,
        ".import \(place.path("items.jsonl")) line",
      ])
  }

  private func makeFiles() throws {
    let folder = place.path("project")
    let lines = place.path("items.jsonl")
    guard !FileManager.default.fileExists(atPath: lines) else { return }
    try FileManager.default.createDirectory(
      atPath: folder + "/items", withIntermediateDirectories: true)
    try Self.project.write(toFile: folder + "/project.yaml", atomically: true, encoding: .utf8)
    guard FileManager.default.createFile(atPath: lines, contents: nil),
      let file = FileHandle(forWritingAtPath: lines)
    else {
      throw Workshop.Refusal(description: "\(lines) cannot be written.")
    }
    var buffer = Data()
    for number in 0..<items {
      let content = BenchStore.content(number).dropFirst()
      buffer.append(contentsOf: "{\"id\":\"q-\(number)\",\(content)\n".utf8)
      if buffer.count > 1 << 20 {
        try file.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    try file.write(contentsOf: buffer)
    try file.close()
  }
}
