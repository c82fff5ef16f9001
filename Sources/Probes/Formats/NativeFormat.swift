import Foundation

/// This project's own health answer (formats.md 2.2):
/// `{"status":"healthy","checks":{"db":{"status":"healthy","details":…,"timestamp":"…"}}}`.
enum NativeFormat {
    static func read(_ value: JSONValue) -> BodyReading? {
        guard value.object != nil, let stated = HealthWord(value["status"]) else { return nil }
        let members = value["checks"]?.object ?? []
        let checks = members.prefix(AnsweredCheck.limit).map { check($0.key, $0.value) }
        return BodyReading(.native, stated: stated, checks: checks)
    }

    private static func check(_ name: String, _ value: JSONValue) -> AnsweredCheck {
        let word = HealthWord(value["status"]) ?? HealthWord(value)
        let details = value["details"] ?? value["detail"] ?? value["error"] ?? value["message"]
        var check = AnsweredCheck.fromOutside(name, word?.health ?? .unknown, detail: details?.line ?? "")
        if check.detail.isEmpty, let word, !word.isKnown { check.detail = HarmlessText.line(word.text, limit: 80) }
        check.checkedAt = value["timestamp"].flatMap(Timestamp.read)
        return check
    }
}
