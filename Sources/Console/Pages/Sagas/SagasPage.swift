import TerminalUI

/// The Sagas page's own state. The sagas themselves, filtered and in order, are the state's `sagaIndex`.
struct SagasPage: Sendable {
    /// The filter that was entered, as typed.
    var filter = ""
    var cursor = ListCursor<KnownSaga.ID>()
    var detail = DetailPane<KnownSaga.ID>()
    /// The saga that its Operations API was asked for.
    var asked: KnownSaga.ID?
}
