import Judgments
import Storage

/// Whether what is judged on this device counts, in words for whoever sits before it.
enum DeviceTrust {
  /// Refuses to judge where it would not count; silent work that is lost is the worst of all.
  static func check(_ store: Store) throws {
    if let reason = store.revoked {
      throw Refusal(
        "This device is trusted no more (\(RevocationReason.text(reason))), so nothing that is "
          + "judged on it counts.",
        remedy: "What it holds can still be read and exported. Ask a lead to invite you anew.")
    }
    guard store.isGranted else {
      throw Refusal(
        "This device is not admitted yet, so nothing that is judged on it counts.",
        remedy: "Read these four words to your lead, by voice: "
          + "\(Fingerprint(of: store.device).text). Once you are admitted, gloss sync "
          + "\(store.path) brings it here.")
    }
  }
}
