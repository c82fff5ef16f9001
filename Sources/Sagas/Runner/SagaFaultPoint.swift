/// A point at which a process can die. Tests let it die there.
enum SagaFaultPoint: Sendable, Hashable {
    case beforeCommit
    case afterCommit
    case beforeSend(step: String, SagaAction)
    case afterSend(step: String, SagaAction)
}
