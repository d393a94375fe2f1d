/// Computes files of cases: known data with the statistic to compute, as `gloss measure --cases`
/// takes them, so that anyone can compare the program with published values.
package enum CaseRunner {
  /// Returns one entry for each case, in order: `{"name", "value"}`, `{"name", "undefined",
  /// "observed"}` or `{"name", "error", …}`.
  ///
  /// What a case expects is never looked at. `readFile` gets the paths of file data as the cases
  /// write them.
  package static func run(
    caseFile: [UInt8], readFile: (String) throws -> [UInt8]
  ) throws -> [UInt8] {
    let document: JSONValue
    do throws(JSONProblem) {
      document = try JSONReader.value(of: caseFile)
    } catch {
      throw MeasureError("The file of cases is no JSON. \(error)")
    }
    guard let cases = document.array else {
      throw MeasureError("The file of cases must be a list of objects with name and statistic.")
    }
    return JSONValue.array(cases.map { entry($0, readFile) }).bytes
  }

  private static func entry(
    _ one: JSONValue, _ readFile: (String) throws -> [UInt8]
  ) -> JSONValue {
    var members = [JSONValue.Member("name", one["name"] ?? .null)]
    do {
      let result = try result(one, readFile)
      switch (result.undefined, result.value) {
      case (.notIdentifiable(let components, _)?, _):
        members.append(JSONValue.Member("error", .string("not_identifiable")))
        members.append(
          JSONValue.Member(
            "components", .array(components.map { .array($0.map { .count($0) }) })))
        members.append(JSONValue.Member("reason", .string(result.undefined?.reason ?? "")))
      case (let undefined?, _):
        members.append(JSONValue.Member("undefined", .string(undefined.reason)))
        if let observed = result.observed {
          members.append(JSONValue.Member("observed", .number(observed)))
        }
      case (nil, let value?): members.append(JSONValue.Member("value", value))
      case (nil, nil):
        members.append(JSONValue.Member("undefined", .string("The statistic has no value here.")))
      }
    } catch {
      members.append(JSONValue.Member("error", .string("\(error)")))
    }
    return .object(members)
  }

  private static func result(
    _ one: JSONValue, _ readFile: (String) throws -> [UInt8]
  ) throws -> MeasureResult {
    guard let name = one["statistic"]?.string else {
      throw MeasureError("The case names no statistic. Add one; --list has their names.")
    }
    let statistic = try Statistic.named(name)
    let (data, fromData) = try CaseData.read(
      one["data"] ?? .object([]), for: statistic, readFile: readFile)
    // No interval unless it is what the case asks for: it would cost thousands of replicates.
    var options: [String: JSONValue] = ["bootstrap": .number(0)]
    for member in one["params"]?.members ?? [] { options[member.key] = member.value }
    options.merge(fromData) { _, data in data }
    return try measure(
      MeasureRequest(statistic: name, data: data, options: MeasureOptions(options)))
  }
}
