/// Which members of an object have been written, so that of two by one name only the last stays.
///
/// Up to sixteen names are compared one by one; more go into a table, so that an object of any size costs linear time.
struct WrittenMembers {
    private struct Member {
        var name: Range<Int>
        var end: Int
        var size: Int
        var isReplaced = false
    }

    private var members: [Member] = []
    private var places: [ArraySlice<UInt8>: Int] = [:]
    private var hasReplaced = false
    private static let tableFrom = 16

    mutating func append(name: Range<Int>, end: Int, size: Int, in output: [UInt8]) {
        if let earlier = place(of: name, in: output) {
            members[earlier].isReplaced = true
            hasReplaced = true
        }
        if members.isEmpty { members.reserveCapacity(8) }
        members.append(Member(name: name, end: end, size: size))
        if members.count == Self.tableFrom {
            for (at, member) in members.enumerated() { places[key(member.name, output)] = at }
        } else if members.count > Self.tableFrom {
            places[key(name, output)] = members.count - 1
        }
    }

    /// Copies a name, so that the table does not hold on to the output and make it copy itself.
    private func key(_ name: Range<Int>, _ output: [UInt8]) -> ArraySlice<UInt8> { Array(output[name])[...] }

    private func place(of name: Range<Int>, in output: [UInt8]) -> Int? {
        guard members.count < Self.tableFrom else { return places[output[name]] }
        return members.firstIndex { member in
            !member.isReplaced && member.name.count == name.count && output[member.name] == output[name]
        }
    }

    /// Takes the replaced members out again, and returns what they added to the size.
    func dropReplaced(from output: inout [UInt8], bodyStart: Int) -> Int {
        guard hasReplaced else { return 0 }
        var kept: [UInt8] = []
        var dropped = 0
        for member in members {
            if member.isReplaced {
                dropped += member.size
                continue
            }
            if !kept.isEmpty { kept.append(UInt8(ascii: ",")) }
            kept.append(contentsOf: output[member.name.lowerBound..<member.end])
        }
        output.replaceSubrange(bodyStart..., with: kept)
        return dropped
    }
}
