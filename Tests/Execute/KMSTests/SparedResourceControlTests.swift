import Directory
import IAMPolicy
import Testing

@testable import KMS

/// What RCPs spare (Organizations User Guide, "Resource control policies": AWS managed keys and `kms:RetireGrant`).
@Suite struct SparedResourceControlTests {
    @Test func `a customer's key is under RCPs, retiring its grants is not`() throws {
        let world = try KMSWorld()
        try world.take()
        #expect(world.authority.asked.allSatisfy { !$0.request.isSparedResourceControl })
        world.authority.forget()
        world.tableKeys().release(KMSWorld.arn(KMSWorld.key), for: KMSWorld.table, in: world.context)
        #expect(world.authority.asked.map(\.request.action) == ["kms:RetireGrant", "kms:RetireGrant"])
        #expect(world.authority.asked.allSatisfy { $0.request.isSparedResourceControl })
    }

    @Test func `AWS's own key for tables is spared, from its first use on`() throws {
        let world = try KMSWorld()
        for _ in 1...2 {
            world.authority.forget()
            try world.take(nil)
            #expect(!world.authority.asked.isEmpty)
            #expect(world.authority.asked.allSatisfy { $0.request.isSparedResourceControl })
        }
    }
}
