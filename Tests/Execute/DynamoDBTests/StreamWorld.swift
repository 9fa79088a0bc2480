import AWSTypes
import AWSWire
import ByteJSON
import Directory
import IAMPolicy
import ServiceModel
import Testing

@testable import DynamoDB

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension Service {
    /// Calls an operation from whichever thread this runs on, with leave given.
    func call(_ operation: String, _ request: String, in context: OperationContext) throws {
        let document = try JSONDocument(parsing: Array(request.utf8))
        var writer = StructureWriter(for: .json10)
        try #require(operations[operation]).run(StructureReader(document), in: context, authorize: { _ in }, into: &writer)
    }
}

/// A record as GetRecords answered it.
struct SeenRecord: Equatable {
    var event: String
    var keys: String
    var new: String?
    var old: String?
    var number: String
    var size: Int
    var isExpiry: Bool
}

extension TestWorld {
    /// A table as writers and readers hold it.
    func table(_ name: String = "TTT") throws -> OpenTable {
        try #require(store.find(.init(name: name, account: account, region: region)))
    }

    /// Makes a table of keys `p` and, where `sorted`, `s`, with a stream.
    func makeStreamed(_ name: String = "TTT", sorted: Bool = false, view: String = "NEW_AND_OLD_IMAGES") throws {
        try makeTable(name, sorted: sorted, #","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"\#(view)"}"#)
    }

    func put(_ item: String, into table: String = "TTT") throws { try call("PutItem", #"{"TableName":"\#(table)","Item":\#(item)}"#) }

    func delete(_ key: String, from table: String = "TTT") throws { try call("DeleteItem", #"{"TableName":"\#(table)","Key":\#(key)}"#) }

    /// The ARN of a table's latest stream.
    func streamARN(_ table: String = "TTT") throws -> String {
        let description = try JSONDocument(parsing: Array(try call("DescribeTable", #"{"TableName":"\#(table)"}"#).utf8))
        return try #require(description.root["Table"]?["LatestStreamArn"]?.string)
    }

    struct SeenShard: Equatable {
        var id: String
        var first: String
        var last: String?
        var parent: String?
    }

    /// A stream's shards, read `limit` at a time.
    func shards(of arn: String, limit: Int = 100) throws -> [SeenShard] {
        var found: [SeenShard] = []
        var start = ""
        for _ in 0..<1000 {
            let answer = try call("DescribeStream", #"{"StreamArn":"\#(arn)","Limit":\#(limit)\#(start)}"#)
            let document = try JSONDocument(parsing: Array(answer.utf8))
            let description = try #require(document.root["StreamDescription"])
            for shard in try #require(description["Shards"]).elements {
                let range = shard["SequenceNumberRange"]
                found.append(
                    SeenShard(
                        id: shard["ShardId"]?.string ?? "", first: range?["StartingSequenceNumber"]?.string ?? "",
                        last: range?["EndingSequenceNumber"]?.string, parent: shard["ParentShardId"]?.string))
            }
            guard let last = description["LastEvaluatedShardId"]?.string else { return found }
            start = #","ExclusiveStartShardId":"\#(last)""#
        }
        Issue.record("the pages never end")
        return found
    }

    func iterator(_ arn: String, _ shard: String, _ type: String, _ number: String? = nil) throws -> String {
        let more = number.map { #","SequenceNumber":"\#($0)""# } ?? ""
        let answer = try call(
            "GetShardIterator", #"{"StreamArn":"\#(arn)","ShardId":"\#(shard)","ShardIteratorType":"\#(type)"\#(more)}"#)
        return try #require(try JSONDocument(parsing: Array(answer.utf8)).root["ShardIterator"]?.string)
    }

    func page(_ iterator: String, limit: Int = 1000) throws -> (records: [SeenRecord], next: String?) {
        let answer = try JSONDocument(parsing: Array(try call("GetRecords", #"{"ShardIterator":"\#(iterator)","Limit":\#(limit)}"#).utf8))
        var records: [SeenRecord] = []
        for record in try #require(answer.root["Records"]).elements {
            let body = try #require(record["dynamodb"])
            func text(_ name: String) -> String? { body[name].map { String(decoding: $0.bytes, as: UTF8.self) } }
            records.append(
                SeenRecord(
                    event: record["eventName"]?.string ?? "", keys: text("Keys") ?? "", new: text("NewImage"), old: text("OldImage"),
                    number: body["SequenceNumber"]?.string ?? "", size: body["SizeBytes"]?.number.flatMap(Int.init) ?? -1,
                    isExpiry: record["userIdentity"]?["PrincipalId"]?.string == "dynamodb.amazonaws.com"))
        }
        return (records, answer.root["NextShardIterator"]?.string)
    }

    /// All that is left of a shard, a page after the other.
    func rest(of iterator: String, limit: Int = 1000) throws -> [SeenRecord] {
        var found: [SeenRecord] = []
        var next: String? = iterator
        while let iterator = next {
            let page = try page(iterator, limit: limit)
            found += page.records
            next = page.records.isEmpty ? nil : page.next
        }
        return found
    }

    /// All the records of a stream, shard after shard.
    func records(of arn: String, limit: Int = 1000) throws -> [SeenRecord] {
        try shards(of: arn).flatMap { try rest(of: iterator(arn, $0.id, "TRIM_HORIZON"), limit: limit) }
    }

    /// All the records of a table's latest stream.
    func records(_ table: String = "TTT") throws -> [SeenRecord] { try records(of: streamARN(table)) }
}

/// Allows everything that comes up in the course of a call.
struct GenerousAuthority: Authority {
    func decide(_ question: AuthorizationRequest, for caller: Caller, via service: String?) -> Decision {
        let text = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
        let policies = (try? PolicyDocument(parsing: text, as: .identity)).map { [AttachedPolicy(name: "all", document: $0)] } ?? []
        return IAMPolicy.decide(question, by: caller.principal, layers: PolicyLayers(identity: policies), context: NoConditionKeys())
    }

    func decide(_ question: AuthorizationRequest, forService principal: Principal) -> Decision {
        IAMPolicy.decide(question, by: principal, layers: PolicyLayers(identity: []), context: NoConditionKeys())
    }

    func record(_ call: ServiceCall) {}
}

/// Lends a folder that is gone afterwards.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/dynamodb-test-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer {
        for suffix in ["", "-wal", "-shm", ".lock"] { unlink(folder + "/data" + suffix) }
        rmdir(folder)
    }
    try body(folder)
}

/// The error that `body` is refused with, as `Code: message`.
func refusal<T>(_ body: () throws -> T) throws -> String? {
    do {
        _ = try body()
        return nil
    } catch let error as AWSError {
        return "\(error.code.name): \(error.message ?? "")"
    }
}
