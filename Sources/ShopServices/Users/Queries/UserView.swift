import EventSourcing
import Foundation

/// A user as the API shows it.
struct UserView: Codable, Sendable, Equatable {
    let id: String
    let name: String
    let email: String
    let avatar: String
    let preferences: UserPreferences
    /// RFC 3339.
    let createdAt: String
    let updatedAt: String
    /// To be named as `expectedVersion` by whoever changes what is seen here.
    let version: Int
}

/// What a command has made of a user: the read model may not know it yet.
struct ChangedUser: Codable, Sendable, Equatable {
    let id: String
    let name: String
    let email: String
    let avatar: String
    let preferences: UserPreferences
    let version: Int

    init(_ user: Tracked<UserAggregate>) {
        id = user.id
        name = user.state.name
        email = user.state.email
        avatar = user.state.avatar
        preferences = user.state.preferences
        version = user.version
    }
}
