import EventSourcing
import Foundation

/// Checks that a store keeps the promises of `EventStore`. Run it on a store of your own:
///
///     @Test(arguments: EventStoreConformance.Rule.allCases)
///     func keeps(rule: EventStoreConformance.Rule) async throws {
///         try await EventStoreConformance { MyStore() }.check(rule)
///     }
public struct EventStoreConformance: Sendable {
    /// A promise.
    public enum Rule: String, Sendable, CaseIterable, CustomStringConvertible {
        case versionsAndPositionsCountFromOne
        case anEventComesBackAsItWasAppended
        case aWrongVersionIsAConflictThatNamesBoth
        case aRefusedAppendLeavesNothingBehind
        case theSameIDsAreTheSameAppend
        case idsOfOtherEventsAreRefused
        case invalidAppendsAreRefused
        case readingHonoursLimitsAndGoesOnWhereItEnded
        case filtersLetThroughWhatIsWantedAndNothingElse
        case theLaneOfAStreamIsDecidedByItsFirstAppend
        case concurrentAppendsToOneStreamLetExactlyOneThrough
        case readersSeePositionsWithoutGapsWhileWritersWrite
        case arrivalsAreTold
        case messagesAreRecordedWithTheirEventsOrNotAtAll
        case messagesWithOneKeyComeOneAfterTheOther
        case theNewestSnapshotIsKept

        public var description: String { rawValue }
    }

    /// A promise that was not kept.
    public struct Violation: Error, Sendable, CustomStringConvertible {
        /// The promise.
        public let rule: Rule
        /// What was seen.
        public let detail: String

        public var description: String { "\(rule): \(detail)" }
    }

    let makeStore: @Sendable () async throws -> any EventStore

    /// A check of the stores that a function makes, each of them empty.
    public init(_ makeStore: @escaping @Sendable () async throws -> any EventStore) {
        self.makeStore = makeStore
    }

    /// Checks all promises.
    /// - Throws: ``Violation`` for the first that is not kept; what the store throws out of turn.
    public func checkAll() async throws {
        for rule in Rule.allCases { try await check(rule) }
    }

    /// Checks one promise on a store of its own.
    public func check(_ rule: Rule) async throws {
        let check = ConformanceCheck(rule: rule, store: try await makeStore())
        switch rule {
        case .versionsAndPositionsCountFromOne: try await check.versionsAndPositions()
        case .anEventComesBackAsItWasAppended: try await check.roundTrip()
        case .aWrongVersionIsAConflictThatNamesBoth: try await check.conflicts()
        case .aRefusedAppendLeavesNothingBehind: try await check.nothingLeftBehind()
        case .theSameIDsAreTheSameAppend: try await check.repetition()
        case .idsOfOtherEventsAreRefused: try await check.foreignIDs()
        case .invalidAppendsAreRefused: try await check.invalidAppends()
        case .readingHonoursLimitsAndGoesOnWhereItEnded: try await check.paging()
        case .filtersLetThroughWhatIsWantedAndNothingElse: try await check.filters()
        case .theLaneOfAStreamIsDecidedByItsFirstAppend: try await check.lanes()
        case .concurrentAppendsToOneStreamLetExactlyOneThrough: try await check.oneWinner()
        case .readersSeePositionsWithoutGapsWhileWritersWrite: try await check.noGaps()
        case .arrivalsAreTold: try await check.arrivals()
        case .messagesAreRecordedWithTheirEventsOrNotAtAll: try await check.messagesWithEvents()
        case .messagesWithOneKeyComeOneAfterTheOther: try await check.messagesInOrder()
        case .theNewestSnapshotIsKept: try await check.snapshots()
        }
    }
}
