package import Items

extension Manifest {
  /// Reads a manifest strictly: every key, in this form, and nothing else.
  ///
  /// `file` is the manifest's name for messages.
  package init(json bytes: [UInt8], file: String) throws(Problem) {
    let body = bytes.last == 0x0A ? Array(bytes.dropLast()) : bytes
    let value = try JSON(parsing: body, file: file)
    let reading = Reading(file: file)
    let members = try reading.members(value, ["files", "format"], of: "The manifest")
    guard case .string(let format) = members[1], format.hasSameBytes(as: Self.format) else {
      throw reading.problem(
        "The manifest's format is not \(Quoted(Self.format)).",
        remedy: "Check it with the version of gloss that wrote it.")
    }
    guard case .array(let files) = members[0] else {
      throw reading.problem("The manifest's files are not a list.")
    }
    var entries: [Entry] = []
    for (index, value) in files.enumerated() {
      entries.append(try reading.entry(value, "File \(index + 1) of the manifest"))
    }
    do {
      try self.init(entries)
    } catch {
      throw Problem(
        place: Place(file: file, line: 1, column: 1), what: error.what, why: error.why,
        remedy: reading.remedy)
    }
    guard json.dropLast().elementsEqual(body) else {
      throw reading.problem(
        "The manifest is not written as gloss writes it.",
        why: "Keys and files are sorted, and there are no spaces.")
    }
  }
}

/// Takes a manifest's JSON apart.
private struct Reading {
  var file: String
  let remedy = "The manifest was changed or damaged: take it from where it was made."

  func problem(_ what: String, why: String = "", remedy: String? = nil) -> Problem {
    Problem(
      place: Place(file: file, line: 1, column: 1), what: what, why: why,
      remedy: remedy ?? self.remedy)
  }

  /// The values of exactly these keys, in their order.
  func members(_ value: JSON, _ keys: [String], of owner: String) throws(Problem) -> [JSON] {
    guard case .object(let members) = value else { throw problem("\(owner) is not an object.") }
    for member in members where !keys.contains(where: { $0.hasSameBytes(as: member.key) }) {
      throw problem("\(owner) has the unknown key \(Quoted(member.key)).")
    }
    var values: [JSON] = []
    for key in keys {
      guard let value = value[key] else { throw problem("\(owner) has no \(Quoted(key)).") }
      values.append(value)
    }
    return values
  }

  func entry(_ value: JSON, _ owner: String) throws(Problem) -> Manifest.Entry {
    let members = try members(value, ["name", "sha256", "size"], of: owner)
    guard case .string(let name) = members[0] else {
      throw problem("\(owner) has a name that is no text.")
    }
    guard case .string(let hex) = members[1], let hash = Hash(hex: hex),
      hash.hex.hasSameBytes(as: hex)
    else { throw problem("\(owner) has a SHA-256 that is not 64 lower-case digits.") }
    guard case .number(let digits) = members[2], let size = UInt64(digits),
      String(size).hasSameBytes(as: digits)
    else { throw problem("\(owner) has a size that is no whole number.") }
    return Manifest.Entry(name: name, size: size, sha256: hash)
  }
}
