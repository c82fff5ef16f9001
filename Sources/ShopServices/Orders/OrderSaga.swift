import Logging
import Observability
import Tracing

/// Does the steps of an order one after the other; when one fails, undoes those before it in reverse.
///
/// This first form lives in memory: a process that dies in the middle leaves the order where it is.
struct OrderSaga: Sendable {
    /// Why a saga did not complete.
    struct Failure: Error, CustomStringConvertible {
        let step: String
        let cause: ServiceCallFailure
        /// What became of the order: cancelled, or needs attention.
        let order: Order
        var description: String { "\(step) failed: \(cause.message)" }
    }

    static let name = "OrderProcessing"
    /// Attempts at a forward step of which nobody knows whether it happened.
    static let forwardAttempts = 2
    /// Attempts at a compensation before a person has to look.
    static let compensationAttempts = 4

    let steps: [OrderStep]
    let context: ServiceContext

    /// - Returns: the confirmed order.
    /// - Throws: ``Failure``; or `CancellationError`, in which case nothing is known.
    func run(_ order: Order) async throws -> Order {
        let saga = DomainEvent.Saga(id: order.id, name: Self.name, stepCount: steps.count)
        return try await context.tracer.withSpan("saga \(Self.name)") { span in
            span.updateAttributes { saga.write(to: &$0) }
            context.events.record(.sagaStarted(saga))
            var order = order
            for (index, step) in steps.enumerated() {
                do {
                    try await forward(step, index, saga, &order)
                } catch let cause as ServiceCallFailure {
                    // A step that was refused did nothing; one without an answer may have, and is undone as well.
                    let last = cause.kind == .refused ? index - 1 : index
                    context.events.record(.sagaCompensating(saga, reason: "\(step.name): \(cause.message)"))
                    let undone = await compensate(downFrom: last, saga, order)
                    order.status = undone ? .cancelled : .needsAttention
                    end(saga, undone ? .compensated : .needsAttention, span)
                    throw Failure(step: step.name, cause: cause, order: order)
                }
            }
            end(saga, .completed, span)
            return order
        }
    }

    private func end(_ saga: DomainEvent.Saga, _ status: DomainEvent.SagaStatus, _ span: OTLPSpan) {
        context.events.record(.sagaEnded(saga, status))
        span.attributes["saga.status"] = status.rawValue
    }

    private func forward(
        _ step: OrderStep, _ index: Int, _ saga: DomainEvent.Saga, _ order: inout Order
    ) async throws {
        for attempt in 1... {
            let position = DomainEvent.Step(name: step.name, index: index, attempt: attempt)
            do {
                order = try await spanned(step, position, saga, order) { order in
                    try await step.execute(&order)
                }
                return
            } catch let failure as ServiceCallFailure {
                guard failure.kind == .unknown, attempt < Self.forwardAttempts else { throw failure }
                try await pause(after: attempt, order)
            }
        }
    }

    /// One attempt at a step, as a span and as events.
    private func spanned(
        _ step: OrderStep, _ position: DomainEvent.Step, _ saga: DomainEvent.Saga, _ order: Order,
        _ body: @Sendable (inout Order) async throws -> Void
    ) async throws -> Order {
        let isForward = position.direction == .forward
        return try await context.tracer.withSpan("saga.step \(step.name)") { span in
            span.updateAttributes { attributes in
                saga.write(to: &attributes)
                position.write(to: &attributes)
            }
            do {
                var order = order
                if isForward { context.events.record(.stepStarted(saga, position)) }
                try await body(&order)
                context.events.record(isForward ? .stepSucceeded(saga, position) : .stepCompensated(saga, position))
                return order
            } catch let failure as ServiceCallFailure {
                span.attributes["error.type"] = failure.code
                context.events.record(
                    isForward
                        ? .stepFailed(saga, position, errorType: failure.code, message: failure.message)
                        : .stepCompensationFailed(saga, position, errorType: failure.code, message: failure.message))
                throw failure
            }
        }
    }

    /// Undoes the steps from `last` down to the first. Goes on after one that cannot be undone: what can be given back
    /// is given back.
    /// - Returns: whether all of them were undone.
    private func compensate(downFrom last: Int, _ saga: DomainEvent.Saga, _ order: Order) async -> Bool {
        var allUndone = true
        for (index, step) in steps.enumerated().prefix(last + 1).reversed() {
            guard let undo = step.compensate else { continue }
            let undone = await compensate(step, index, saga, order, undo)
            allUndone = allUndone && undone
        }
        return allUndone
    }

    private func compensate(
        _ step: OrderStep, _ index: Int, _ saga: DomainEvent.Saga, _ order: Order,
        _ undo: @escaping @Sendable (Order) async throws -> Void
    ) async -> Bool {
        for attempt in 1...Self.compensationAttempts {
            let position = DomainEvent.Step(name: step.name, index: index, attempt: attempt, direction: .compensate)
            do {
                _ = try await spanned(step, position, saga, order) { order in try await undo(order) }
                return true
            } catch {
                context.logger.warning(
                    "A compensation failed",
                    metadata: [
                        "order": "\(order.id)", "step": "\(step.name)", "attempt": "\(attempt)", "error": "\(error)",
                    ])
                guard attempt < Self.compensationAttempts, (try? await pause(after: attempt, order)) != nil else {
                    return false
                }
            }
        }
        return false
    }

    /// 60 ms after the first attempt, doubling, with half of it by chance.
    private func pause(after attempt: Int, _ order: Order) async throws {
        let whole = Duration.milliseconds(60) * (1 << (attempt - 1))
        let share = 0.5 + context.fate.draw("pause", order.id, "\(attempt)") / 2
        try await context.clock.sleep(for: whole * share)
    }
}
