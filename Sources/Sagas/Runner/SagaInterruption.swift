/// Why a worker could not go on.
enum SagaInterruption: Error {
    /// Somebody else has recorded something: look again.
    case moved
    /// Something else is wrong.
    case other(any Error)

    var underlying: any Error {
        switch self {
        case .moved: SagaTakenOver()
        case .other(let error): error
        }
    }
}
