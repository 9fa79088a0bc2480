/// A text that is written as bytes from its beginning to its end, as canonical requests are.
///
/// An array would do the same and ask at every byte whether it is shared; this has one owner by its kind.
struct ByteText: ~Copyable {
    private(set) var count = 0
    private var memory: UnsafeMutableBufferPointer<UInt8>

    /// - Parameter capacity: how many bytes are expected. More may come.
    init(capacity: Int) {
        memory = .allocate(capacity: max(capacity, 64))
    }

    deinit {
        memory.deallocate()
    }

    /// What has been written.
    var bytes: [UInt8] {
        Array(memory[..<count])
    }

    /// Lends out what has been written.
    func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(UnsafeBufferPointer(rebasing: memory[..<count]).span)
    }

    mutating func append(_ byte: UInt8) {
        if count == memory.count {
            grow(to: count + 1)
        }
        memory[count] = byte
        count += 1
    }

    mutating func append(_ text: String) {
        append(text.utf8.span)
    }

    mutating func append(_ bytes: Span<UInt8>) {
        append(bytes.count) { place in
            bytes.withUnsafeBytes { place.copyMemory(from: $0) }
        }
    }

    /// Appends what `write` puts into the place that it is given, all of which it has to fill.
    mutating func append(_ count: Int, write: (UnsafeMutableRawBufferPointer) -> Void) {
        let end = self.count + count
        if end > memory.count {
            grow(to: end)
        }
        write(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: memory[self.count..<end])))
        self.count = end
    }

    /// Where a byte stands last, at `start` or after it.
    func lastIndex(of byte: UInt8, from start: Int) -> Int? {
        memory[start..<count].lastIndex(of: byte)
    }

    /// Takes away all but the first bytes.
    mutating func truncate(to count: Int) {
        precondition((0...self.count).contains(count), "only what is there can be kept")
        self.count = count
    }

    @inline(never)
    private mutating func grow(to count: Int) {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(count, memory.count * 2))
        _ = larger.moveInitialize(fromContentsOf: UnsafeMutableBufferPointer(rebasing: memory[..<self.count]))
        memory.deallocate()
        memory = larger
    }
}
