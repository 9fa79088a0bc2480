import AWSTypes
import EC2
import Gateway

extension World {
    /// A world for questions only: nothing listens, and nothing is kept.
    convenience init(withoutSockets beginning: Beginning) throws {
        try self.init(Options(), beginning: beginning, ports: NoPorts())
    }
}
