package import AWSWire

extension ServiceProtocol {
    package static let iam = ServiceProtocol(
        name: "iam", wire: .query, version: "2010-05-08", xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
        eventSource: "iam.amazonaws.com")
}
