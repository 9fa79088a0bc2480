import AWSTypes
import AWSWire
import ByteJSON
import Directory
import IAMPolicy
import ServiceModel

extension CallRecord {
    /// The call and its outcome in one object.
    func writeSummary(into json: inout JSONWriter) {
        json.beginObject()
        writeFacts(into: &json)
        json.endObject()
    }

    /// The call with the evidence of every decision.
    ///
    /// - Parameter notEnforced: What the server does not enforce; a trace says so, lest it be taken for AWS's word.
    func write(into json: inout JSONWriter, notEnforced: [String]) {
        json.beginObject()
        writeFacts(into: &json)
        json.name("notEnforced")
        json.array(notEnforced) { $0.string($1) }
        json.name("decisions")
        json.array(decisions) { $1.evidence().write(into: &$0) }
        json.endObject()
    }

    private func writeFacts(into json: inout JSONWriter) {
        json.member("requestId", call.requestID)
        json.member("time", call.arrived.iso8601)
        json.member("service", call.service.wire.name)
        json.member("operation", call.operation.name)
        if let caller { json.member("caller", caller.arn) }
        if let endpoint = call.request.arrival.endpointID { json.member("vpcEndpoint", endpoint) }
        json.member("outcome", outcome)
        if let message = error?.message { json.member("message", message) }
        if usedContextHeader { json.member("contextHeader", "used") }
    }
}

extension CallRecord {
    /// How the call ended, in a word.
    var outcome: String {
        if wasDenied { return wasObserved ? "observed" : "denied" }
        return error == nil ? "answered" : "failed"
    }

    /// The call and every decision, for people.
    func lines(notEnforced: [String]) -> [String] {
        let name = "\(call.service.wire.name):\(call.operation.name)"
        var lines = ["\(call.arrived.iso8601) \(name) by \(caller?.arn ?? "somebody unknown"): \(outcome)", "request id \(call.requestID)"]
        lines += notEnforced.map { "not enforced: \($0)" }
        if let error { lines.append("\(ErrorWriter.code(of: error, for: call.wire)): \(error.message ?? "")") }
        for decision in decisions { lines += [""] + decision.evidence().lines() }
        return lines
    }
}
