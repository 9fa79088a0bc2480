import AWSTypes
import AWSWire
import Directory

/// A managed policy's ARN and one of its versions, as three operations name them.
struct PolicyVersionName {
    var arn: String
    var version: String

    static let example = #"{"PolicyArn":"arn:aws:iam::111122223333:policy/Example","VersionId":"v1"}"#

    init(_ request: StructureReader) throws {
        arn = try request.policyARN()
        version = try request.required("VersionId")
    }

    func find(in policy: ManagedPolicy) throws(AWSError) -> ManagedPolicy.Version {
        guard let found = policy.versions.first(where: { $0.id == version }) else { throw .versionNotFound(arn, version) }
        return found
    }
}

extension ManagedPolicy.Version {
    func encode(isDefault: Bool, withDocument: Bool, into writer: inout StructureWriter) {
        if withDocument { writer.policy("Document", policy.text) }
        writer.string("VersionId", id)
        writer.boolean("IsDefaultVersion", isDefault)
        writer.timestamp("CreateDate", created)
    }
}
