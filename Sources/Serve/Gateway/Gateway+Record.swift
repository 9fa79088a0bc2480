import AWSTypes
import AWSWire
import ByteJSON
import CloudTrail
import Directory
import IAMPolicy
import OpenSSL
import ServiceModel

extension Gateway {
    /// Writes a call down as an event for CloudTrail, and those of the calls that it led to.
    ///
    /// A call whose caller nobody knows has no event (AWS records none either), and a data event is made only where somebody can look
    /// it up (AWS: where a trail asks for it).
    func record(_ record: CallRecord) {
        guard let caller = record.caller else { return }
        let isKept = record.call.operation.traits.category == .management || events.keepsDataEvents
        guard isKept || !record.serviceCalls.isEmpty else { return }
        let event = event(of: record, by: caller)
        if isKept {
            events.append(event)
            for account in otherOwners(in: record, besides: caller.account) {
                let sharedID = random.uuid()
                events.append(event.shared(with: account, id: random.uuid(), sharedID: sharedID))
            }
        }
        for call in record.serviceCalls {
            guard let service = registry.services.first(where: { $0.wire.eventSource == call.eventSource }) else { continue }
            events.append(event.calling(call, of: service.wire, id: random.uuid(), requestID: random.uuid()))
        }
    }

    private func event(of record: CallRecord, by caller: Caller) -> Event {
        let call = record.call
        let endpoint = call.request.arrival.endpointID.flatMap { directory.snapshot.endpoints[$0] }
        return Event(
            id: random.uuid(), time: call.arrived, caller: caller, service: call.wire, name: call.operation.name,
            traits: call.operation.traits, region: record.region ?? settings.defaultRegion, requestID: call.requestID,
            sourceAddress: call.request.arrival.address, userAgent: call.request.header("User-Agent"), error: record.error,
            request: call.document?.bytes, response: record.answer, resources: resources(of: record),
            vpcEndpointID: call.request.arrival.endpointID, vpcEndpointAccount: endpoint?.account,
            tls: Event.TLSDetails(version: call.request.arrival.isSecure ? "TLSv1.3" : nil, hostHeader: call.request.header("Host")))
    }

    /// The resources that an event lists: tables in data events, keys, and the role that is assumed (CloudTrail User Guide,
    /// "Record contents"; KMS Developer Guide, log entries).
    private func resources(of record: CallRecord) -> [EventResource] {
        let call = record.call
        guard call.operation.traits.category == .data || call.wire.name != "dynamodb", let kind = Self.listedResources[call.wire.name]
        else { return [] }
        var result: [EventResource] = []
        for decision in record.decisions where decision.request.action.utf8.starts(with: kind.actions.utf8) {
            let request = decision.request
            guard request.resource != "*", kind.place.map(request.resource.contains) ?? true else { continue }
            // A stream's data events have a type of their own (CloudTrail User Guide, "Data events").
            let type = request.resource.contains("/stream/") ? "AWS::DynamoDB::Stream" : kind.type
            let resource = EventResource(type: type, arn: request.resource, account: request.resourceAccount)
            if !result.contains(resource) { result.append(resource) }
        }
        return result
    }

    /// By service, how the actions begin that name such a resource, and what its ARN contains where others are named too.
    private static let listedResources: [String: (type: String, actions: String, place: String?)] = [
        "dynamodb": ("AWS::DynamoDB::Table", "dynamodb:", nil), "kms": ("AWS::KMS::Key", "kms:", ":key/"),
        "sts": ("AWS::IAM::Role", "sts:", ":role/"),
    ]

    /// The accounts, besides the caller's, whose resources the call was about: each has the event in its own trail.
    private func otherOwners(in record: CallRecord, besides account: String) -> [String] {
        var result: [String] = []
        for decision in record.decisions {
            let owner = decision.request.resourceAccount
            if owner != account && !result.contains(owner) && !owner.isEmpty { result.append(owner) }
        }
        return result
    }
}
