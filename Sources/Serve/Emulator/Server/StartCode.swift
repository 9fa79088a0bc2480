#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The code that only the start needs: linking, options, scenarios, Foundation's set-up.
///
/// It is most of what the process has in memory when it is ready, all of it pages of files that are as they are on disk. The
/// system takes such pages back when it is short of memory; giving them back at once leaves more to whatever else runs on the
/// machine. What is needed again is found in the system's cache of files.
enum StartCode {
    /// Does nothing where the system does not tell what is mapped (`proc(5)`, "maps").
    static func giveBack() {
        #if os(Linux)
            guard let maps = fopen("/proc/self/maps", "r") else { return }
            defer { fclose(maps) }
            var line: UnsafeMutablePointer<CChar>?
            var capacity = 0
            defer { free(line) }
            while getline(&line, &capacity, maps) > 0 {
                if let line, let code = codeOfFile(String(cString: line)) {
                    madvise(UnsafeMutableRawPointer(bitPattern: code.lowerBound), Int(code.upperBound - code.lowerBound), MADV_DONTNEED)
                }
            }
        #endif
    }

    /// Where the code is that `7f31d2a00000-7f31d2b00000 r-xp 00012000 fe:00 1234  /usr/lib/…` tells of; nil for what is no code.
    ///
    /// What can be written, or once could, such as linked addresses, is not the file's any more and has to stay.
    private static func codeOfFile(_ line: String) -> Range<UInt>? {
        let fields = line.split(separator: " ", maxSplits: 5)
        guard fields.count == 6, fields[1] == "r-xp", fields[4] != "0" else { return nil }
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, ends[0] < ends[1] else { return nil }
        return ends[0]..<ends[1]
    }
}
