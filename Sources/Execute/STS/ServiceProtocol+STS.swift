package import AWSWire

extension ServiceProtocol {
    package static let sts = ServiceProtocol(
        name: "sts", wire: .query, version: "2011-06-15", xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
        eventSource: "sts.amazonaws.com")
}
