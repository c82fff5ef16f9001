import EventSourcing

/// A user: name, address and preferences, as the facts tell them.
struct UserAggregate: Aggregate, Codable, Equatable {
    enum Command: Sendable, Equatable {
        case create(name: String, email: String, avatar: String)
        case updateEmail(String)
        case changePreferences(PreferencesChange)
        case letAddressLapse(String)
    }

    /// Why a command is refused.
    enum Refusal: Error, Equatable {
        case existsAlready
        case doesNotExist
    }

    static let category = "user"

    let id: String
    private(set) var exists = false
    private(set) var name = ""
    private(set) var email = ""
    private(set) var avatar = ""
    private(set) var preferences = UserPreferences()

    init(id: String) { self.id = id }

    func decide(_ command: Command) throws(Refusal) -> [UserFact] {
        switch command {
        case .create(let name, let email, let avatar):
            guard !exists else { throw .existsAlready }
            return [.userCreated(name: name, email: email, avatar: avatar)]
        case .updateEmail(let new):
            guard exists else { throw .doesNotExist }
            return email == new ? [] : [.userEmailUpdated(oldEmail: email, newEmail: new)]
        case .changePreferences(let change):
            guard exists else { throw .doesNotExist }
            let new = UserPreferences(
                language: change.language ?? preferences.language,
                newsletter: change.newsletter ?? preferences.newsletter, theme: change.theme ?? preferences.theme)
            return new == preferences ? [] : [.userPreferencesChanged(preferences: new)]
        case .letAddressLapse(let email):
            return [.userAddressLapsed(email: email)]
        }
    }

    mutating func apply(_ fact: UserFact) {
        switch fact {
        case .userCreated(let name, let email, let avatar):
            exists = true
            (self.name, self.email, self.avatar) = (name, email, avatar)
        case .userEmailUpdated(_, let new): email = new
        case .userPreferencesChanged(let new): preferences = new
        case .userAddressLapsed: break
        }
    }
}
