/// No event counts twice in a read model, and a read model is what a rebuild would make.
func readModelViolations(_ facts: ShopFacts) -> [Violation] {
    facts.readModels.flatMap { model in
        model.repeated.map { Violation(.eventTwice, at: model.place, $0) }
            + model.differences.map { Violation(.readModelDiffers, at: model.place, $0) }
    }
}

/// Every message is sent once nobody orders any more.
func outboxViolations(_ facts: ShopFacts) -> [Violation] {
    guard !facts.isUnderLoad else { return [] }
    return facts.outboxes.filter { $0.waiting > 0 }.map {
        Violation(.outboxNotEmpty, at: $0.place, "\($0.waiting) messages wait, and no load is left")
    }
}
