import EventSourcing

/// The customers that a fresh shop has: `user-1` to `user-200`, the same for the same seed.
struct UserSeed: Sendable {
    static let count = 200

    let seed: UInt64

    private static let firstNames = [
        "Ada", "Grace", "Alan", "Barbara", "Edsger", "Margaret", "Donald", "Frances", "Niklaus", "Radia", "Dennis",
        "Shafi", "John", "Karen", "Leslie", "Adele", "Robin", "Sophie", "Tony", "Ursula",
    ]
    private static let lastNames = [
        "Ampère", "Berger", "Curie", "Dahl", "Edison", "Faraday", "Galvani", "Hertz", "Iwasaki", "Joule", "Kilby",
        "Lenz", "Maxwell", "Noether", "Ørsted", "Pixii", "Quist", "Röntgen", "Siemens", "Tesla",
    ]

    /// The command that creates a customer.
    func user(_ number: Int) -> (id: String, command: UserAggregate.Command) {
        let fate = Fate(seed: seed)
        func pick(_ names: [String], _ what: String) -> String {
            names[min(names.count - 1, Int(fate.draw("user", what, "\(number)") * Double(names.count)))]
        }
        let id = "user-\(number)"
        let name = "\(pick(Self.firstNames, "first")) \(pick(Self.lastNames, "last"))"
        return (
            id,
            .create(
                name: name, email: "\(id)@example.com", avatar: "https://images.shop.example/avatars/\(id).svg")
        )
    }

    /// Creates those that are not there yet. A start that was interrupted goes on where it was.
    func plant(_ commands: UserCommands) async throws {
        guard try await !commands.user("user-\(Self.count)").state.exists else { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1..<Self.count {
                // Many at a time share one sync to the disk.
                if number > 32 { try await group.next() }
                group.addTask { try await create(number, commands) }
            }
            try await group.waitForAll()
        }
        // The last one says that all are there.
        try await create(Self.count, commands)
    }

    private func create(_ number: Int, _ commands: UserCommands) async throws {
        let (id, command) = user(number)
        try await commands.tell(id, command, key: "seed/\(id)", metadata: EventMetadata(actor: "seed"))
    }
}
