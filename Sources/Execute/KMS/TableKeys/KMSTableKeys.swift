import AWSTypes
package import Directory
package import IAMPolicy
package import OpenSSL
package import ServiceModel

/// DynamoDB's side of KMS: the keys of tables, taken into use, opened and let go of.
///
/// Which call is made as whom is recorded in AWS's events: DescribeKey, CreateGrant and Decrypt with the caller's
/// credentials, GenerateDataKey, ReEncrypt and RetireGrant as DynamoDB by the grants. In each, permission is looked at
/// before the key's state, so that nobody learns a key's state who may not use it; AWS's order is not recorded.
///
/// Grants count from the moment they are made. An authority that is asked for DynamoDB must therefore see the directory of
/// that moment, not the one that the call began with.
package struct KMSTableKeys: TableKeys {
    private let store: DirectoryStore
    private let random: any RandomSource
    private let permissions: KMSCallerPermissions
    private let style: DenialTextStyle
    private let decrypted: DecryptedKeys

    /// - Parameter cacheSeconds: How long an opened key stays open; AWS's is 300, and 0 shows every change at once.
    package init(
        store: DirectoryStore, random: any RandomSource, permissions: KMSCallerPermissions = .recorded, cacheSeconds: Int = 0,
        style: DenialTextStyle = .current
    ) {
        self.store = store
        self.random = random
        self.permissions = permissions
        self.style = style
        decrypted = DecryptedKeys(seconds: Int64(cacheSeconds))
    }

    /// Forgets which keys are open, for a world that begins anew.
    package func forgetOpenKeys() { decrypted.forgetAll() }

    package func take(
        _ reference: String?, for table: EncryptedTable, replacing former: String?, in context: OperationContext
    ) throws -> String {
        let asker = asker(for: table, in: context)
        let source = try former.map { try asker.formerKey($0) }
        let key = try describe(reference ?? AWSManagedKey.alias, asker)
        var issued: [Key.IssuedGrant] = []
        do {
            for _ in 0..<2 { issued.append(try createGrant(on: key, asker)) }
            if permissions == .article { try asker.askForArticle(key, replacing: source) }
            try generateDataKey(under: key, asker)
            if let source { try reEncrypt(from: source, to: key, asker) }
        } catch {
            // No table comes of it, so no grant stays.
            try? remove(issued, from: key)
            throw error
        }
        return key.arn
    }

    package func open(_ keyARN: String, for table: EncryptedTable, in context: OperationContext) throws {
        let use = DecryptedKeys.Use(
            accessKeyID: context.caller.accessKeyID, principal: context.caller.arn, table: table, keyARN: keyARN)
        if decrypted.isFresh(use, at: context.now) { return }
        let asker = asker(for: table, in: context)
        let key = try asker.reference(keyARN)
        let call = TableKeyCall.decrypt(key, table.encryptionContext)
        try asker.noting(call, asCaller: true) {
            _ = try asker.key(key)
            try asker.askCaller("kms:Decrypt", on: key, CallConditions(encryptionContext: table.encryptionContext))
            try KeyStates.enabled.check(try asker.key(key))
        }
        decrypted.keep(use, at: context.now)
    }

    package func release(_ keyARN: String, for table: EncryptedTable, in context: OperationContext) {
        let asker = asker(for: table, in: context)
        guard let key = try? asker.reference(keyARN), let found = try? asker.key(key) else { return }
        for grant in found.grants where table.isServed(by: grant) {
            // What a key's policy forbids to retire stays, as on AWS; the table does not wait for it.
            try? asker.noting(TableKeyCall.retireGrant(grant, on: key), asCaller: false) {
                try asker.askService("kms:RetireGrant", on: key, CallConditions())
                try remove([grant], from: key)
            }
        }
    }

    // MARK: The steps of taking a key

    private func describe(_ text: String, _ asker: TableKeyAsker) throws -> KeyReference {
        let (table, context) = (asker.table, asker.context)
        if AWSManagedKey.isMeant(by: text, account: table.account, region: table.region) {
            _ = try AWSManagedKey.key(of: table.account, in: table.region, store: store, random: random, now: context.now)
        }
        let key = try asker.noting(TableKeyCall.describeKey(text, nil), asCaller: true, successToo: false) { try asker.reference(text) }
        try asker.noting(TableKeyCall.describeKey(text, key), asCaller: true) {
            // A key of another account is nobody's to know of who may not describe it; one's own is reported missing at once.
            if key.account == context.account { _ = try asker.key(key) }
            try asker.askCaller("kms:DescribeKey", on: key, CallConditions())
            _ = try asker.key(key)
        }
        return key
    }

    private func createGrant(on key: KeyReference, _ asker: TableKeyAsker) throws -> Key.IssuedGrant {
        let specification = asker.table.grant(named: random.uuid())
        let call = TableKeyCall.createGrant(specification, on: key)
        let grant = try asker.noting(call, asCaller: true, successToo: false) {
            try asker.askCaller("kms:CreateGrant", on: key, specification.conditions(isForAWSResource: true))
            return try store.update { directory in
                var found = try directory.key(key.arn, at: asker.context.now)
                try KeyStates.enabled.check(found)
                let grant = try specification.issue(on: &found, by: asker.context.account, at: asker.context.now, random: random)
                directory.keys[found.arn] = found
                return grant
            }
        }
        asker.context.authority.record(call.granting(grant).event(asCaller: true))
        return grant
    }

    private func generateDataKey(under key: KeyReference, _ asker: TableKeyAsker) throws {
        let context = asker.table.encryptionContext
        try asker.noting(TableKeyCall.generateDataKey(key, context), asCaller: false) {
            try asker.askService("kms:GenerateDataKey", on: key, CallConditions(encryptionContext: context))
        }
    }

    private func reEncrypt(from source: KeyReference, to key: KeyReference, _ asker: TableKeyAsker) throws {
        let context = asker.table.encryptionContext
        try asker.noting(TableKeyCall.reEncrypt(from: source, to: key, context), asCaller: false) {
            var conditions = CallConditions(encryptionContext: context)
            conditions.others["kms:ReEncryptOnSameKey"] = .single(String(source == key))
            try asker.askService("kms:ReEncryptFrom", on: source, conditions, toleratingLostGrant: true)
            try asker.askService("kms:ReEncryptTo", on: key, conditions)
        }
    }

    private func remove(_ grants: [Key.IssuedGrant], from key: KeyReference) throws {
        let ids = Set(grants.map(\.id))
        guard !ids.isEmpty else { return }
        try store.update { directory in
            guard var found = directory.keys[key.arn] else { return }
            found.grants.removeAll { ids.contains($0.id) }
            directory.keys[key.arn] = found
        }
    }

    private func asker(for table: EncryptedTable, in context: OperationContext) -> TableKeyAsker {
        TableKeyAsker(table: table, context: context, store: store, random: random, style: style)
    }
}
