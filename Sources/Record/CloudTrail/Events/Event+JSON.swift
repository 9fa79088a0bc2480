import AWSTypes
import AWSWire
import ByteJSON
import ServiceModel

extension Event {
    /// The version of the record that these members are of (CloudTrail User Guide, "Record contents"; 1.08 to 1.10 recorded).
    static let recordVersion = "1.11"

    /// The record as LookupEvents gives it: JSON on one line, its members in the recorded order.
    package var json: String {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("eventVersion", Self.recordVersion)
        writer.name("userIdentity")
        identity.write(into: &writer)
        writer.member("eventTime", time.iso8601)
        writer.member("eventSource", eventSource)
        writer.member("eventName", name)
        writer.member("awsRegion", region)
        writer.member("sourceIPAddress", sourceAddress)
        writer.member("userAgent", userAgent)
        writer.member("errorCode", errorCode)
        writer.member("errorMessage", errorMessage.map(Self.capped))
        writeParameters(into: &writer)
        writer.member("requestID", requestID)
        writer.member("eventID", id)
        writer.member("readOnly", isReadOnly)
        writeResources(into: &writer)
        writer.member("eventType", "AwsApiCall")
        // Recorded for DynamoDB's successes, and not for its denials; the other services' records do not have it.
        if service.wire == .json10, errorCode == nil { writer.member("apiVersion", service.version) }
        writer.member("managementEvent", category == .management)
        writer.member("recipientAccountId", recipientAccount)
        writer.member("sharedEventID", sharedEventID)
        if let vpcEndpointID {
            writer.member("vpcEndpointId", vpcEndpointID)
            writer.member("vpcEndpointAccountId", vpcEndpointAccount)
        }
        writer.member("eventCategory", category.rawValue)
        writeTLS(into: &writer)
        writer.endObject()
        return writer.text
    }

    private func writeParameters(into writer: inout JSONWriter) {
        let isForm = !service.wire.isJSON
        writer.name("requestParameters")
        EventParameters(secretMembers: secretMembers, category: category, isForm: isForm)
            .write(isDenied ? nil : request, into: &writer)
        writer.name("responseElements")
        let isShown = errorCode == nil && showsAnswer && category == .management
        let answer = EventParameters(secretMembers: secretMembers, category: category, isForm: false)
        answer.write(isShown ? response.flatMap { isForm ? XMLAnswer.json(of: $0) : $0 } : nil, into: &writer)
    }

    private func writeResources(into writer: inout JSONWriter) {
        guard !resources.isEmpty else { return }
        writer.name("resources")
        writer.beginArray()
        for resource in resources {
            writer.beginObject()
            writer.member("accountId", resource.account)
            writer.member("type", resource.type)
            writer.member("ARN", resource.arn)
            writer.endObject()
        }
        writer.endArray()
    }

    /// Left out where nothing is known; what is known is shown alone (CloudTrail User Guide, "Record contents").
    private func writeTLS(into writer: inout JSONWriter) {
        guard tls != TLSDetails() else { return }
        writer.name("tlsDetails")
        writer.beginObject()
        writer.member("tlsVersion", tls.version)
        writer.member("cipherSuite", tls.cipherSuite)
        writer.member("clientProvidedHostHeader", tls.hostHeader)
        writer.endObject()
    }

    /// At most 1 KB (CloudTrail User Guide, "Record contents"), cut between characters.
    private static func capped(_ message: String) -> String {
        guard message.utf8.count > 1024 else { return message }
        var count = 0
        let kept = message.unicodeScalars.prefix { scalar in
            count += UTF8.width(scalar)
            return count <= 1024
        }
        return String(String.UnicodeScalarView(kept))
    }
}
