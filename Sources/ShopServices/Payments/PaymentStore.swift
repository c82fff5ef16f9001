/// Where payments keeps its state. In memory here; a durable one takes its place without the routes noticing.
protocol PaymentStore: Sendable {
    /// - Returns: `nil` when the payment was refunded before it was made.
    func charge(_ request: PaymentRequest) async throws -> Payment?
    func refund(_ orderID: String) async throws -> EffectLedger<Payment>.Compensation
    /// The least that proves that the store answers.
    func ping() async throws
}

/// Payments' state in memory.
actor MemoryPaymentStore: PaymentStore {
    private var ledger = EffectLedger<Payment>()

    func charge(_ request: PaymentRequest) -> Payment? {
        switch ledger.forward(request.orderId) {
        case .alreadyDone(let payment): return payment
        case .refusedAfterCompensation: return nil
        case .new:
            let payment = Payment(paymentId: "pay-\(request.orderId)", amount: request.amount)
            ledger.record(payment, for: request.orderId)
            return payment
        }
    }

    func refund(_ orderID: String) -> EffectLedger<Payment>.Compensation { ledger.compensate(orderID) }
    func ping() {}
}
