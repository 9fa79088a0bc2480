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
    /// For when the start is over, as it takes some milliseconds; does nothing where the system does not tell what is mapped
    /// (`proc(5)`, "smaps").
    ///
    ///     7f31d2a00000-7f31d2b00000 r-xp 00012000 fe:00 1234  /usr/lib/…
    ///     Rss:                 900 kB
    ///     Anonymous:             0 kB
    static func giveBack() {
        #if os(Linux)
            guard let maps = fopen("/proc/self/smaps", "r") else { return }
            defer { fclose(maps) }
            var line: UnsafeMutablePointer<CChar>?
            var capacity = 0
            defer { free(line) }
            var code: Range<UInt>?
            while getline(&line, &capacity, maps) > 0 {
                guard let line else { break }
                let fields = String(cString: line).split(separator: " ", maxSplits: 5)
                if fields.count == 6 { code = codeOfFile(fields) }
                // Pages that were changed, by a debugger or a linker, are not the file's any more.
                guard fields.first == "Anonymous:", fields[1] == "0", let unchanged = code else { continue }
                madvise(UnsafeMutableRawPointer(bitPattern: unchanged.lowerBound), unchanged.count, MADV_DONTNEED)
            }
        #endif
    }

    /// Where the code is that a mapping's first line tells of; nil for what is no code of a file.
    private static func codeOfFile(_ fields: [Substring]) -> Range<UInt>? {
        guard fields[1] == "r-xp", fields[4] != "0" else { return nil }
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, ends[0] < ends[1] else { return nil }
        return ends[0]..<ends[1]
    }
}
