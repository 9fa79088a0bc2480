import AWSWire
package import ServiceModel

/// CloudTrail, as far as it is needed to find out why a call was denied: looking events up.
package enum CloudTrailService {
    /// - Parameter dataEventsInLookup: Whether look-ups show data events too. AWS's never do (CloudTrail User Guide, "Viewing
    ///   recent management events"); it helps whoever learns with calls to items.
    package static func make(events: EventStore, dataEventsInLookup: Bool = false) -> Service {
        Service(
            ServiceProtocol(
                name: "cloudtrail", wire: .json11, targetPrefix: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.",
                version: "2013-11-01", eventSource: "cloudtrail.amazonaws.com"),
            operations: [
                AnyOperation(LookupEvents(events: events, includesData: dataEventsInLookup))
            ])
    }
}
