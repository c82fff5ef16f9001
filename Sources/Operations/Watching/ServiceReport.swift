import Foundation
import Operations

/// What one API has said.
public struct ServiceReport: Sendable, Identifiable {
    /// The newest events that are kept of each API.
    public static let keptEvents = 2_000

    /// Which API it is.
    public let api: WatchedAPI
    public internal(set) var description = Heard<ServiceDescription?>(nil)
    public internal(set) var breakers = Heard<[BreakerReport]>([])
    public internal(set) var bulkheads = Heard<[BulkheadReport]>([])
    public internal(set) var projections = Heard<[ProjectionReport]>([])
    public internal(set) var letters = Heard<DeadLetters>(DeadLetters())
    /// The newest ones by position, the newest last.
    public internal(set) var events = Heard<[EventReport]>([])
    public internal(set) var sagas: Heard<SagaTable>
    /// The first reading of its sagas is not complete yet.
    public internal(set) var isReadingSagas = true

    init(api: WatchedAPI, after change: Int) {
        self.api = api
        sagas = Heard(SagaTable(after: change))
    }

    public var id: String { api.id }

    /// The process that answers, by its OpenTelemetry id; empty before it has said so.
    public var instance: String { description.value?.instance ?? "" }

    /// Why some of it is not told, in a sentence; `nil` when all of it is.
    public var trouble: String? { troubles.lazy.compactMap(\.self).first }

    /// Why the last look brought nothing at all, in a sentence; `nil` when anything was answered.
    public var silence: String? {
        let looked = [breakers.trouble, bulkheads.trouble, projections.trouble, letters.trouble]
        return looked.contains(nil) ? nil : trouble
    }

    /// When it answered anything last.
    public var lastAnswer: Date? {
        [description.at, breakers.at, bulkheads.at, sagas.at, projections.at, letters.at, events.at]
            .compactMap(\.self).max()
    }

    /// Everything was answered once, or is known not to be.
    public var isHeard: Bool {
        func isHeard<Value>(_ heard: Heard<Value>) -> Bool { heard.at != nil || heard.trouble != nil }
        // Events are only asked for once projections have said where the newest of them begin.
        return isHeard(breakers) && isHeard(projections) && isHeard(letters) && isHeard(description)
            && (isHeard(events) || projections.trouble != nil) && (!isReadingSagas || sagas.trouble != nil)
    }

    private var troubles: [String?] {
        [
            description.trouble, breakers.trouble, bulkheads.trouble, sagas.trouble, projections.trouble,
            letters.trouble, events.trouble,
        ]
    }
}

/// The dead letters of one API, as far as they were read.
public struct DeadLetters: Sendable, Equatable {
    /// So many are read at most.
    public static let limit = 1_000

    /// Oldest first.
    public internal(set) var items: [DeadLetterReport]
    /// There are more than were read.
    public internal(set) var hasMore: Bool

    init(_ items: [DeadLetterReport] = [], hasMore: Bool = false) {
        self.items = items
        self.hasMore = hasMore
    }
}
