import Items
import Questions

/// Projects to start from, one for each kind of question.
package enum ProjectTemplate {
  /// One file of a new project.
  package typealias File = (path: String, text: String)

  /// The kinds there is a project for.
  package static var kinds: [String] { QuestionKinds.all.map { $0.name } }

  /// The files of a new project around one question; nil when there is no such kind.
  ///
  /// - Parameters:
  ///   - kind: The word behind `kind:`.
  ///   - name: What the project is called; its name is made from it.
  ///   - sample: What somebody's own items look like. They come with their own data, so that
  ///     neither example items nor gold are made.
  /// - Returns: relative paths with their texts.
  package static func files(kind: String, name: String, sample: FieldGuess? = nil) -> [File]? {
    guard let example = QuestionKinds.named(kind)?.example else { return nil }
    let word = Word.isID(name) ? name : Word.id(from: name)
    let guess = sample ?? guess(of: example)
    var files: [File] = [
      ("project.yaml", project(word, title: name, example: example, guess: guess)),
      ("guidelines/\(word).md", handbook(title: name, example: example)),
      ("lead.yaml", lead),
    ]
    if sample == nil {
      files.append(("items/examples.jsonl", lines(example.items)))
      if !example.gold.isEmpty { files.append(("gold/examples.jsonl", lines(example.gold))) }
    }
    return files
  }

  private static func lines(_ lines: [String]) -> String {
    lines.map { $0 + "\n" }.joined()
  }

  /// What the example's own items are.
  private static func guess(of example: KindExample) -> FieldGuess {
    FieldGuess(
      idField: "id", texts: example.isPair ? Array(example.fields.dropLast(2)) : example.fields,
      pair: example.isPair ? Array(example.fields.suffix(2)) : [])
  }

  private static func project(
    _ word: String, title: String, example: KindExample, guess: FieldGuess
  ) -> String {
    var lines = ["gloss: 1", "name: \(word)", "title: \(YAMLWord.quoted(title))"]
    lines += ["guidelines: guidelines/\(word).md", "item:"]
    if let id = guess.idField { lines.append("  id: \(YAMLWord.quoted(id))") }
    var texts = guess.texts
    var pair = guess.pair
    if example.isPair, pair.count != 2 {
      lines.append("  # No two fields looked like candidates: name them here and in `between`.")
      pair = Array((texts.suffix(2) + example.fields.suffix(2)).prefix(2))
      texts.removeAll { pair.contains($0) }
    } else if !example.isPair {
      texts += pair
    }
    lines.append("  show:")
    for field in texts {
      lines.append("    - {field: \(YAMLWord.quoted(field)), as: \(display(field, guess))}")
    }
    if example.isPair {
      let names = pair.map(YAMLWord.quoted).joined(separator: ", ")
      lines.append("    - {compare: [\(names)], as: \(display(pair[0], guess))}")
    } else if texts.isEmpty {
      lines.append("    - {field: text, as: text}")
    }
    if !guess.hide.isEmpty {
      lines.append("  hide: [\(guess.hide.map(YAMLWord.quoted).joined(separator: ", "))]")
    }
    lines.append("questions:")
    let question = example.question(between: pair.map(YAMLWord.quoted))
    for (index, line) in question.split(separator: "\n").enumerated() {
      lines.append((index == 0 ? "  - " : "    ") + line)
    }
    lines.append("work: {submit: auto, order: shuffled, confidence: optional, idle_s: 120}")
    lines.append("quality:")
    lines.append("  overlap: {share: 1.0, annotators: 2, extra_on_split: 1}")
    lines.append("  agreement: {target: 0.8}")
    return lines.map { $0 + "\n" }.joined()
  }

  private static func display(_ field: String, _ guess: FieldGuess) -> String {
    (guess.displays[field] ?? .text).rawValue
  }

  private static func handbook(title: String, example: KindExample) -> String {
    let line = title.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "# \(line)\n\n\(example.handbook)\n"
  }

  private static let lead = """
    # What only leads may know. It is in no annotator's store.
    gloss: 1
    # The pool is at least three times what one person meets; enough gold items must be written.
    gold: {pool: 0, each: 0, gap: [10, 20], companions: 1}
    qualification: {items: 20, pass: 0.8, retests: 1}
    alerts: {acceptable: 0.1, unacceptable: 0.3, alpha: 0.02, beta: 0.1, watched: 10}

    """
}

/// Text as a YAML scalar.
enum YAMLWord {
  /// The text bare where it can only be itself, else in quotation marks.
  static func quoted(_ text: String) -> String {
    let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    if Word.isID(text), !words.contains(text.lowercased()) { return text }
    // JSON's escapes are YAML's too, but YAML allows fewer characters to stand bare.
    var quoted = ""
    for scalar in JSON.string(text).canonicalText.unicodeScalars {
      if scalar.isASCII
        || (scalar.value >= 0xA0 && Quoted("x\(scalar)").safe.hasSuffix("\(scalar)"))
      {
        quoted.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        let width = scalar.value > 0xFFFF ? 8 : 4
        quoted +=
          (width == 8 ? "\\U" : "\\u")
          + String(repeating: "0", count: width - digits.count) + digits
      }
    }
    return quoted
  }
}
