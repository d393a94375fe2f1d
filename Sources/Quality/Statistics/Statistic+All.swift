extension Statistic {
  /// Every statistic; one line each.
  package static let all: [Statistic] = [
    percentAgreement, specificAgreement,
    cohenKappa, cohenKappaError, scottPi,
    fleissKappa, fleissZ, fleissByCategory,
    gwetAC1, gwetAC2, gwetError,
    krippendorffAlpha, masiDistance, bootstrapInterval,
    agreementByItem, agreementByPair, agreementBySlice, leaveOneOut, selfAgreement,
    intraclass, intraclassInterval,
    spanF1, spanF1ByLabel,
    kendallTau, pairwiseAlpha,
    wilsonInterval, clopperPearson, clopperPearsonUpper,
    majorityVote, weightedVote, dawidSkene, oneCoin, mace, glad,
    winRates, bradleyTerry, orderEffect, davidson, raoKupper, crowdBradleyTerry, elo,
    positionBias, lengthBias, transitivity,
    goldAccuracy, sprt, sprtBoundaries, sprtExpected, bernoulliCusum, cusum, cusumRunLength,
    ewma, watchCorrection,
    acceptanceProbability, operatingCharacteristic, zeroDefectSize, auditPlan, lotUpperBound,
    errorsPerUnit,
    proportionSize, kappaSize, overlapNeeded,
  ]

  /// Text for `gloss measure --list`.
  package static var listing: String {
    all.map { statistic in
      """
      \(statistic.name)
        \(statistic.summary)
        Source: \(statistic.source).
        Trap: \(statistic.trap)
      """
    }.joined(separator: "\n\n")
  }
}
