import TerminalUI

/// The Sagas page's own state. The sagas themselves, filtered and in order, are the state's `sagaIndex`.
struct SagasPage: Sendable {
    /// The filter that was entered, as typed.
    var filter = ""
    var cursor = ListCursor<KnownSaga.ID>()
    var detail = DetailPane<KnownSaga.ID>()
    /// The open saga, while the filter hides it: it was changed by what was done to it, and is still being read.
    var outsideFilter: KnownSaga.ID?
    /// The saga that its Operations API was asked for.
    var asked: KnownSaga.ID?

    /// The saga that keys are about.
    var selected: KnownSaga.ID? { outsideFilter ?? cursor.selected }
}
