import AWSTypes
import Directory
import IAMPolicy
import OpenSSL
import ServiceModel

/// DynamoDB asking KMS on behalf of one call about one table: each question with its conditions, each call with its event.
///
/// What it throws is KMS's own error; `noting` puts DynamoDB's frame around it.
struct TableKeyAsker: Sendable {
    var table: EncryptedTable
    var context: OperationContext
    var store: DirectoryStore
    var random: any RandomSource
    var style: DenialTextStyle

    // MARK: Keys

    func reference(_ text: String) throws(AWSError) -> KeyReference {
        try KeyReference(
            text, takingAliases: true, account: table.account, region: table.region, directory: store.snapshot, now: context.now)
    }

    func key(_ reference: KeyReference) throws(AWSError) -> Key { try store.snapshot.key(reference.arn, at: context.now) }

    /// The key that a table leaves: it must be usable, or what it encrypts cannot be encrypted anew (recorded: the change
    /// fails with the former key's error).
    func formerKey(_ arn: String) throws -> KeyReference {
        do {
            let former = try reference(arn)
            try KeyStates.enabled.check(try key(former))
            return former
        } catch {
            throw TableKeyFault.framing(error, requestID: random.uuid())
        }
    }

    // MARK: Questions

    /// Asks with the caller's credentials; DynamoDB says that it is the one who calls.
    func askCaller(_ action: String, on key: KeyReference, _ call: CallConditions) throws(AWSError) {
        var conditions = call
        conditions.viaService = table.regionalService
        let decision = context.authority.decide(
            asOfNow.question(action, on: key, conditions), for: context.caller, via: EncryptedTable.service)
        if !decision.isAllowed && context.authority.enforces(decision) { throw KMSService.refusal(decision, style) }
    }

    /// Asks as DynamoDB, whose only permission is its grants.
    ///
    /// - Parameter toleratingLostGrant: Whether only a policy's denial counts. A table whose grants were revoked can be moved
    ///   to another key (recorded), so leaving a key needs none.
    func askService(
        _ action: String, on key: KeyReference, _ call: CallConditions, toleratingLostGrant: Bool = false
    ) throws(AWSError) {
        var conditions = call
        conditions.others["aws:SourceArn"] = .single(table.arn)
        let decision = context.authority.decide(
            asOfNow.question(action, on: key, conditions, isService: true), forService: table.servicePrincipal)
        if decision.isAllowed || toleratingLostGrant && decision.outcome == .implicitDeny { return }
        if !context.authority.enforces(decision) { return }
        throw KMSService.refusal(decision, style)
    }

    /// The permissions that the article names and AWS was not seen to ask of callers. Only a denial becomes an event: nothing
    /// is done with an allow.
    ///
    /// - Parameter former: The key that a table leaves, to be encrypted from; the new one where there is none, as the article
    ///   has the permissions be there beforehand.
    func askForArticle(_ key: KeyReference, replacing former: KeyReference?) throws {
        let source = former ?? key
        let conditions = CallConditions(encryptionContext: table.encryptionContext)
        try noting(TableKeyCall.generateDataKey(key, table.encryptionContext), asCaller: true, successToo: false) {
            try askCaller("kms:GenerateDataKey", on: key, conditions)
        }
        try noting(TableKeyCall.reEncrypt(from: source, to: key, table.encryptionContext), asCaller: true, successToo: false) {
            try askCaller("kms:ReEncryptFrom", on: source, conditions)
            try askCaller("kms:ReEncryptTo", on: key, conditions)
        }
    }

    /// The call's circumstances in the world as it is by now: what the call itself has made is there.
    private var asOfNow: OperationContext {
        var context = context
        context.directory = store.snapshot
        return context
    }

    // MARK: Events and errors

    /// Does the work of a call to KMS, records the call, and turns KMS's error into what DynamoDB's caller sees.
    ///
    /// - Parameter successToo: Whether a call that succeeds is recorded here.
    @discardableResult
    func noting<Result>(
        _ call: TableKeyCall, asCaller: Bool, successToo: Bool = true, _ body: () throws -> Result
    ) throws -> Result {
        do {
            let result = try body()
            if successToo { context.authority.record(call.event(asCaller: asCaller)) }
            return result
        } catch let error as AWSError {
            context.authority.record(call.event(asCaller: asCaller, error: error))
            throw TableKeyFault.framing(error, requestID: random.uuid())
        }
    }
}
