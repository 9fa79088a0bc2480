import DynamoDBValues
import Testing

@testable import DynamoDB

/// Source, unless a test says otherwise: dynalite's tests of Scan and Query, run on AWS by their authors.
@Suite struct PartitionHashTests {
    @Test func `a scan of texts goes in AWS's order`() throws {
        let texts = ["2", "8", "9", "1", "6", "hello", "0", "5", "4", "äáöü", "aardman", "7", "3", "zapf"]
        #expect(texts.sorted { PartitionHash.of(Array($0.utf8)) < PartitionHash.of(Array($1.utf8)) } == texts)
    }

    @Test func `a scan of numbers goes in AWS's order`() throws {
        let texts = ["7", "999.9", "8", "3", "2", "-999.9", "9", "4", "-0.09", "6", "1", "0", "0.012345", "5"]
        let hashes = try texts.map { PartitionHash.of(KeyEncoding.encode(try DynamoDBNumber($0))) }
        #expect(hashes.sorted() == hashes)
    }

    @Test func `a key stands in the segment in which AWS has it`() throws {
        let texts: [(text: String, segment: Int)] = [("3635", 0), ("228", 0), ("1668", 1), ("3435", 4)]
        for (text, segment) in texts {
            #expect(PartitionHash.columns(ofSegment: segment, of: 4096).contains(PartitionHash.column(of: Array(text.utf8))), "\(text)")
        }
        for (text, segment) in [("251", 1), ("2388", 4095)] {
            let key = KeyEncoding.encode(try DynamoDBNumber(text))
            #expect(PartitionHash.columns(ofSegment: segment, of: 4096).contains(PartitionHash.column(of: key)), "\(text)")
        }
    }

    @Test func `rows of an index with the same keys stand in AWS's order`() {
        let keys = ["da", "ba", "ca", "db", "cb"].map { text in
            ItemKey(partition: Array(text.utf8.prefix(1)), sort: Array(text.utf8.suffix(1)))
        }
        let hashes = keys.map { PartitionHash.column(ofItemAt: $0) }
        #expect(hashes.sorted() == hashes)
    }

    @Test func `the partition hash never changes`() {
        #expect(PartitionHash.of([]) == 0x65A4_C052_94BE_8932)
        #expect(PartitionHash.of(Array("Acme Band".utf8)) == 0xAAD3_3CC8_C0F1_7D23)
        #expect(PartitionHash.column(of: []) == Int64(bitPattern: PartitionHash.of([]) ^ 1 << 63))
    }

    @Test(arguments: [1, 2, 3, 7, 1000, 4096])
    func `segments cover every hash once`(_ total: Int) {
        let segments = (0..<total).map { PartitionHash.columns(ofSegment: $0, of: total) }
        #expect(segments.first?.lowerBound == .min)
        #expect(segments.last?.upperBound == .max)
        for (one, other) in zip(segments, segments.dropFirst()) { #expect(one.upperBound + 1 == other.lowerBound) }
    }

    @Test func `a scan and a query of an index answer in that order`() throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        for (partition, sort) in [("a", 1), ("b", 1), ("c", 1), ("c", 2), ("d", 1)] {
            try world.call(
                "PutItem",
                #"{"TableName":"TTT","Item":{"p":{"S":"\#(partition)"},"s":{"N":"\#(sort)"},"g":{"S":"same"},"n":{"N":"7"},"l":{"B":"AA=="}}}"#
            )
        }
        func keys(_ answer: String) -> [String] {
            answer.split(separator: #""p":{"S":""#).dropFirst().map { part in
                let sort = part.split(separator: #""s":{"N":""#).dropFirst().first?.prefix(1) ?? "?"
                return "\(part.prefix(1))\(sort)"
            }
        }
        func hash(_ key: String, isWhole: Bool) throws -> Int64 {
            let sort = isWhole ? KeyEncoding.encode(try DynamoDBNumber(String(key.suffix(1)))) : []
            return PartitionHash.column(ofItemAt: ItemKey(partition: Array(key.utf8.prefix(1)), sort: sort))
        }
        let scanned = keys(try world.call("Scan", #"{"TableName":"TTT"}"#))
        #expect(scanned.count == 5)
        #expect(try scanned.map { try hash($0, isWhole: false) } == scanned.map { try hash($0, isWhole: false) }.sorted())
        let query = #""IndexName":"GGG","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"same"}}"#
        let queried = keys(try world.call("Query", #"{"TableName":"TTT",\#(query)}"#))
        #expect(queried.count == 5)
        #expect(try queried.map { try hash($0, isWhole: true) } == queried.map { try hash($0, isWhole: true) }.sorted())
        let backwards = keys(try world.call("Query", #"{"TableName":"TTT",\#(query),"ScanIndexForward":false}"#))
        #expect(backwards == queried.reversed())
    }
}
