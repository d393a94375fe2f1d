package import Items

/// The first operation of a project: the payload of `project.genesis`.
package struct Genesis: Hashable, Sendable {
  /// The Ed25519 public key that grants leads.
  package var rootKey: [UInt8]
  package var name: String
  package var createdMilliseconds: UInt64
  /// The oldest format that a program must know.
  package var formatFloor: UInt64

  package init(
    rootKey: [UInt8], name: String, createdMilliseconds: UInt64, formatFloor: UInt64 = 1
  ) {
    self.rootKey = rootKey
    self.name = name
    self.createdMilliseconds = createdMilliseconds
    self.formatFloor = formatFloor
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .bytes(rootKey))
    fields.put(1, .text(name))
    fields.put(2, .unsigned(createdMilliseconds))
    fields.put(3, .unsigned(formatFloor))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    self.init(
      rootKey: try fields.required(0, Fields.bytes), name: try fields.required(1, Fields.text),
      createdMilliseconds: try fields.required(2, Fields.unsigned),
      formatFloor: try fields.required(3, Fields.unsigned))
    guard rootKey.count == 32 else { throw PayloadFault(key: 0, reason: "is not 32 bytes") }
  }
}

/// The first operation of every other chain: the payload of `chain.open`.
package struct ChainOpen: Hashable, Sendable {
  /// Why a chain was opened.
  package enum Cause: UInt64, Sendable {
    case fresh = 0
    case copy = 1
    case restore = 2
    case clock = 3
  }

  package var project: ProjectID
  package var scope: Scope
  package var person: PersonID
  package var deviceKey: [UInt8]
  /// The heads of the chains that this one continues.
  package var parents: [OperationReference]
  package var cause: Cause
  package var program: String
  package var nonce: [UInt8]

  package init(
    project: ProjectID, scope: Scope, person: PersonID, deviceKey: [UInt8],
    parents: [OperationReference] = [], cause: Cause = .fresh, program: String, nonce: [UInt8]
  ) {
    self.project = project
    self.scope = scope
    self.person = person
    self.deviceKey = deviceKey
    self.parents = parents
    self.cause = cause
    self.program = program
    self.nonce = nonce
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .identifier(project))
    fields.put(1, .text(scope.text))
    fields.put(2, .identifier(person))
    fields.put(3, .bytes(deviceKey))
    fields.put(4, parents.isEmpty ? nil : .array(parents.map(CBOR.reference)))
    fields.put(5, .unsigned(cause.rawValue))
    fields.put(6, .text(program))
    fields.put(7, .bytes(nonce))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    guard let scope = Scope(text: try fields.required(1, Fields.text)) else {
      throw PayloadFault(key: 1, reason: "is no scope")
    }
    guard let cause = Cause(rawValue: try fields.required(5, Fields.unsigned)) else {
      throw PayloadFault(key: 5, reason: "is no cause")
    }
    self.init(
      project: try fields.required(0, Fields.identifier), scope: scope,
      person: try fields.required(2, Fields.identifier),
      deviceKey: try fields.required(3, Fields.bytes),
      parents: try fields.optional(4, Fields.references) ?? [], cause: cause,
      program: try fields.required(6, Fields.text), nonce: try fields.required(7, Fields.bytes))
    guard deviceKey.count == 32 else { throw PayloadFault(key: 3, reason: "is not 32 bytes") }
    guard nonce.count == 16 else { throw PayloadFault(key: 7, reason: "is not 16 bytes") }
  }
}

/// The end of a chain: the payload of `chain.close`, which names what continues it.
package struct ChainClose: Hashable, Sendable {
  package var heads: [OperationReference]

  package init(heads: [OperationReference]) {
    self.heads = heads
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .array(heads.map(CBOR.reference)))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    self.init(heads: try Fields(map).required(0, Fields.references))
  }
}

/// What a lead has received of somebody: the payload of `receipt`.
///
/// After it nobody can rewrite what was handed on, and the lead cannot deny having it.
package struct Receipt: Hashable, Sendable {
  /// The ends of that person's chains, each with everything before it.
  package var held: [OperationReference]

  package init(held: [OperationReference]) {
    self.held = held
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .array(held.map(CBOR.reference)))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    self.init(held: try Fields(map).required(0, Fields.references))
  }
}
