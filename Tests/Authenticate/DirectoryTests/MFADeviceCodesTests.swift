import AWSTypes
import Directory
import OpenSSL
import Testing

@Suite struct MFADeviceCodesTests {
    private static let seed = Array("12345678901234567890".utf8)
    private static let now = Timestamp(seconds: 1_800_000_000)
    private static let step = TOTP.step(at: now.seconds)

    private static func code(_ offset: Int64) -> String { TOTP.code(secret: seed, step: step + offset) }

    private func device() -> HeldDevice {
        HeldDevice(MFADevice(account: "111122223333", pathAndName: "/a", seed: Self.seed, created: Self.now))
    }

    @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)] as [(Int64, Bool)])
    func `a code is good in its step and one either side`(_ offset: Int64, _ isGood: Bool) {
        let device = device()
        #expect(device.value.accepts(code: Self.code(offset), at: Self.now) == isGood)
        #expect(device.accept(code: Self.code(offset), at: Self.now) == isGood)
        #expect(device.value.lastStep == (isGood ? Self.step + offset : 0))
    }

    @Test func `a code is good once, and none before it afterwards`() {
        let device = device()
        #expect(device.accept(code: Self.code(0), at: Self.now))
        #expect(!device.accept(code: Self.code(0), at: Self.now))
        #expect(!device.accept(code: Self.code(-1), at: Self.now))
        #expect(device.accept(code: Self.code(1), at: Self.now))
    }

    @Test func `asking whether a code is good does not use it up`() {
        let device = device()
        #expect(device.value.accepts(code: Self.code(0), at: Self.now))
        #expect(device.accept(code: Self.code(0), at: Self.now))
    }

    @Test func `what is not a code is not good`() {
        let device = device()
        for text in ["", "12345", "1234567", "abcdef"] { #expect(!device.accept(code: text, at: Self.now)) }
    }

    @Test(arguments: [(-1, 0), (0, 1), (-2, -1)] as [(Int64, Int64)])
    func `two codes that follow each other enable a device`(_ first: Int64, _ second: Int64) {
        let device = device()
        #expect(device.accept(first: Self.code(first), second: Self.code(second), at: Self.now))
        #expect(device.value.lastStep == Self.step + second)
        #expect(!device.accept(code: Self.code(second), at: Self.now))
    }

    @Test(arguments: [(0, -1), (0, 0), (-1, 1), (-3, -2), (1, 2)] as [(Int64, Int64)])
    func `other pairs do not`(_ first: Int64, _ second: Int64) {
        let device = device()
        #expect(!device.accept(first: Self.code(first), second: Self.code(second), at: Self.now))
        #expect(device.value.lastStep == 0)
    }

    @Test func `a resynchronisation allows for a clock that is off`() {
        let device = device()
        #expect(!device.accept(code: Self.code(20), at: Self.now))
        #expect(device.resynchronize(first: Self.code(19), second: Self.code(20), at: Self.now))
        #expect(device.value.drift == 20)
        #expect(device.accept(code: Self.code(21), at: Self.now))
        #expect(!device.accept(code: Self.code(0), at: Self.now))
    }

    @Test func `a resynchronisation within the usual bounds moves nothing`() {
        let device = device()
        #expect(device.resynchronize(first: Self.code(0), second: Self.code(1), at: Self.now))
        #expect(device.value.drift == 0)
    }

    @Test func `a resynchronisation has its bounds`() {
        let device = device()
        #expect(!device.resynchronize(first: Self.code(240), second: Self.code(241), at: Self.now))
        #expect(device.value.drift == 0)
    }

    @Test func `when the world's clock goes back, codes are good again`() {
        let device = device()
        #expect(device.accept(code: Self.code(0), at: Self.now))
        let before = Self.now.adding(seconds: -86_400)
        #expect(device.accept(code: TOTP.code(secret: Self.seed, step: TOTP.step(at: before.seconds)), at: before))
    }
}

/// A device that stays where it is, so that expectations can change it.
private final class HeldDevice {
    private(set) var value: MFADevice

    init(_ value: MFADevice) { self.value = value }

    func accept(code: String, at now: Timestamp) -> Bool { value.accept(code: code, at: now) }

    func accept(first: String, second: String, at now: Timestamp) -> Bool { value.accept(first: first, second: second, at: now) }

    func resynchronize(first: String, second: String, at now: Timestamp) -> Bool {
        value.resynchronize(first: first, second: second, at: now)
    }
}
