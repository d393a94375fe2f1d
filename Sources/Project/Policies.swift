package import Questions

/// How people work through the items.
package struct WorkPolicy: Hashable, Sendable {
  /// In which order items come.
  package enum Order: String, Hashable, Sendable, CaseIterable {
    /// As the items were imported.
    case listed
    /// Seeded by project and person.
    case shuffled
  }

  /// Whether people say how sure they are.
  package enum Confidence: String, Hashable, Sendable, CaseIterable {
    case off
    case optional
    case required
  }

  package var submit: Submit
  package var order: Order
  package var confidence: Confidence
  /// After how many seconds without a key time does not count as work.
  package var idleSeconds: Int

  package init(
    submit: Submit = .enter, order: Order = .listed, confidence: Confidence = .optional,
    idleSeconds: Int = 120
  ) {
    self.submit = submit
    self.order = order
    self.confidence = confidence
    self.idleSeconds = idleSeconds
  }
}

/// What everybody may know of how the work is checked.
package struct QualityPolicy: Hashable, Sendable {
  /// The share of items that several annotators judge.
  package var overlapShare: Double
  /// How many annotators judge such an item.
  package var annotators: Int
  /// How many more are asked when they differ.
  package var extraOnSplit: Int
  /// The agreement that is aimed at.
  package var agreementTarget: Double
  /// The share of wrong judgments that an audit tolerates at most.
  package var reviewAtMost: Double
  /// How sure an audit is to be of that.
  package var reviewSure: Double
  /// How many wrong judgments an audit's sample may have.
  package var reviewAllow: Int
  /// The share of every batch that is audited at least.
  package var reviewFloor: Double

  package init(
    overlapShare: Double = 0, annotators: Int = 2, extraOnSplit: Int = 1,
    agreementTarget: Double = 0.8, reviewAtMost: Double = 0.05, reviewSure: Double = 0.95,
    reviewAllow: Int = 1, reviewFloor: Double = 0.05
  ) {
    self.overlapShare = overlapShare
    self.annotators = annotators
    self.extraOnSplit = extraOnSplit
    self.agreementTarget = agreementTarget
    self.reviewAtMost = reviewAtMost
    self.reviewSure = reviewSure
    self.reviewAllow = reviewAllow
    self.reviewFloor = reviewFloor
  }
}
