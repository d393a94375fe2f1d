package import Items

/// A person's name and roles: the payload of `roster.set`.
package struct RosterEntry: Hashable, Sendable {
  package var person: PersonID
  package var handle: String
  package var roles: Roles
  package var removed: Bool

  package init(person: PersonID, handle: String, roles: Roles, removed: Bool = false) {
    self.person = person
    self.handle = handle
    self.roles = roles
    self.removed = removed
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .identifier(person))
    fields.put(1, .text(handle))
    fields.put(2, .unsigned(roles.rawValue))
    fields.put(3, removed ? .bool(true) : nil)
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    self.init(
      person: try fields.required(0, Fields.identifier),
      handle: try fields.required(1, Fields.text),
      roles: Roles(rawValue: try fields.required(2, Fields.unsigned)),
      removed: try fields.optional(3, Fields.bool) ?? false)
  }
}

/// A person's device key: the payload of `device.grant`.
package struct DeviceGrant: Hashable, Sendable {
  package var person: PersonID
  package var deviceKey: [UInt8]
  package var label: String
  /// The X25519 public key that files are sealed to; older programs wrote none.
  package var sealingKey: [UInt8]?

  package init(
    person: PersonID, deviceKey: [UInt8], label: String, sealingKey: [UInt8]? = nil
  ) {
    self.person = person
    self.deviceKey = deviceKey
    self.label = label
    self.sealingKey = sealingKey
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .identifier(person))
    fields.put(1, .bytes(deviceKey))
    fields.put(2, .text(label))
    fields.put(3, sealingKey.map(CBOR.bytes))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    self.init(
      person: try fields.required(0, Fields.identifier),
      deviceKey: try fields.required(1, Fields.bytes), label: try fields.required(2, Fields.text),
      sealingKey: try fields.optional(3, Fields.bytes))
    guard deviceKey.count == 32 else { throw PayloadFault(key: 1, reason: "is not 32 bytes") }
    if let sealingKey, sealingKey.count != 32 {
      throw PayloadFault(key: 3, reason: "is not 32 bytes")
    }
  }
}

/// The end of a device's trust: the payload of `device.revoke`.
package struct DeviceRevoke: Hashable, Sendable {
  /// Why a device is trusted no more.
  package enum Reason: UInt64, Sendable {
    case departed = 0
    case stolen = 1
    case replaced = 2
  }

  package var device: DeviceID
  package var reason: Reason
  /// The last trusted operation of each of the device's chains.
  package var cut: [OperationReference]

  package init(device: DeviceID, reason: Reason, cut: [OperationReference]) {
    self.device = device
    self.reason = reason
    self.cut = cut
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .identifier(device))
    fields.put(1, .unsigned(reason.rawValue))
    fields.put(2, .array(cut.map(CBOR.reference)))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    guard let reason = Reason(rawValue: try fields.required(1, Fields.unsigned)) else {
      throw PayloadFault(key: 1, reason: "is no reason")
    }
    self.init(
      device: try fields.required(0, Fields.identifier), reason: reason,
      cut: try fields.required(2, Fields.references))
  }
}

/// Late work accepted after all: the payload of `op.admit`.
package struct Admission: Hashable, Sendable {
  package var admitted: [OperationReference]

  package init(admitted: [OperationReference]) {
    self.admitted = admitted
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .array(admitted.map(CBOR.reference)))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    self.init(admitted: try Fields(map).required(0, Fields.references))
  }
}
