import Items
import Questions
import Yams

/// Reads YAML as settings: scalars stay the text they were written as, and everything keeps its
/// place.
///
/// Anchors and aliases are refused: a few lines of them can stand for gigabytes, and a reader of
/// the file would have to look in two places.
struct YAMLText {
  /// The longest file in bytes; a project of a thousand labels has a tenth of it.
  static let maximumBytes = 1 << 20
  /// The deepest nesting of maps and lists.
  static let maximumDepth = 32

  let file: String
  private var problems: [Problem] = []
  private var anchored: Set<MarkedPlace> = []
  private var renamed: [MarkedPlace: Unicode.Scalar] = [:]

  private init(file: String) { self.file = file }

  /// The settings of a file, nil when there are none to speak of, and what was wrong.
  static func read(_ bytes: [UInt8], file: String) -> (Setting?, [Problem]) {
    var reader = YAMLText(file: file)
    let setting = reader.read(bytes)
    return (setting, reader.problems)
  }

  private mutating func read(_ bytes: [UInt8]) -> Setting? {
    guard bytes.count <= Self.maximumBytes else {
      report(
        nil, "The file has \(bytes.count) bytes.",
        why: "At most \(Self.maximumBytes) are read.", remedy: "Is it the right file?")
      return nil
    }
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      report(
        SourcePosition.ofInvalidUTF8(in: bytes, file: file), "The file is not UTF-8 here.",
        remedy: "Save it as UTF-8.")
      return nil
    }
    guard checkAliases(in: text) else { return nil }
    guard let setting = compose(text) else {
      if problems.isEmpty { report(nil, "The file is empty.", remedy: "Write a project into it.") }
      return nil
    }
    return setting
  }

  /// Composes again and again with one duplicate key more made unique, so that they hide no other
  /// mistake; the settings keep them under their own names, and their reader reports them.
  private mutating func compose(_ text: String) -> Setting? {
    var scalars = Array(text.unicodeScalars)
    for attempt in 0..<64 {
      do {
        let parser = try Parser(yaml: String(scalars), encoding: .utf8)
        let root = try parser.singleRoot()
        // Anchors are held weakly by the nodes.
        return withExtendedLifetime(parser) { root.map { setting($0, depth: 0) } }
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        let mark = MarkedPlace(context.mark)
        guard let index = SourcePosition.index(of: mark, in: scalars),
          let start = Self.startOfKey(scalars, at: index), renamed[mark] == nil
        else {
          report(
            place(context.mark), "A key stands twice in one map.", remedy: "Remove one of them.")
          return nil
        }
        renamed[mark] = scalars[start]
        scalars[start] = Self.substitute(attempt)
      } catch let error as YamlError {
        problems.append(YAMLFault.problem(error, file: file))
        return nil
      } catch {
        report(nil, "The file cannot be read as YAML.", why: "\(Quoted("\(error)", limit: 200))")
        return nil
      }
    }
    report(nil, "More than 60 keys stand twice.", remedy: "Remove one of each.")
    return nil
  }

  private static func substitute(_ attempt: Int) -> Unicode.Scalar {
    Unicode.Scalar(0xE000 + UInt32(attempt)) ?? "\u{E000}"
  }

  /// The first character of a key that is a word, behind its quotation mark.
  private static func startOfKey(_ scalars: [Unicode.Scalar], at index: Int) -> Int? {
    let isQuote = scalars[index] == "\"" || scalars[index] == "'"
    let start = isQuote ? index + 1 : index
    guard start < scalars.count, scalars[start].properties.isAlphabetic else { return nil }
    return start
  }

  private mutating func setting(_ node: Node, depth: Int) -> Setting {
    let mark = node.mark.map { MarkedPlace($0) } ?? MarkedPlace(line: 1, column: 1)
    var place = Place(file: file, line: mark.line, column: mark.column)
    if node.anchor != nil {
      // Met a second time it stands for an alias, behind which there may be no end.
      guard anchored.insert(mark).inserted else { return Setting(.scalar(""), at: place) }
      report(
        place, "Anchors and aliases are not read.",
        remedy: "Write the values out where they are needed.")
    }
    guard depth < Self.maximumDepth else {
      report(place, "The file is nested more than \(Self.maximumDepth) deep.")
      return Setting(.scalar(""), at: place)
    }
    switch node {
    case .scalar(let scalar):
      switch scalar.style {
      case .doubleQuoted, .singleQuoted: place.column += 1
      case .any, .plain, .literal, .folded: break
      }
      return Setting(.scalar(scalar.string), at: place)
    case .sequence(let nodes):
      return Setting(.list(nodes.map { setting($0, depth: depth + 1) }), at: place)
    case .mapping(let pairs):
      return Setting(.map(pairs.compactMap { entry($0.key, $0.value, depth) }), at: place)
    case .alias:
      report(place, "Anchors and aliases are not read.")
      return Setting(.scalar(""), at: place)
    }
  }

  private mutating func entry(_ key: Node, _ value: Node, _ depth: Int) -> Setting.Entry? {
    let name = setting(key, depth: depth + 1)
    let value = setting(value, depth: depth + 1)
    guard var word = name.scalar else {
      report(name.place, "A key is a word, but \(name.kindName) stands here.")
      return nil
    }
    if let mark = key.mark, let first = renamed[MarkedPlace(mark)] {
      var scalars = Array(word.unicodeScalars)
      if !scalars.isEmpty { scalars[0] = first }
      word = String(scalars)
    }
    return Setting.Entry(key: word, place: name.place, value: value)
  }

  /// Refuses a file with many aliases before it is composed, for composing compares the keys of a
  /// map, and a key can be an alias of an alias of an alias.
  private mutating func checkAliases(in text: String) -> Bool {
    let scan = AliasScan(text)
    guard scan.count > 8, let first = scan.first else { return true }
    report(
      Place(file: file, line: first.line, column: first.column),
      "The file has \(scan.count) aliases.", why: "Anchors and aliases are not read.",
      remedy: "Write the values out where they are needed.")
    return false
  }

  private func place(_ mark: Yams.Mark) -> Place {
    Place(file: file, line: mark.line, column: mark.column)
  }

  private mutating func report(
    _ place: Place?, _ what: String, why: String = "", remedy: String = ""
  ) {
    let place = place ?? Place(file: file, line: 1, column: 1)
    problems.append(Problem(place: place, what: what, why: why, remedy: remedy))
  }
}

extension String {
  init(_ scalars: [Unicode.Scalar]) {
    self.init()
    unicodeScalars.append(contentsOf: scalars)
  }
}
