import AWSTypes

/// A command of the emulator's own in a story.
enum PortcullisCommand: Hashable {
    /// `portcullis clock advance SECONDS`
    case advanceClock(seconds: Int)
    /// `portcullis explain`: why the last denied call was denied.
    case explain
    /// `portcullis mfa code DEVICE [--next]`
    case mfaCode(device: String, isNext: Bool)

    init(_ words: [String]) throws(CommandError) {
        switch (words.dropFirst().first, words.count) {
        case ("clock", 4) where words[2] == "advance":
            guard let seconds = Int(words[3]), seconds > 0 else {
                throw CommandError("'\(words[3])' is not a number of seconds above 0")
            }
            self = .advanceClock(seconds: seconds)
        case ("explain", 2): self = .explain
        case ("mfa", 4) where words[2] == "code": self = .mfaCode(device: words[3], isNext: false)
        case ("mfa", 5) where words[2] == "code" && words[4] == "--next": self = .mfaCode(device: words[3], isNext: true)
        default:
            throw CommandError(
                "'\(words.joined(separator: " "))' is not for a story; expected portcullis clock advance SECONDS, "
                    + "portcullis explain or portcullis mfa code DEVICE [--next]")
        }
    }
}
