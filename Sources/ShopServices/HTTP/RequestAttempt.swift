import HTTPTypes
import Hummingbird

/// Which try of a command a request is: chance that depends on nothing else would fail every try alike.
enum RequestAttempt {
    static let headerName = "x-attempt"

    /// From 1; 1 for everything that makes no sense.
    static func read(_ request: Request) -> Int {
        guard let name = HTTPField.Name(headerName), let number = request.headers[name].flatMap({ Int($0) }) else {
            return 1
        }
        return max(1, number)
    }
}
