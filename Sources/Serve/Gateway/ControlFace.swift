import AWSTypes
import AWSWire
import ByteJSON
import Directory
import DynamoDB
import IAMPolicy
import OpenSSL
import ServiceModel

/// The emulator's own paths, `/_portcullis/…`: what it is, what it decided, and the levers of the world.
///
/// Requests with a foreign `Host` or `Origin` are refused and a GET changes nothing, so that no web page can drive it.
package struct ControlFace: Sendable {
    /// Puts the world back to its beginning.
    package var reset: @Sendable () throws -> Void
    /// What stands in `health`: the world's name, and what is not enforced and why.
    package var world: String
    package var notEnforced: [String]
    /// Names that clients may call the server by, besides the loopback's own.
    package var hostNames: [String]

    package init(
        world: String = "default", notEnforced: [String] = [], hostNames: [String] = [], reset: @escaping @Sendable () throws -> Void = {}
    ) {
        self.world = world
        self.notEnforced = notEnforced
        self.hostNames = hostNames
        self.reset = reset
    }

    static let prefix = "/_portcullis/"

    /// Whether a request is for one of these paths.
    func isFor(_ request: IncomingRequest) -> Bool { request.target.utf8.starts(with: Self.prefix.utf8) }

    func answer(_ request: IncomingRequest, gateway: Gateway) -> OutgoingResponse {
        guard isFromHere(request) else { return Self.problem(403, "the Host or Origin of this request is not this machine") }
        let path = request.path.dropFirst(Self.prefix.count).split(separator: "/").map(String.init)
        do {
            switch (request.method, path.first, path.count) {
            case ("GET", "health", 1): return Self.json(health(of: gateway))
            case ("GET", "decisions", 1): return Self.json(latest(of: gateway))
            case ("GET", "decisions", 2): return decision(path[1], of: gateway)
            case ("GET", "explain", 2): return explanation(path[1], of: gateway)
            case ("GET", "operations", 1): return Self.json(operations(of: gateway))
            case ("GET", "principals", 1): return Self.json(principals(of: gateway))
            case ("GET", "mfa", 1): return mfaCode(request, of: gateway)
            case ("GET", "clock", 1): return Self.json(clock(of: gateway))
            case ("POST", "clock", 1): return try setClock(request, of: gateway)
            case ("POST", "can", 1): return try can(request, of: gateway)
            case ("POST", "reset", 1):
                try reset()
                gateway.decisions.removeAll()
                return Self.json(health(of: gateway))
            case (_, "health", 1), (_, "decisions", _), (_, "explain", 2), (_, "operations", 1), (_, "principals", 1), (_, "mfa", 1),
                (_, "clock", 1),
                (_, "reset", 1), (_, "can", 1):
                return Self.problem(405, "\(request.method) is not for this path")
            default: return Self.problem(404, "there is nothing here; see /_portcullis/health")
            }
        } catch {
            return Self.problem(500, String(describing: error))
        }
    }

    private func isFromHere(_ request: IncomingRequest) -> Bool {
        let hosts = request.headers.filter { $0.name.equalsIgnoringASCIICase("Host") }.map(\.value)
        // An origin is `null`, or a scheme and a host without a path.
        let origins = request.headers.filter { $0.name.equalsIgnoringASCIICase("Origin") }.map { header in
            let origin = header.value.lowercased()
            return ["http://", "https://"].first(where: origin.hasPrefix).map { String(origin.dropFirst($0.count)) } ?? origin
        }
        return !hosts.isEmpty && (hosts + origins).allSatisfy(isThisMachine)
    }

    /// Whether a host, with its port or without, is a name of this machine.
    private func isThisMachine(_ host: String) -> Bool {
        let host = host.lowercased()
        let name = host.hasPrefix("[") ? String(host.prefix { $0 != "]" }) + "]" : String(host.prefix { $0 != ":" })
        let rest = host.dropFirst(name.count)
        guard rest.isEmpty || rest.first == ":" && rest.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }) else { return false }
        return ["localhost", "127.0.0.1", "[::1]"].contains(name) || name.hasSuffix(".localhost") || hostNames.contains(name)
    }

    // MARK: What each path shows

    private func health(of gateway: Gateway) -> JSONWriter {
        var json = JSONWriter()
        json.beginObject()
        json.member("status", "ok")
        json.member("version", gateway.settings.version)
        json.member("world", world)
        json.member("mode", gateway.settings.mode.rawValue)
        json.member("denialText", gateway.settings.denialText.rawValue)
        json.member("time", gateway.clock.now.iso8601)
        json.name("services")
        // DynamoDB and its streams go by one name.
        json.array(gateway.registry.services.enumerated().filter { $0.offset == 0 || $0.element.wire.name != "dynamodb" }) {
            $0.string($1.element.wire.name)
        }
        json.name("notEnforced")
        json.array(notEnforced) { $0.string($1) }
        json.name("gaps")
        json.array(Gap.all) { $0.string("\($1.name): \($1.reason)") }
        json.endObject()
        return json
    }

    /// Every operation of every service, read off their tables.
    private func operations(of gateway: Gateway) -> JSONWriter {
        var json = JSONWriter()
        json.beginObject()
        json.name("operations")
        json.array(gateway.registry.services.flatMap { service in service.operations.values.map { (service.wire, $0) } }) { json, entry in
            let (wire, operation) = entry
            json.beginObject()
            json.member("service", wire.name)
            json.member("protocol", wire.wire.rawValue)
            json.member("version", wire.version)
            if let prefix = wire.targetPrefix { json.member("target", prefix + operation.name) }
            json.member("operation", operation.name)
            json.name("example")
            json.raw(operation.example.utf8)
            json.name("needsPermission")
            json.boolean(operation.traits.permission == .needed)
            json.endObject()
        }
        json.endObject()
        return json
    }

    private func latest(of gateway: Gateway) -> JSONWriter {
        var json = JSONWriter()
        json.beginObject()
        json.name("decisions")
        json.array(gateway.decisions.latest.prefix(100)) { $1.writeSummary(into: &$0) }
        json.endObject()
        return json
    }

    private func decision(_ requestID: String, of gateway: Gateway) -> OutgoingResponse {
        guard let record = gateway.decisions[requestID] else {
            return Self.problem(404, "no call with request id \(requestID) is remembered")
        }
        var json = JSONWriter()
        record.write(into: &json, notEnforced: notEnforced)
        return Self.json(json)
    }

    /// A call's evidence for people; `last` is the last call that was denied.
    private func explanation(_ requestID: String, of gateway: Gateway) -> OutgoingResponse {
        let records = gateway.decisions
        guard let record = requestID == "last" ? records.latest.first(where: \.wasDenied) : records[requestID] else {
            return Self.problem(404, requestID == "last" ? "no call was denied" : "no call with request id \(requestID) is remembered")
        }
        let text = Array((record.lines(notEnforced: notEnforced).joined(separator: "\n") + "\n").utf8)
        return Self.response(200, text, contentType: "text/plain; charset=utf-8")
    }

    /// Everybody who has a long-term key, with it: what `portcullis env` prints. A development server's secrets are its
    /// user's own.
    private func principals(of gateway: Gateway) -> JSONWriter {
        let world = gateway.directory.snapshot
        var json = JSONWriter()
        json.beginObject()
        json.member("region", gateway.settings.defaultRegion)
        json.name("principals")
        json.array(world.accessKeys.all) { json, key in
            json.beginObject()
            json.member("account", key.account)
            json.member("accountName", world.accounts[key.account]?.name)
            json.member("name", key.userName ?? "root")
            json.member("accessKeyId", key.id)
            json.member("secretAccessKey", key.secret)
            json.endObject()
        }
        json.name("endpoints")
        json.array(world.endpoints.all) { json, endpoint in
            json.beginObject()
            json.member("id", endpoint.id)
            json.name("port")
            json.integer(endpoint.port ?? 0)
            json.endObject()
        }
        json.endObject()
        return json
    }

    /// The code that a virtual device shows now: `?serial=arn:aws:iam::111122223333:mfa/article`, or its name.
    private func mfaCode(_ request: IncomingRequest, of gateway: Gateway) -> OutgoingResponse {
        let parameters = FormDecoder.parameters(of: request.query?.utf8 ?? ""[...].utf8)
        let name = parameters.first { $0.name == "serial" }?.value ?? ""
        let devices = gateway.directory.snapshot.mfaDevices.all.filter { device in
            device.serialNumber == name || device.pathAndName.split(separator: "/").last.map(String.init) == name
        }
        guard devices.count == 1, let device = devices.first else {
            return Self.problem(404, devices.isEmpty ? "there is no MFA device \(name)" : "several MFA devices are called \(name)")
        }
        let step = TOTP.step(at: gateway.clock.now.seconds) + device.drift
        // A code is good once: past one that was used, the next is shown.
        let unused = max(step, device.lastStep + 1)
        var json = JSONWriter()
        json.beginObject()
        json.member("serialNumber", device.serialNumber)
        json.member("code", TOTP.code(secret: device.seed, step: unused))
        json.member("nextCode", TOTP.code(secret: device.seed, step: unused + 1))
        json.name("secondsLeft")
        json.integer(Int(30 - gateway.clock.now.seconds % 30))
        json.endObject()
        return Self.json(json)
    }

    private func clock(of gateway: Gateway) -> JSONWriter {
        var json = JSONWriter()
        json.beginObject()
        json.member("time", gateway.clock.now.iso8601Milliseconds)
        json.endObject()
        return json
    }

    /// `{"advanceSeconds": 300}` moves the world's clock on; `{"reset": true}` gives it the machine's time again.
    private func setClock(_ request: IncomingRequest, of gateway: Gateway) throws -> OutgoingResponse {
        let reader = StructureReader(try? JSONDocument(parsing: request.body))
        if try reader.boolean("reset") == true {
            gateway.clock.reset()
        } else if let seconds = try reader.integer("advanceSeconds") {
            let (milliseconds, overflows) = Int64(clamping: seconds).multipliedReportingOverflow(by: 1000)
            guard !overflows, gateway.clock.advance(milliseconds: milliseconds) else {
                return Self.problem(400, "the world's time stays between 1970 and 9998")
            }
        } else {
            return Self.problem(400, "say {\"advanceSeconds\": 300} or {\"reset\": true}")
        }
        return Self.json(clock(of: gateway))
    }

    static func json(_ writer: JSONWriter, status: Int = 200) -> OutgoingResponse {
        response(status, writer.bytes, contentType: "application/json")
    }

    private static func response(_ status: Int, _ body: [UInt8], contentType: String) -> OutgoingResponse {
        var headers = HeaderLines()
        headers.append("Content-Type", contentType)
        headers.append(contentLength: body.count)
        headers.append("Cache-Control", "no-store")
        return OutgoingResponse(status: status, headers: headers, body: body)
    }

    static func problem(_ status: Int, _ text: String) -> OutgoingResponse {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("error", text)
        writer.endObject()
        return json(writer, status: status)
    }
}
