import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// A grant together with the key it is on, as listings show it.
struct ListedGrant: Sendable {
    var keyARN: String
    var grant: Key.IssuedGrant

    /// Where it stands in a listing.
    var place: String { "\(keyARN)/\(grant.id)" }
}

extension StructureWriter {
    mutating func grants(_ page: Page<ListedGrant>) {
        structures("Grants", page.elements) { writer, listed in
            let grant = listed.grant
            writer.string("KeyId", listed.keyARN)
            writer.string("GrantId", grant.id)
            writer.string("Name", grant.name)
            writer.timestamp("CreationDate", grant.created)
            writer.string("GranteePrincipal", grant.grantee)
            writer.string("RetiringPrincipal", grant.retiring)
            writer.string("IssuingAccount", ARN.root(of: grant.issuingAccount).description)
            writer.strings("Operations", grant.operations)
            guard grant.encryptionContextSubset != nil || grant.encryptionContextEquals != nil else { return }
            writer.structure("Constraints") { writer in
                writer.constraint("EncryptionContextSubset", grant.encryptionContextSubset)
                writer.constraint("EncryptionContextEquals", grant.encryptionContextEquals)
            }
        }
        pageEnd(page)
    }

    private mutating func constraint(_ name: String, _ pairs: [String: String]?) {
        if let pairs { stringMap(name, EncryptionContext(pairs).sorted) }
    }
}
