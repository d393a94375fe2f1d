package import Items

/// Reads the transcript pairs of Anthropic's HH-RLHF: JSON Lines of `{"chosen": …, "rejected": …}`.
///
/// Both transcripts begin with the same turns. The prompt ends after the last `\n\nAssistant:` that
/// they have in common, and the item gets the fields `prompt`, `reply_a` (chosen) and `reply_b`
/// (rejected), not one character more or less than the file has. Other fields are kept. Which reply
/// was chosen is in the fields' names alone; the order of sides is drawn for each person.
package struct HHTranscripts<Source: ByteSource>: RecordReader {
  /// What begins a turn of the assistant.
  package static var marker: String { "\n\nAssistant:" }

  private let shape: ItemShape
  private var lines: JSONLines<Source>

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - source: The file's bytes, decompressed.
  ///   - file: The file's name for messages.
  ///   - shape: What of the project matters here; without an id field the content names the item.
  ///   - maximumLine: The longest line in bytes.
  package init(
    _ source: Source, file: String, shape: ItemShape = ItemShape(),
    maximumLine: Int = LineLimit.standard
  ) {
    self.shape = shape
    lines = JSONLines(source, file: file, maximumLine: maximumLine)
  }

  package mutating func next() throws -> Record? {
    switch try lines.next() {
    case nil: return nil
    case .problem(let problem): return .problem(problem)
    case .value(let value, let place):
      do throws(Problem) {
        let members = try TranscriptPair(value).members
        return .item(try CanonicalItem(members: members, shape: shape), place)
      } catch {
        var problem = error
        problem.place = place
        return .problem(problem)
      }
    }
  }
}
