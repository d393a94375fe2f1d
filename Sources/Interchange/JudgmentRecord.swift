package import Items
package import Judgments

/// One judgment outside of a store: a line of `gloss export`, read back by `gloss import`.
package struct JudgmentRecord: Hashable, Sendable {
  /// What the line tells of the person's judgment of the item.
  package enum Status: String, Hashable, Sendable, CaseIterable {
    /// There is one version, or twins.
    case settled
    /// One of several versions that differ; each has a line.
    case conflict
    /// The judgment was taken back; there are no answers.
    case retracted
  }

  /// The answer to one question in the question's own JSON form.
  package struct Answer: Hashable, Sendable {
    package var question: String
    package var value: JSON

    package init(question: String, value: JSON) {
      self.question = question
      self.value = value
    }
  }

  /// A question asked about the item, or a note on it.
  package struct Remark: Hashable, Sendable {
    package var text: String
    package var rule: String?
    package var question: String?

    package init(text: String, rule: String? = nil, question: String? = nil) {
      self.text = text
      self.rule = rule
      self.question = question
    }
  }

  /// The item's dataset; empty for the default one.
  package var dataset: String
  /// The item's external id.
  package var item: String
  /// The person's handle.
  package var person: String
  /// The answers in declared order.
  package var answers: [Answer]
  package var aside: Aside?
  package var asked: [Remark]
  package var notes: [Remark]
  /// From 1 to 5.
  package var confidence: Int?
  package var activeMilliseconds: UInt64
  package var awayMilliseconds: UInt64
  package var presented: [Presented]
  /// The version label of the handbook that the person had acknowledged.
  package var guidelines: String?
  /// The version label of the questions that were asked.
  package var questions: String?
  package var status: Status
  package var at: UTCSeconds

  package init(
    dataset: String = "", item: String, person: String, answers: [Answer] = [],
    aside: Aside? = nil, asked: [Remark] = [], notes: [Remark] = [], confidence: Int? = nil,
    activeMilliseconds: UInt64 = 0, awayMilliseconds: UInt64 = 0, presented: [Presented] = [],
    guidelines: String? = nil, questions: String? = nil, status: Status = .settled, at: UTCSeconds
  ) {
    self.dataset = dataset
    self.item = item
    self.person = person
    self.answers = answers
    self.aside = aside
    self.asked = asked
    self.notes = notes
    self.confidence = confidence
    self.activeMilliseconds = activeMilliseconds
    self.awayMilliseconds = awayMilliseconds
    self.presented = presented
    self.guidelines = guidelines
    self.questions = questions
    self.status = status
    self.at = at
  }
}
