import EventSourcing

/// What can happen to a user.
enum UserFact: DomainEvent, Codable, Equatable {
    case userCreated(name: String, email: String, avatar: String)
    case userEmailUpdated(oldEmail: String, newEmail: String)
    /// - Parameter preferences: all of them, as they are from now on.
    case userPreferencesChanged(preferences: UserPreferences)
    /// Another user has taken an address that this one had claimed and did not use. It changes nothing but the version:
    /// whoever is about to record that address here finds out.
    case userAddressLapsed(email: String)
}
