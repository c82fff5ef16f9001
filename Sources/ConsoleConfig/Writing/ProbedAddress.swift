/// What an endpoint answered when it was asked what it is; the material of a first config.
public struct ProbedAddress: Sendable, Equatable {
    /// The address that was asked.
    public var address: EndpointAddress
    /// The format that was told from its answer; `nil` when there was none to tell it from.
    public var format: AnswerFormat?
    /// What it said of itself, in words for a comment: `healthy in 12 ms`, `connection refused`.
    public var finding: String
    /// The name that it gives itself, where its answer has one.
    public var serviceName: String?
    /// The root of its Operations API, where one answered.
    public var operations: EndpointAddress?

    /// What came of asking `address`.
    public init(
        address: EndpointAddress, format: AnswerFormat? = nil, finding: String, serviceName: String? = nil,
        operations: EndpointAddress? = nil
    ) {
        self.address = address
        self.format = format
        self.finding = finding
        self.serviceName = serviceName
        self.operations = operations
    }
}
