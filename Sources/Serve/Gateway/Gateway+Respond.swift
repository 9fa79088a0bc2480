import AWSTypes
import AWSWire
import Directory
import OpenSSL
import ServiceModel
import Synchronization
import Zlib

extension Gateway {
    /// Makes the answer of a call as its protocol writes it.
    func respond(to record: CallRecord) -> OutgoingResponse {
        let call = record.call
        if let error = record.error { return faultAnswer(error, to: call.request, by: call.service, call.contentType, id: call.requestID) }
        let body = Self.envelope(record.answer ?? [], of: call)
        return answer(200, body, contentType: call.contentType, requestID: call.requestID, to: call.request)
    }

    /// An error's answer to a request that did not become a call.
    func early(_ error: AWSError, to request: IncomingRequest, by service: Service, contentType: String) -> OutgoingResponse {
        faultAnswer(error, to: request, by: service, contentType, id: newRequestID(for: service))
    }

    private func faultAnswer(
        _ error: AWSError, to request: IncomingRequest, by service: Service, _ contentType: String, id: String
    ) -> OutgoingResponse {
        let (status, body) = ErrorWriter.write(error, for: service.wire, requestID: id)
        return answer(status, body, contentType: contentType, requestID: id, to: request)
    }

    /// What AWS answers to methods, paths and content types that no service takes (recorded; 29 bytes).
    func notFound(_ request: IncomingRequest) -> OutgoingResponse {
        answer(
            404, Array("<UnknownOperationException/>\n".utf8), contentType: nil, requestID: newRequestID(for: registry.fallback),
            to: request)
    }

    /// Answers a browser that asks whether it may call (recorded on DynamoDB).
    func preflight(_ request: IncomingRequest) -> OutgoingResponse {
        var response = answer(200, [], contentType: nil, requestID: newRequestID(for: registry.fallback), to: request)
        if let names = request.header("Access-Control-Request-Headers") { response.headers.append("Access-Control-Allow-Headers", names) }
        if let method = request.header("Access-Control-Request-Method") {
            response.headers.append("Access-Control-Allow-Methods", method)
        }
        response.headers.append("Access-Control-Max-Age", "172800")
        return response
    }

    /// An answer with the headers that every one has.
    func answer(
        _ status: Int, _ body: [UInt8], contentType: String?, requestID: String, to request: IncomingRequest
    ) -> OutgoingResponse {
        var (body, encoding): ([UInt8], String?) = (body, nil)
        if body.count >= AcceptedEncoding.threshold, contentType == "application/x-amz-json-1.0",
            let accepted = AcceptedEncoding.choose(request.header("Accept-Encoding")),
            let packed = Deflation.deflate(body, as: accepted.format)
        {
            (body, encoding) = (packed, accepted.name)
        }
        var headers = HeaderLines(minimumCapacity: 256)
        headers.append("Server", "Server")
        headers.append("Date", date.text(at: clock.now))
        if let contentType { headers.append("Content-Type", contentType) }
        if let encoding { headers.append("Content-Encoding", encoding) }
        headers.append(contentLength: body.count)
        headers.append("x-amzn-RequestId", requestID)
        // Of the services, DynamoDB alone sends the checksum.
        if contentType == nil || contentType == "application/x-amz-json-1.0" || contentType == "application/json" {
            headers.append("x-amz-crc32", number: UInt64(CRC32.checksum(body)))
        }
        if request.header("Origin") != nil {
            headers.append("Access-Control-Allow-Origin", "*")
            headers.append("Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date")
        }
        return OutgoingResponse(status: status, headers: headers, body: body)
    }

    /// Puts the members of an answer into what the protocol wraps around them.
    private static func envelope(_ members: [UInt8], of call: Call) -> [UInt8] {
        let name = call.operation.name
        switch call.wire.wire {
        // An operation without output answers with an empty body (recorded; of DynamoDB's: TagResource and UntagResource).
        case .json10, .json11: return call.operation.isVoid && members == Array("{}".utf8) ? [] : members
        case .query:
            var body = Array("<\(name)Response xmlns=\"\(call.wire.xmlNamespace ?? "")\">".utf8)
            if !call.operation.isVoid { body += Array("<\(name)Result>".utf8) + members + Array("</\(name)Result>".utf8) }
            body.appendXMLTag("ResponseMetadata")
            body.appendXMLElement("RequestId", call.requestID)
            return body + Array("</ResponseMetadata></\(name)Response>".utf8)
        case .ec2:
            var body = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(name)Response xmlns=\"\(call.wire.xmlNamespace ?? "")\">".utf8)
            body.appendXMLElement("requestId", call.requestID)
            return body + members + Array("</\(name)Response>".utf8)
        }
    }
}

/// The `Date` header's text, made once a second.
final class HTTPDateCache: Sendable {
    private let last = Mutex<(second: Int64, text: String)>((.min, ""))

    func text(at moment: Timestamp) -> String {
        last.withLock { last in
            if last.second != moment.seconds { last = (moment.seconds, moment.httpDate) }
            return last.text
        }
    }
}
