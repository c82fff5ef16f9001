/// How many actions go together: carefully first, faster while all is well, and not at all when too much fails.
public struct BulkPolicy: Sendable, Equatable, Codable {
    /// Actions a second, once the canary is through.
    var firstRate = 1.0
    /// Never more than so many a second.
    var highestRate = 100.0
    /// With each action that succeeds the rate grows by this factor.
    var growth = 1.1
    /// Actions that may be under way at once.
    var mostUnderWay = 64
    /// It stops by itself when more than this share of the last ``window`` actions did not succeed.
    var highestFailureShare = 0.2
    /// Actions that the share is taken of; with fewer than ``leastForShare`` ended nothing is decided.
    var window = 20
    var leastForShare = 5
    /// From so many on the count must be typed.
    var typedAbove = 1_000
}
