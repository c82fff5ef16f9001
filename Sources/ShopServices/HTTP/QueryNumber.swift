import Hummingbird

/// A whole number in a query, such as `limit=20`.
enum QueryNumber {
    /// - Returns: `nil` when it is not there.
    /// - Throws: ``ProblemDocument`` with 400 for what is no number above 0.
    static func read(_ name: String, _ request: Request) throws(ProblemDocument) -> Int? {
        guard let text = request.uri.queryParameters[name[...]] else { return nil }
        guard let number = Int(text), number > 0 else {
            throw ProblemDocument(
                400, code: "bad_query", title: "Bad query", detail: "\(name) must be a whole number above 0")
        }
        return number
    }
}
