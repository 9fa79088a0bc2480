/// What a run of cases came to, for people and for machines.
package struct PolicyCaseReport: Sendable {
    private let results: [PolicyCaseResult]
    private let files: [String]
    private let seconds: Double

    /// - Parameter seconds: How long all of it took, reading included.
    package init(_ results: [PolicyCaseResult], files: [String], seconds: Double) {
        self.results = results
        self.files = files
        self.seconds = seconds
    }

    package var isAsExpected: Bool { results.allSatisfy(\.isAsExpected) }

    /// Each difference with the evidence, and a last line that counts.
    package func lines() -> [String] {
        var lines: [String] = []
        for result in results where !result.isAsExpected {
            lines.append("\(result.row.place): \(result.row.name)")
            lines += result.differences.map { "  \($0)" }
            if let source = result.row.source { lines.append("  source: \(source)") }
            lines += result.evidence.map { "    | \($0)" } + [""]
        }
        return lines + [summary]
    }

    private var summary: String {
        let differing = results.count { !$0.isAsExpected }
        let cases = "\(results.count) case\(results.count == 1 ? "" : "s") in \(files.count) file\(files.count == 1 ? "" : "s")"
        let verdict = differing == 0 ? "all as expected" : "\(differing) not as expected"
        let rate = seconds > 0 ? Int(Double(results.count) / seconds) : results.count
        return "\(cases): \(verdict), in \(Self.text(of: seconds)) s (\(rate) a second)"
    }

    /// With three digits after the point.
    private static func text(of seconds: Double) -> String {
        let thousandths = Int((seconds * 1000).rounded())
        let fraction = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }

    // MARK: JUnit

    /// As continuous integration reads it: a suite for each file, a test case for each case.
    package func junit() -> String {
        let failures = results.count { !$0.isAsExpected }
        var text = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
        text +=
            "<testsuites name=\"portcullis test\" tests=\"\(results.count)\" failures=\"\(failures)\" errors=\"0\" time=\"\(Self.text(of: seconds))\">\n"
        for file in files { text += suite(file) }
        return text + "</testsuites>\n"
    }

    private func suite(_ file: String) -> String {
        let own = results.filter { $0.row.file == file }
        let failures = own.count { !$0.isAsExpected }
        let time = Self.text(of: own.reduce(0) { $0 + $1.seconds })
        var text = "  <testsuite name=\"\(file.xmlText)\" tests=\"\(own.count)\" failures=\"\(failures)\" errors=\"0\" time=\"\(time)\">\n"
        for result in own {
            let line = result.row.line.map { " line=\"\($0)\"" } ?? ""
            let head =
                "    <testcase classname=\"\(file.xmlText)\" name=\"\(result.row.name.xmlText)\" file=\"\(file.xmlText)\"\(line) "
                + "time=\"\(Self.text(of: result.seconds))\""
            guard !result.isAsExpected else {
                text += head + "/>\n"
                continue
            }
            text += head + ">\n      <failure type=\"difference\" message=\"\(result.differences[0].xmlText)\">"
            text += (result.differences + result.evidence).map(\.xmlText).joined(separator: "\n") + "</failure>\n    </testcase>\n"
        }
        return text + "  </testsuite>\n"
    }
}

extension PolicyCase {
    /// `cases/readers.yaml:12:5`, as editors and terminals understand it.
    package var place: String { [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":") }
}

extension String {
    /// For an attribute or a text of XML; characters that XML 1.0 cannot hold become U+FFFD.
    fileprivate var xmlText: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\n": text += "&#10;"
            case "\t", "\r", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}": text.unicodeScalars.append(scalar)
            default: text += "\u{FFFD}"
            }
        }
        return text
    }
}
