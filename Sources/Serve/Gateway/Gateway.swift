import AWSTypes
package import AWSWire
package import CloudTrail
package import Directory
import IAMPolicy
package import OpenSSL
package import ServiceModel
import SigV4

/// One port for all services: takes a request through every step and makes its answer.
///
/// It answers on the thread that asks. What must wait (a grouped write for its commit, a long operation for a thread)
/// is the concern of whoever calls the steps one by one: `accept`, `authenticate`, `prepare`, `perform`, `conclude`.
package final class Gateway: Sendable {
    package let settings: GatewaySettings
    package let registry: ServiceRegistry
    package let directory: DirectoryStore
    package let clock: WorldClock
    package let decisions: DecisionLog
    package let events: EventStore
    let tokens: SessionTokens
    /// When long-term keys were used, for IAM to tell.
    let uses: AccessKeyUses
    let random: any RandomSource
    let callers = RevisionCache<Caller>()
    /// The RCPs above each account's resources; nil where none are in play.
    let resourceControl = RevisionCache<[PolicyLevel]?>()
    let signingKeys = SigningKeyCache()
    let date = HTTPDateCache()
    let face: ControlFace

    package init(
        settings: GatewaySettings = GatewaySettings(), services: [Service], directory: DirectoryStore, clock: WorldClock,
        tokens: SessionTokens, uses: AccessKeyUses = AccessKeyUses(), events: EventStore, random: any RandomSource = SystemRandom(),
        face: ControlFace = ControlFace()
    ) {
        self.settings = settings
        registry = ServiceRegistry(services)
        self.directory = directory
        self.clock = clock
        self.tokens = tokens
        self.uses = uses
        self.events = events
        self.random = random
        self.face = face
        decisions = DecisionLog(
            denied: settings.rememberedDenials, others: settings.rememberedOthers, bytes: settings.rememberedBytes)
    }

    /// Answers one request.
    ///
    /// Every failure becomes an answer too, so nothing is thrown. The call is recorded before its answer leaves: whoever
    /// has the answer can look up the event.
    package func answer(_ request: IncomingRequest) -> OutgoingResponse {
        switch accept(request) {
        case .answered(let response): response
        case .control(let work): work()
        case .call(let call): conclude(carryOut(call))
        }
    }

    /// Authenticates, authorizes and executes an accepted call.
    package func carryOut(_ call: Call) -> CallRecord {
        let record = CallRecord(call)
        authenticate(record)
        prepare(record)
        perform(record)
        return record
    }

    /// Finds out who calls.
    package func authenticate(_ record: CallRecord) {
        step(of: record) { record.caller = try authenticate(record.call, noting: record) }
    }

    /// Reads what is asked, and asks whether the caller may.
    package func prepare(_ record: CallRecord) {
        step(of: record) { record.execution = try prepare(record.call, noting: record) }
    }

    /// Does what is asked.
    package func perform(_ record: CallRecord) {
        step(of: record) { record.answer = try execute(record) }
    }

    /// Takes a step of a call, unless an earlier one has ended it.
    private func step(of record: CallRecord, _ body: () throws -> Void) {
        guard record.error == nil else { return }
        do { try body() } catch { record.error = fault(for: error, in: record.call) }
    }

    /// Records a call as it ended and makes its answer.
    package func conclude(_ record: CallRecord) -> OutgoingResponse {
        self.record(record)
        let response = respond(to: record)
        record.dropBodies()
        decisions.append(record)
        return response
    }
}
