import AWSTypes
package import AWSWire
import ByteJSON
import Directory
import OpenSSL
import ServiceModel

/// What became of a request before anybody looked at its signature.
package enum Reception: Sendable {
    case answered(OutgoingResponse)
    /// Work on the emulator itself, such as a reset, which may take time and must not be part of a group of writes.
    case control(@Sendable () -> OutgoingResponse)
    case call(Call)
}

extension Gateway {
    /// Recognises a request: its method, content type, service, operation and body, in the order in which DynamoDB
    /// refuses them (recorded; dynalite's connection tests).
    package func accept(_ request: IncomingRequest) -> Reception {
        if face.isFor(request) { return .control { self.face.answer(request, gateway: self) } }
        switch request.method {
        case "POST": return acceptPost(request)
        case "GET": return acceptGet(request)
        case "OPTIONS" where request.header("Origin") != nil: return .answered(preflight(request))
        default: return .answered(notFound(request))
        }
    }

    private func acceptPost(_ request: IncomingRequest) -> Reception {
        let contentType = request.header("Content-Type").map(Self.mediaType) ?? ""
        if contentType == "application/x-www-form-urlencoded" { return acceptForm(request, FormDecoder.parameters(of: request.body)) }
        let target = request.header("X-Amz-Target").flatMap(registry.target)
        let isJSON10 = contentType == "application/json" || contentType == "application/x-amz-json-1.0"
        let isRight = target?.service.wire.wire == .json11 ? isJSON10 || contentType == "application/x-amz-json-1.1" : isJSON10
        if !request.body.isEmpty && !isRight { return .answered(notFound(request)) }
        return acceptJSON(request, contentType: contentType, target: target)
    }

    private func acceptJSON(
        _ request: IncomingRequest, contentType: String, target: (service: Service, operation: AnyOperation?)?
    ) -> Reception {
        let service = target?.service ?? registry.fallback
        let answerType =
            contentType == "application/json" || request.body.isEmpty && contentType.isEmpty ? "application/json" : service.contentType
        var document: JSONDocument?
        if !request.body.isEmpty || request.isPacked {
            do throws(AWSError) {
                document = try request.jsonDocument()
            } catch {
                return .answered(early(error, to: request, by: service, contentType: answerType))
            }
        }
        guard let operation = target?.operation else {
            return .answered(early(AWSError(.unknownOperation), to: request, by: service, contentType: answerType))
        }
        return .call(call(request, service, operation, document, contentType: answerType))
    }

    private func acceptForm(_ request: IncomingRequest, _ parameters: [(name: String, value: String)]) -> Reception {
        let version = parameters.first { $0.name == "Version" }?.value ?? ""
        let action = parameters.first { $0.name == "Action" }?.value ?? ""
        guard let service = registry.service(queryVersion: version) else { return .answered(notFound(request)) }
        guard let operation = service.operations[action] else {
            let fault = AWSError(.unknownOperation, "Could not find operation \(action) for version \(version)")
            return .answered(early(fault, to: request, by: service, contentType: service.contentType))
        }
        return .call(call(request, service, operation, FormDecoder.document(of: parameters), contentType: service.contentType))
    }

    /// A GET is DynamoDB's health check, or a Query request with its parameters in the URL.
    private func acceptGet(_ request: IncomingRequest) -> Reception {
        if let query = request.query {
            let parameters = FormDecoder.parameters(of: query.utf8)
            if parameters.contains(where: { $0.name == "Action" }) { return acceptForm(request, parameters) }
        }
        guard request.path == "/" else { return .answered(notFound(request)) }
        let body = Array("healthy: dynamodb.\(settings.defaultRegion).amazonaws.com ".utf8)
        return .answered(answer(200, body, contentType: nil, requestID: newRequestID(for: registry.fallback), to: request))
    }

    private func call(
        _ request: IncomingRequest, _ service: Service, _ operation: AnyOperation, _ document: JSONDocument?, contentType: String
    ) -> Call {
        Call(
            request: request, service: service, operation: operation, document: document, requestID: newRequestID(for: service),
            arrived: clock.now, contentType: contentType)
    }

    /// DynamoDB's ids are 52 letters and digits with a fixed end (recorded), the others' are UUIDs.
    func newRequestID(for service: Service) -> String {
        guard service.wire.wire == .json10 else { return random.uuid() }
        return random.string(26, alphabet: "0123456789ABCDEFGHIJKLMNOPQRSTUV") + "VV4KQNSO5AEMVJF66Q9ASUAAJG"
    }

    /// The part of a content type before its parameters, in lower case.
    private static func mediaType(_ header: String) -> String {
        // Nearly always it is all there is, written as it should be.
        if header == "application/x-amz-json-1.0" { return header }
        let isPlain = header.utf8.allSatisfy { byte in
            byte > UInt8(ascii: " ") && byte != UInt8(ascii: ";") && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        }
        guard !isPlain else { return header }
        let end = header.utf8.firstIndex(of: UInt8(ascii: ";")) ?? header.endIndex
        return header[..<end].trimmingBlanks().lowercased()
    }
}

extension ServiceRegistry {
    /// Who answers what nobody is named for: DynamoDB.
    var fallback: Service { self[name: "dynamodb"] ?? services[0] }
}

extension Service {
    /// The content type of this service's answers.
    var contentType: String {
        switch wire.wire {
        case .json10: "application/x-amz-json-1.0"
        case .json11: "application/x-amz-json-1.1"
        case .query: "text/xml"
        case .ec2: "text/xml;charset=UTF-8"
        }
    }
}

extension Substring {
    fileprivate func trimmingBlanks() -> Substring {
        var rest = self
        while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return rest
    }
}
