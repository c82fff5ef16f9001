import EventSourcing

/// Carries out what users are told: `create`, `updateEmail`, `changePreferences`.
struct UserCommands: Sendable {
    /// The key of a command was used for another user before.
    struct KeyReused: Error, Equatable {
        let stream: StreamID
    }

    private let store: any EventStore
    private let users: Repository<UserAggregate>
    private let addresses: AddressClaims
    /// Tries when others are faster.
    private let attempts = 10

    init(store: any EventStore) {
        self.store = store
        users = Repository(store: store)
        addresses = AddressClaims(store: store, users: users)
    }

    /// The user as the events tell it now.
    func user(_ id: String) async throws -> Tracked<UserAggregate> { try await users.load(id) }

    /// - Parameters:
    ///   - expectedVersion: the version that the caller has seen; `nil`: any.
    ///   - key: the command's identity: told a second time, nothing happens.
    /// - Returns: the user afterwards.
    /// - Throws: ``UserAggregate/Refusal``, ``AddressClaims/Taken``, ``KeyReused``, `AppendConflict` if the user has
    ///   another version than expected, `EventStoreError`.
    @discardableResult
    func tell(
        _ id: String, _ command: UserAggregate.Command, expectedVersion: Int? = nil, key: String? = nil,
        metadata: EventMetadata = EventMetadata()
    ) async throws -> Tracked<UserAggregate> {
        for attempt in 1...attempts {
            var user = try await users.load(id)
            if let key, let done = try await store.event(EventID(command: key, index: 0)) {
                guard done.stream == user.stream else { throw KeyReused(stream: done.stream) }
                return user
            }
            if let expectedVersion, expectedVersion != user.version {
                throw AppendConflict(stream: user.stream, expected: expectedVersion, actual: user.version)
            }
            try user.handle(command)
            for fact in user.uncommitted {
                guard let address = fact.newAddress else { continue }
                try await addresses.claim(address, for: id, metadata: metadata)
            }
            do {
                _ = try await users.save(&user, command: key, metadata: metadata)
                return user
            } catch EventStoreError.conflict where attempt < attempts {
                try Task.checkCancellation()
            }
        }
        throw EventStoreError.cancelled
    }
}

extension UserFact {
    /// The address that the user has from this fact on.
    fileprivate var newAddress: EmailAddress? {
        switch self {
        case .userCreated(_, let email, _): EmailAddress(email)
        case .userEmailUpdated(_, let new): EmailAddress(new)
        case .userPreferencesChanged, .userAddressLapsed: nil
        }
    }
}
