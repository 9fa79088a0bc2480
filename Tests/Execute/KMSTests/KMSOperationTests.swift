import AWSTypes
import Directory
import IAMPolicy
import KMS
import OpenSSL
import ServiceModel
import Testing

@Suite struct KMSOperationTests {
    @Test(arguments: try KMSWorld().service.operations.keys.sorted()) func `an operation's example succeeds`(_ name: String) throws {
        let world = try KMSWorld()
        let request = try world.prepareExample(of: name)
        if name == "CancelKeyDeletion" { try world.call("ScheduleKeyDeletion", request) }
        #expect(world.error(name, request) == "no error")
    }

    @Test(arguments: try KMSWorld().service.operations.keys.sorted()) func `an operation asks for itself`(_ name: String) throws {
        let world = try KMSWorld()
        let request = try world.prepareExample(of: name)
        world.authority.forget()
        _ = world.error(name, request)
        let actions = Set(world.authority.asked.map(\.request.action))
        #expect(actions == (name == "ReEncrypt" ? ["kms:ReEncryptFrom", "kms:ReEncryptTo"] : ["kms:\(name)"]))
    }

    @Test func `pairs whose keys look alike and differ in bytes are two`() throws {
        let world = try KMSWorld()
        func request(_ context: String) -> String { #","EncryptionContext":{\#(context)}}"# }
        let both = #""\u00e9":"1","e\u0301":"2""#
        let answer = try world.call("Encrypt", "{\"KeyId\":\"\(KMSWorld.key)\",\"Plaintext\":\"YQ==\"" + request(both))
        let blob = try KMSWorld.member("CiphertextBlob", of: answer)
        #expect(world.error("Decrypt", "{\"CiphertextBlob\":\"\(blob)\"" + request(both)) == "no error")
        for one in [#""\u00e9":"1""#, #""e\u0301":"2""#, #""\u00e9":"2""#] {
            #expect(world.error("Decrypt", "{\"CiphertextBlob\":\"\(blob)\"" + request(one)) != "no error")
        }
    }

    /// The members of the recorded `describe-key`, with this world's values.
    private static func metadata(id: String, members: String) -> String {
        "{\"KeyMetadata\":{\"AWSAccountId\":\"111122223333\",\"KeyId\":\"\(id)\",\"Arn\":\"\(KMSWorld.arn(id))\",\"CreationDate\":1769860800,\(members)}}"
    }

    @Test func `a symmetric key's metadata`() throws {
        let material = Hex.encode(SHA256.hash(Array(KMSWorld.arn(KMSWorld.key).utf8)))
        let expected = Self.metadata(
            id: KMSWorld.key,
            members: #""Enabled":true,"Description":"for the tables","KeyUsage":"ENCRYPT_DECRYPT","KeyState":"Enabled","Origin":"AWS_KMS","#
                + #""KeyManager":"CUSTOMER","CustomerMasterKeySpec":"SYMMETRIC_DEFAULT","KeySpec":"SYMMETRIC_DEFAULT","#
                + #""EncryptionAlgorithms":["SYMMETRIC_DEFAULT"],"MultiRegion":false,"CurrentKeyMaterialId":""# + material + "\"")
        let world = try KMSWorld()
        for name in [KMSWorld.key, KMSWorld.arn(KMSWorld.key), "alias/music", KMSWorld.alias("alias/music")] {
            #expect(try world.call("DescribeKey", "{\"KeyId\":\"\(name)\"}") == expected)
        }
    }

    @Test func `a MAC key's metadata, and a deleted key's`() throws {
        let world = try KMSWorld()
        #expect(
            try world.call("DescribeKey", "{\"KeyId\":\"\(KMSWorld.hmac)\"}")
                == Self.metadata(
                    id: KMSWorld.hmac,
                    members: #""Enabled":true,"Description":"","KeyUsage":"GENERATE_VERIFY_MAC","KeyState":"Enabled","Origin":"AWS_KMS","#
                        + #""KeyManager":"CUSTOMER","CustomerMasterKeySpec":"HMAC_256","KeySpec":"HMAC_256","MultiRegion":false,"#
                        + #""MacAlgorithms":["HMAC_SHA_256"]"#))
        #expect(
            try world.call("DescribeKey", "{\"KeyId\":\"\(KMSWorld.pending)\"}").contains(
                #""Enabled":false,"Description":"","KeyUsage":"ENCRYPT_DECRYPT","KeyState":"PendingDeletion","DeletionDate":1769947200,"#))
    }

    @Test func `a created key has the default policy, and is enabled`() throws {
        let world = try KMSWorld()
        let answer = try world.call("CreateKey", #"{"Description":"new","Tags":[{"TagKey":"a","TagValue":"b"}]}"#)
        let key = try #require(world.store.snapshot.keys.unordered.first { $0.description == "new" })
        #expect(answer.contains("\"KeyId\":\"\(key.id)\""))
        #expect(key.material.count == 32 && key.tags == [Tag(key: "a", value: "b")])
        let policy = try KMSWorld.member("Policy", of: try world.call("GetKeyPolicy", "{\"KeyId\":\"\(key.id)\"}"))
        #expect(
            policy == """
                {
                  "Version" : "2012-10-17",
                  "Id" : "key-default-1",
                  "Statement" : [ {
                    "Sid" : "Enable IAM User Permissions",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "arn:aws:iam::111122223333:root"
                    },
                    "Action" : "kms:*",
                    "Resource" : "*"
                  } ]
                }
                """)
        #expect(world.authority.asked.prefix(2).map(\.summary) == ["caller kms:CreateKey", "caller kms:TagResource"])
        #expect(
            world.authority.asked[0].request.keys("kms:KeySpec", "kms:KeyUsage", "kms:KeyOrigin", "aws:RequestTag/a", "aws:TagKeys") == [
                "kms:KeySpec=SYMMETRIC_DEFAULT", "kms:KeyUsage=ENCRYPT_DECRYPT", "kms:KeyOrigin=AWS_KMS", "aws:RequestTag/a=b",
                "aws:TagKeys=[\"a\"]",
            ])
        #expect(world.authority.asked[0].request.resource == "*")
    }

    @Test func `a listing comes in pages`() throws {
        let world = try KMSWorld()
        var found: [String] = []
        var request = #"{"Limit":3}"#
        while true {
            let answer = try world.call("ListKeys", request)
            found += answer.split(separator: "\"").filter { $0.utf8.count == 36 }.map(String.init)
            guard let marker = try KMSWorld.memberIfAny("NextMarker", of: answer) else { break }
            #expect(answer.hasSuffix(",\"NextMarker\":\"\(marker)\",\"Truncated\":true}"))
            request = "{\"Limit\":3,\"Marker\":\"\(marker)\"}"
        }
        let here = [KMSWorld.key, KMSWorld.disabled, KMSWorld.pending, KMSWorld.rsa, KMSWorld.hmac, KMSWorld.signing, KMSWorld.other]
        #expect(found == here.sorted())
        #expect(world.error("ListKeys", #"{"Marker":"!"}"#) == "InvalidMarkerException")
    }

    @Test func `tags are set, replaced and taken away`() throws {
        let world = try KMSWorld()
        let list = "{\"KeyId\":\"\(KMSWorld.key)\"}"
        try world.call(
            "TagResource",
            "{\"KeyId\":\"\(KMSWorld.key)\",\"Tags\":[{\"TagKey\":\"team\",\"TagValue\":\"red\"},{\"TagKey\":\"b\",\"TagValue\":\"\"}]}")
        #expect(
            try world.call("ListResourceTags", list)
                == #"{"Tags":[{"TagKey":"b","TagValue":""},{"TagKey":"team","TagValue":"red"}],"Truncated":false}"#)
        try world.call("UntagResource", "{\"KeyId\":\"\(KMSWorld.key)\",\"TagKeys\":[\"team\",\"none\"]}")
        #expect(try world.call("ListResourceTags", list) == #"{"Tags":[{"TagKey":"b","TagValue":""}],"Truncated":false}"#)
    }

    @Test func `aliases name keys, and their questions name both`() throws {
        let world = try KMSWorld()
        try world.call("CreateAlias", "{\"AliasName\":\"alias/new\",\"TargetKeyId\":\"\(KMSWorld.other)\"}")
        try world.call("UpdateAlias", "{\"AliasName\":\"alias/new\",\"TargetKeyId\":\"\(KMSWorld.key)\"}")
        #expect(
            world.authority.asked.map { "\($0.request.action) \($0.request.resource)" } == [
                "kms:CreateAlias \(KMSWorld.alias("alias/new"))", "kms:CreateAlias \(KMSWorld.arn(KMSWorld.other))",
                "kms:UpdateAlias \(KMSWorld.alias("alias/new"))", "kms:UpdateAlias \(KMSWorld.arn(KMSWorld.other))",
                "kms:UpdateAlias \(KMSWorld.arn(KMSWorld.key))",
            ])
        #expect(
            try world.call("ListAliases", "{\"KeyId\":\"\(KMSWorld.key)\"}").contains(
                "{\"AliasName\":\"alias/new\",\"AliasArn\":\"\(KMSWorld.alias("alias/new"))\",\"TargetKeyId\":\"\(KMSWorld.key)\","
                    + "\"CreationDate\":1769860800,\"LastUpdatedDate\":1769860800}"))
        try world.call("DeleteAlias", #"{"AliasName":"alias/new"}"#)
        #expect(world.store.snapshot.aliases[KMSWorld.alias("alias/new")] == nil)
    }

    @Test func `what was sealed opens with the same context only`() throws {
        let world = try KMSWorld()
        let members = #""EncryptionContext":{"b":"2","a":"1"}"#
        let answer = try world.call("GenerateDataKey", "{\"KeyId\":\"alias/music\",\"KeySpec\":\"AES_256\",\(members)}")
        let (blob, plaintext) = (try KMSWorld.member("CiphertextBlob", of: answer), try KMSWorld.member("Plaintext", of: answer))
        #expect(blob.hasPrefix("AQIC"))
        let moved = try world.call(
            "ReEncrypt", "{\"CiphertextBlob\":\"\(blob)\",\"DestinationKeyId\":\"\(KMSWorld.other)\",\"Source\(members.dropFirst())}")
        let movedBlob = try KMSWorld.member("CiphertextBlob", of: moved)
        #expect(
            try world.call("Decrypt", "{\"CiphertextBlob\":\"\(blob)\",\(members)}").hasPrefix(
                "{\"KeyId\":\"\(KMSWorld.arn(KMSWorld.key))\",\"Plaintext\":\"\(plaintext)\",\"EncryptionAlgorithm\":\"SYMMETRIC_DEFAULT\"")
        )
        #expect(
            try world.call("Decrypt", "{\"CiphertextBlob\":\"\(movedBlob)\"}").hasPrefix(
                "{\"KeyId\":\"\(KMSWorld.arn(KMSWorld.other))\",\"Plaintext\":\"\(plaintext)\""))
        let asked = world.authority.asked
        #expect(
            asked[0].request.keys(
                "kms:EncryptionContext:a", "kms:EncryptionContextKeys", "kms:CallerAccount", "kms:RequestAlias", "kms:ResourceAliases",
                "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:ViaService", "kms:EncryptionAlgorithm") == [
                    "kms:EncryptionContext:a=1", "kms:EncryptionContextKeys=[\"a\", \"b\"]", "kms:CallerAccount=111122223333",
                    "kms:RequestAlias=alias/music", "kms:ResourceAliases=[\"alias/music\"]", "kms:KeySpec=SYMMETRIC_DEFAULT",
                    "kms:KeyUsage=ENCRYPT_DECRYPT", "kms:MultiRegion=false", "kms:EncryptionAlgorithm=SYMMETRIC_DEFAULT",
                ])
        #expect(
            asked[1...2].map { "\($0.request.action) \($0.request.resource) \($0.request.keys("kms:ReEncryptOnSameKey"))" } == [
                "kms:ReEncryptFrom \(KMSWorld.arn(KMSWorld.key)) [\"kms:ReEncryptOnSameKey=false\"]",
                "kms:ReEncryptTo \(KMSWorld.arn(KMSWorld.other)) [\"kms:ReEncryptOnSameKey=false\"]",
            ])
    }

    @Test func `plaintext is secret in events`() throws {
        let secret = try KMSWorld().service.operations.values.filter { $0.traits.secretMembers.contains("Plaintext") }.map(\.name)
        #expect(Set(secret) == ["Decrypt", "Encrypt", "GenerateDataKey"])
    }

    @Test(arguments: [
        #"{"CiphertextBlob":"AQICAA=="}"#, #"{"CiphertextBlob":"AQICAP8="}"#, #"{"CiphertextBlob":"AQICAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#,
    ])
    func `bytes that are no ciphertext are refused`(_ request: String) throws {
        #expect(try KMSWorld().error("Decrypt", request) == "InvalidCiphertextException")
    }

    @Test func `a key brings its policy, its grants and its tags to a decision`() throws {
        let world = try KMSWorld()
        let facts = world.service.resource(KMSWorld.arn(KMSWorld.key), world.store.snapshot)
        #expect(facts.policy?.name == "default" && facts.policy?.document.kind == .key)
        #expect(facts.tags == [Tag(key: "team", value: "blue")])
        let alice = "arn:aws:iam::111122223333:user/Alice"
        #expect(
            facts.grants == [
                Grant(id: KMSWorld.grantID, grantee: alice, actions: ["kms:Decrypt"], encryptionContextSubset: ["a": "b"]),
                Grant(id: KMSWorld.grantID, grantee: alice, actions: ["kms:RetireGrant"]),
            ])
        try world.take(KMSWorld.other)
        let table = world.service.resource(KMSWorld.arn(KMSWorld.other), world.store.snapshot)
        #expect(Set(table.grants.map(\.grantee)) == ["dynamodb.amazonaws.com"])
        #expect(world.service.resource(KMSWorld.alias("alias/music"), world.store.snapshot).policy == nil)
    }
}
