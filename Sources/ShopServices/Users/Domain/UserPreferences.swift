/// How a user likes the shop to be.
struct UserPreferences: Codable, Sendable, Equatable {
    enum Theme: String, Codable, Sendable, CaseIterable {
        case light, dark, system
    }

    /// A language tag such as `en` or `de-AT`.
    var language = "en"
    var newsletter = false
    var theme = Theme.system
}

/// What is to be different; `nil` stays as it is.
struct PreferencesChange: Sendable, Equatable {
    var language: String?
    var newsletter: Bool?
    var theme: UserPreferences.Theme?
}
