/// What comes in to create a user. Everything may be missing or wrong.
struct CreateUserRequest: Decodable, Sendable {
    /// `nil`: the service chooses one.
    var id: String?
    var name: String?
    var email: String?
    /// An https URL; `nil`: one is made of the id.
    var avatar: String?
}

/// What comes in to change a user's address.
struct UpdateEmailRequest: Decodable, Sendable {
    var email: String?
    var expectedVersion: Int?
}

/// What comes in to change preferences; what is missing stays.
struct ChangePreferencesRequest: Decodable, Sendable {
    var language: String?
    var newsletter: Bool?
    var theme: String?
    var expectedVersion: Int?
}

/// Turns requests into commands, or says everything that is wrong with them at once.
enum UserValidation {
    static let nameLimit = 100
    static let avatarLimit = 500

    private typealias Mistakes = [ProblemDocument.Mistake]

    /// - Throws: ``ProblemDocument`` with 422 and one mistake a place.
    static func create(
        _ request: CreateUserRequest, newID: () -> String
    ) throws(ProblemDocument) -> (id: String, command: UserAggregate.Command) {
        var mistakes: Mistakes = []
        let id = request.id ?? newID()
        if !FieldChecks.isID(id) { mistakes.append(.init("/id", "must be 1 to 64 letters, digits, - or _")) }
        let name = name(request.name, &mistakes)
        let email = email(request.email, &mistakes)
        let avatar = request.avatar ?? "https://images.shop.example/avatars/\(id).svg"
        if !avatar.hasPrefix("https://") || avatar.utf8.count > avatarLimit || !isPrintable(avatar) {
            mistakes.append(.init("/avatar", "must be an https URL of at most \(avatarLimit) bytes"))
        }
        guard mistakes.isEmpty, let name, let email else { throw invalid(mistakes) }
        return (id, .create(name: name, email: email.text, avatar: avatar))
    }

    static func updateEmail(_ request: UpdateEmailRequest) throws(ProblemDocument) -> UserAggregate.Command {
        var mistakes: Mistakes = []
        version(request.expectedVersion, &mistakes)
        guard let email = email(request.email, &mistakes), mistakes.isEmpty else { throw invalid(mistakes) }
        return .updateEmail(email.text)
    }

    static func changePreferences(
        _ request: ChangePreferencesRequest
    ) throws(ProblemDocument) -> UserAggregate.Command {
        var mistakes: Mistakes = []
        version(request.expectedVersion, &mistakes)
        let theme = request.theme.flatMap { UserPreferences.Theme(rawValue: $0) }
        if request.theme != nil, theme == nil {
            let known = UserPreferences.Theme.allCases.map(\.rawValue).joined(separator: ", ")
            mistakes.append(.init("/theme", "must be one of \(known)"))
        }
        if let language = request.language, language.wholeMatch(of: /[a-z]{2,3}(-[A-Z]{2})?/) == nil {
            mistakes.append(.init("/language", "must be a language tag such as en or de-AT"))
        }
        guard mistakes.isEmpty else { throw invalid(mistakes) }
        return .changePreferences(
            PreferencesChange(language: request.language, newsletter: request.newsletter, theme: theme))
    }

    private static func name(_ value: String?, _ mistakes: inout Mistakes) -> String? {
        guard let value else {
            mistakes.append(.init("/name", "is missing"))
            return nil
        }
        guard (1...nameLimit).contains(value.count), value.utf8.count <= nameLimit * 8, isPrintable(value),
            value.contains(where: { !$0.isWhitespace })
        else {
            mistakes.append(.init("/name", "must have 1 to \(nameLimit) characters and no control characters"))
            return nil
        }
        return value
    }

    private static func email(_ value: String?, _ mistakes: inout Mistakes) -> EmailAddress? {
        guard let value else {
            mistakes.append(.init("/email", "is missing"))
            return nil
        }
        guard let address = EmailAddress(value) else {
            mistakes.append(.init("/email", "must be an e-mail address of at most \(EmailAddress.limit) bytes"))
            return nil
        }
        return address
    }

    private static func version(_ value: Int?, _ mistakes: inout Mistakes) {
        if let value, value < 1 { mistakes.append(.init("/expectedVersion", "must be 1 or more")) }
    }

    /// No control characters, and none that turn the direction of text about.
    private static func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: scalar == "\u{200D}"
            default: true
            }
        }
    }

    private static func invalid(_ mistakes: Mistakes) -> ProblemDocument {
        ProblemDocument(
            422, code: "validation_failed", title: "Validation failed", detail: "The user is not valid",
            errors: mistakes)
    }
}
