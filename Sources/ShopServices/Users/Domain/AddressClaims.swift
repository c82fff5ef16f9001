import EventSourcing

/// Who has claimed an e-mail address. The claim holds for as long as that user has the address.
struct AddressClaim: Aggregate {
    enum Fact: DomainEvent, Codable, Equatable {
        case addressClaimed(userId: String)
    }

    static let category = "address"
    private(set) var holder: String?

    init(id: String) {}

    func decide(_ userID: String) -> [Fact] { holder == userID ? [] : [.addressClaimed(userId: userID)] }

    mutating func apply(_ fact: Fact) {
        switch fact {
        case .addressClaimed(let userID): holder = userID
        }
    }
}

/// Makes e-mail addresses unique among users, by nothing but expected versions.
///
/// Each address is a stream, and whoever is to have it claims it there first, and only then records it for the user.
/// A claim whose holder does not have the address (a crash in between, or another address since) may be taken over: the
/// holder's stream gets a fact first, so that a recording that is just under way there meets a conflict, starts over and
/// finds the claim gone.
struct AddressClaims: Sendable {
    /// The address belongs to another user.
    struct Taken: Error, Equatable {
        let address: EmailAddress
    }

    private let claims: Repository<AddressClaim>
    private let users: Repository<UserAggregate>
    /// Tries before the conflict is handed on.
    private let attempts = 20

    init(store: any EventStore, users: Repository<UserAggregate>) {
        claims = Repository(store: store)
        self.users = users
    }

    /// Claims an address for a user. To be done after the user was loaded and before the new address is recorded on the
    /// version that was loaded.
    /// - Throws: ``Taken``, `EventStoreError`.
    func claim(_ address: EmailAddress, for userID: String, metadata: EventMetadata) async throws {
        for attempt in 1... {
            var claim = try await claims.load(address.key)
            do {
                if let holder = claim.state.holder, holder != userID {
                    try await takeOver(address, from: holder, metadata)
                }
                try claim.handle(userID)
                _ = try await claims.save(&claim, metadata: metadata)
                return
            } catch EventStoreError.conflict(let conflict) {
                guard attempt < attempts else { throw EventStoreError.conflict(conflict) }
                try Task.checkCancellation()
            }
        }
    }

    private func takeOver(_ address: EmailAddress, from holder: String, _ metadata: EventMetadata) async throws {
        var user = try await users.load(holder)
        guard EmailAddress(user.state.email)?.key != address.key else { throw Taken(address: address) }
        try user.handle(.letAddressLapse(address.text))
        _ = try await users.save(&user, metadata: metadata)
    }
}
