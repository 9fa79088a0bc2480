/// Unpacks what a client has packed with gzip or deflate.
package enum Inflation {
    package enum Fault: Error, Sendable, Equatable {
        /// Not packed in one of these ways, or cut off.
        case malformed
        /// More comes out than is allowed.
        case tooLong
    }

    /// The bytes that were packed (RFC 1950 or 1952).
    ///
    /// One packed text may follow another, as gzip allows; what stands behind the last and is none is passed over, as DynamoDB does (recorded by
    /// Alternator's authors). Memory grows with what comes out and stops at `limit`, whatever the input promises.
    package static func inflate(_ packed: [UInt8], limit: Int) throws(Fault) -> [UInt8] {
        var inflater = try Inflater()
        var result: [UInt8] = []
        do {
            let isWhole = try inflater.inflate(packed) { piece in
                result += piece
                return result.count <= limit
            }
            guard isWhole else { throw Fault.tooLong }
        } catch let fault as Fault {
            throw fault
        } catch {
            throw .malformed
        }
        try inflater.finish()
        return result
    }
}
