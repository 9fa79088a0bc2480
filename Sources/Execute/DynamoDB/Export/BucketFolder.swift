import Foundation

/// A folder that stands for S3: each folder in it is a bucket, and the files below are its objects, known by their paths.
///
/// Nothing outside is ever read or written: a path is gone along one name after the other from a folder that is held open, no name may
/// be `.`, `..` or empty, and a symbolic link is never followed. Only the folder itself may be one, for it is the operator's.
struct BucketFolder: Sendable {
    enum Fault: Error, Equatable {
        case noSuchBucket
        /// A key that no file can have: an empty name, `.` or `..`, or a zero byte.
        case unusableKey
        /// What the system says.
        case system(String)
    }

    let path: String

    /// An object of a bucket, without its bytes.
    struct Object: Sendable {
        var key: String
        var size: Int
    }

    func exists(bucket: String) -> Bool { (try? Handle(bucket: bucket, in: self)) != nil }

    /// Whether a bucket's name is one that AWS takes and a folder can have.
    static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        func isEnd(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard let first = bytes.first, let last = bytes.last, bytes.count >= 2, isEnd(first), isEnd(last) else { return false }
        return bytes.allSatisfy { isEnd($0) || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")].contains($0) }
    }

    /// Writes an object whole; folders on the way are made.
    func put(_ bytes: [UInt8], at key: String, in bucket: String) throws(Fault) {
        let names = try Self.names(of: key)
        var folder = try Handle(bucket: bucket, in: self)
        for name in names.dropLast() { folder = try folder.folder(name, making: true) }
        try folder.write(bytes, to: names.last ?? "")
    }

    func get(_ key: String, in bucket: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try forEachPiece(of: key, in: bucket) { piece in
            bytes += piece
            return true
        }
        return bytes
    }

    /// Reads an object a piece at a time until `body` returns false.
    func forEachPiece(of key: String, in bucket: String, _ body: ([UInt8]) throws -> Bool) throws {
        let names = try Self.names(of: key)
        var folder = try Handle(bucket: bucket, in: self)
        for name in names.dropLast() { folder = try folder.folder(name, making: false) }
        try folder.read(names.last ?? "", body)
    }

    /// The objects whose keys begin so, in the order of their keys.
    func list(prefix: String, in bucket: String) throws(Fault) -> [Object] {
        var found: [Object] = []
        try Handle(bucket: bucket, in: self).collect(below: "", into: &found)
        return found.filter { $0.key.utf8.starts(with: prefix.utf8) }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    /// Whether a file can have this key.
    static func isUsable(key: String) -> Bool { (try? names(of: key)) != nil }

    private static func names(of key: String) throws(Fault) -> [String] {
        let names = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for name in names where name.isEmpty || name == "." || name == ".." || name.utf8.contains(0) { throw .unusableKey }
        return names
    }
}

/// A folder held open, closed when it is let go.
private final class Handle {
    private let descriptor: Int32

    init(bucket: String, in folder: BucketFolder) throws(BucketFolder.Fault) {
        guard BucketFolder.isName(bucket) else { throw .noSuchBucket }
        let root = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { throw .noSuchBucket }
        defer { close(root) }
        descriptor = openat(root, bucket, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw .noSuchBucket }
    }

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    func folder(_ name: String, making: Bool) throws(BucketFolder.Fault) -> Handle {
        if making, mkdirat(descriptor, name, 0o755) != 0, errno != EEXIST { throw .system(Self.reason(name)) }
        let found = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard found >= 0 else { throw .system(Self.reason(name)) }
        return Handle(found)
    }

    func write(_ bytes: [UInt8], to name: String) throws(BucketFolder.Fault) {
        let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw .system(Self.reason(name)) }
        defer { close(file) }
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                Foundation.write(file, buffer.baseAddress.map { $0 + start }, buffer.count - start)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .system(Self.reason(name)) }
            start += written
        }
    }

    func read(_ name: String, _ body: ([UInt8]) throws -> Bool) throws {
        let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw BucketFolder.Fault.system(Self.reason(name)) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw BucketFolder.Fault.system("\(name) is no file") }
        while true {
            var got = 0
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
                repeat { got = Foundation.read(file, buffer.baseAddress, 1 << 20) } while got < 0 && errno == EINTR
                count = max(got, 0)
            }
            if got < 0 { throw BucketFolder.Fault.system(Self.reason(name)) }
            guard !piece.isEmpty, try body(piece) else { return }
        }
    }

    /// Gathers what lies below, links and other things left out.
    func collect(below prefix: String, into found: inout [BucketFolder.Object]) throws(BucketFolder.Fault) {
        // The stream closes what it is given, so it gets a descriptor of its own.
        let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0, let stream = fdopendir(own) else { throw .system(Self.reason(prefix)) }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            var status = stat()
            guard name != ".", name != "..", fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFREG: found.append(.init(key: prefix + name, size: Int(status.st_size)))
            case S_IFDIR: try folder(name, making: false).collect(below: prefix + name + "/", into: &found)
            default: break
            }
        }
    }

    private static func reason(_ name: String) -> String { "\(name): \(String(cString: strerror(errno)))" }
}
