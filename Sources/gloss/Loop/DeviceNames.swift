import Items
import Judgments
import Storage

/// What a person's devices are called on the screen.
struct DeviceNames {
  private var names: [DeviceID: String] = [:]

  /// Names devices: by what the lead called them, and with the first digits of their keys where
  /// that does not tell them apart.
  init(of devices: Set<DeviceID>, in store: Store) {
    let others = devices.subtracting([store.device])
    let labels = Dictionary(uniqueKeysWithValues: others.map { ($0, store.label(of: $0)) })
    for device in others {
      let digits = "device \(device.hex.prefix(6))"
      if let label = labels[device] ?? nil {
        let isAlone = labels.values.count { $0 == label } == 1
        names[device] = isAlone ? label : "\(label) (\(device.hex.prefix(6)))"
      } else {
        names[device] = others.count == 1 ? "another device" : digits
      }
    }
    names[store.device] = "this device"
  }

  subscript(device: DeviceID) -> String { names[device] ?? "device \(device.hex.prefix(6))" }
}
