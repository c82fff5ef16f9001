/// An HTTP answer as a verdict: format found, body and status weighed against each other, the reason in a sentence.
/// Pure; the rules are those of formats.md 2.1.
public struct HealthAnswer: Sendable, Equatable {
    /// Bytes of a body that are read; what is longer is a failure of its own.
    public static let bodyLimit = 1 << 20

    public var health: Health
    /// One sentence, harmless.
    public var reason: String
    public var format: HealthFormat
    public var checks: [AnsweredCheck]
    public var breakers: [ReportedBreaker]

    /// Weighs a body and a status.
    /// - Parameters:
    ///   - body: the whole body, at most `bodyLimit` bytes.
    ///   - status: the HTTP status code.
    ///   - format: which format is expected; `auto` finds out.
    public static func read(body: [UInt8], status: Int, format: HealthFormat = .auto) -> HealthAnswer {
        let content = BodyContent(body, format: format)
        var answer = HealthAnswer(health: .unknown, reason: "", format: .status, checks: [], breakers: [])
        if let reading = content.reading {
            answer.format = reading.format
            answer.checks = reading.checks
            answer.breakers = reading.breakers
        }
        answer.health = StatusRules.combine(status: status, content.reading, mismatch: content.mismatch != nil)
        answer.reason = AnswerSentence.make(status: status, content, health: answer.health)
        return answer
    }
}

/// A body taken apart as far as its format allows.
struct BodyContent {
    var reading: BodyReading?
    /// What is wrong with the body when it is not in the format that was configured, or claims to be JSON and is not.
    var mismatch: String?
    /// The beginning of a web page that stands where health was asked for: a login page answers 200 too.
    var page: String?

    init(_ body: [UInt8], format: HealthFormat) {
        if format == .status { return }
        guard let first = body.first(where: { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) else {
            if format.isJSONOnly { mismatch = "an empty body where \(format.words) was expected" }
            return
        }
        let looksLikeJSON = [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\"")].contains(first)
        if looksLikeJSON || format.isJSONOnly {
            readJSON(body, format, looksLikeJSON: looksLikeJSON)
            // Kubernetes' `[+]ping ok` begins like JSON too.
            if mismatch == nil || format.isJSONOnly || first != UInt8(ascii: "[") { return }
        }
        let mistake = mismatch
        mismatch = nil
        readText(body, format)
        if reading == nil { mismatch = mistake ?? mismatch }
    }

    private mutating func readJSON(_ body: [UInt8], _ format: HealthFormat, looksLikeJSON: Bool) {
        do throws(JSONReader.Mistake) {
            let value = try JSONReader.read(body)
            reading = format.read(value)
            if reading == nil, format != .auto, format != .plain {
                mismatch = "JSON that is not \(format.words): \(Self.excerpt(body))"
            }
        } catch {
            switch error {
            case .tooDeep: mismatch = "JSON nested deeper than \(JSONReader.depthLimit) levels"
            case .tooManyValues: mismatch = "JSON with more than \(JSONReader.valueLimit) values"
            case .endedEarly where looksLikeJSON: mismatch = "JSON that ends in the middle: \(Self.excerpt(body))"
            case .endedEarly, .unexpected: mismatch = "text that is not JSON: \(Self.excerpt(body))"
            }
        }
    }

    private mutating func readText(_ body: [UInt8], _ format: HealthFormat) {
        var text = String(decoding: body, as: UTF8.self)
        while let last = text.unicodeScalars.last, last.properties.isWhitespace { text.unicodeScalars.removeLast() }
        reading = format.read(text: text)
        if reading == nil, format != .auto, format != .plain {
            mismatch = "text that is not \(format.words): \(Self.excerpt(body))"
        } else if reading == nil, text.drop(while: \.isWhitespace).first == "<" {
            page = Self.excerpt(body)
        }
    }

    /// The first 80 characters, harmless, in quotation marks.
    static func excerpt(_ body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(400), as: UTF8.self)
        return "\"\(HarmlessText.line(text.drop { $0.isWhitespace }, limit: 80))\""
    }
}

extension HealthFormat {
    /// True for formats that are nothing but JSON.
    var isJSONOnly: Bool {
        switch self {
        case .native, .spring, .healthJSON, .microprofile, .resilience4j: true
        case .auto, .aspnet, .kubernetes, .envoy, .consul, .plain, .status: false
        }
    }

    /// How a sentence names an answer in this format.
    var words: String {
        switch self {
        case .auto, .plain, .status: "a health answer"
        case .native: "a health answer with \"status\""
        case .spring: "Spring Boot health"
        case .healthJSON: "health+json"
        case .microprofile: "MicroProfile health"
        case .aspnet: "ASP.NET health"
        case .kubernetes: "Kubernetes health"
        case .envoy: "Envoy's clusters or readiness"
        case .consul: "Consul health"
        case .resilience4j: "resilience4j circuit breakers"
        }
    }

    func read(_ value: JSONValue) -> BodyReading? {
        switch self {
        case .auto: FormatDetector.read(value)
        case .native: NativeFormat.read(value)
        case .spring: SpringFormat.read(value)
        case .healthJSON: HealthJSONFormat.read(value)
        case .microprofile: MicroProfileFormat.read(value)
        case .aspnet: AspNetFormat.read(value)
        case .envoy: EnvoyFormat.read(value)
        case .consul: ConsulFormat.read(value)
        case .resilience4j: Resilience4jFormat.read(value)
        case .plain: HealthWord(value["status"] ?? value).map { BodyReading(.plain, stated: $0) }
        case .kubernetes, .status: nil
        }
    }

    func read(text: String) -> BodyReading? {
        switch self {
        case .auto: FormatDetector.read(text: text)
        case .kubernetes: KubernetesFormat.read(text: text) ?? FormatDetector.plain(text: text)
        case .envoy: EnvoyFormat.read(text: text) ?? FormatDetector.plain(text: text)
        case .aspnet: AspNetFormat.read(text: text)
        case .consul, .plain: FormatDetector.plain(text: text)
        case .native, .spring, .healthJSON, .microprofile, .resilience4j, .status: nil
        }
    }
}
