import Directory
import IAMPolicy
import ServiceModel

/// A table as KMS sees it (DynamoDB Developer Guide, "DynamoDB encryption at rest: usage notes").
extension EncryptedTable {
    var encryptionContext: EncryptionContext {
        EncryptionContext(["aws:dynamodb:tableName": name, "aws:dynamodb:subscriberId": account])
    }

    /// The resource for which DynamoDB calls, `aws:SourceArn`.
    var arn: String { "arn:aws:dynamodb:\(region):\(account):table/\(name)" }

    /// DynamoDB in the table's region: the grantee of its grants, and `kms:ViaService`.
    var regionalService: String { "dynamodb.\(region).amazonaws.com" }

    /// DynamoDB acting as itself, by the name that policies have for it; `KMSService` lets the grants, which name it with
    /// its region, mean it.
    var servicePrincipal: Principal {
        Principal(kind: .service, account: account, arn: Self.service, issuerARN: regionalService)
    }

    /// DynamoDB in events, and in `aws:CalledVia`.
    static let service = "dynamodb.amazonaws.com"

    /// One of the two grants that DynamoDB has on a table's key (recorded with ListGrants).
    func grant(named name: String) -> GrantSpecification {
        GrantSpecification(
            name: name, grantee: regionalService, retiring: regionalService,
            operations: ["DescribeKey", "GenerateDataKey", "Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo", "RetireGrant"],
            encryptionContextSubset: encryptionContext)
    }

    func isServed(by grant: Key.IssuedGrant) -> Bool {
        grant.grantee == regionalService && grant.encryptionContextSubset == encryptionContext.dictionary
    }
}
