extension ConfigWord {
    static let tiers = ServiceTier.allCases.map { tier in
        switch tier {
        case .critical: word(tier, "never waits behind the others")
        case .normal: word(tier, "the usual")
        case .reporting: word(tier, "may wait")
        }
    }

    static let formats = AnswerFormat.allCases.map { format in
        switch format {
        case .auto: word(format, "told from each answer anew")
        case .native: word(format, "fusebox's own `{\"status\", \"checks\": {…}}`")
        case .spring: word(format, "Spring Boot Actuator, with resilience4j's breakers inside")
        case .healthJSON: word(format, "`application/health+json`")
        case .microprofile: word(format, "Eclipse MicroProfile Health")
        case .aspnet: word(format, "ASP.NET Core, text or JSON")
        case .kubernetes: word(format, "`/livez`, `/readyz`, `/healthz`, also `?verbose`")
        case .envoy: word(format, "Envoy's `/ready` and `/clusters`")
        case .consul: word(format, "Consul's health calls")
        case .resilience4j: word(format, "`/actuator/circuitbreakers`")
        case .plain: word(format, "the first word of a text, else the HTTP status")
        case .status: word(format, "the HTTP status alone")
        }
    }

    static let notifications = DesktopNotification.allCases.map { kind in
        switch kind {
        case .off: word(kind, "none")
        case .osc9: word(kind, "for iTerm2, WezTerm, kitty, Windows Terminal")
        case .osc777: word(kind, "for foot, Ghostty, urxvt")
        }
    }

    static let thresholds = AlertThreshold.allCases.map { threshold in
        switch threshold {
        case .degraded: word(threshold, "degraded and worse")
        case .unhealthy: word(threshold, "unhealthy only")
        }
    }

    static let themes = ThemeChoice.allCases.map { theme in
        switch theme {
        case .auto: word(theme, "as the terminal's background says")
        case .dark: word(theme, "for a dark background")
        case .light: word(theme, "for a light background")
        case .monochrome: word(theme, "no colours")
        }
    }

    private static func word(_ word: some RawRepresentable<String>, _ meaning: String) -> ConfigWord {
        ConfigWord(word: word.rawValue, meaning: meaning)
    }
}
