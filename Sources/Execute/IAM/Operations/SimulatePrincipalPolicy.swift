import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Tells what the policies of a user, group or role come to, with others beside them if any are given.
struct SimulatePrincipalPolicy: Operation {
    struct Input {
        var source: String
        var simulation: SimulationInput
    }

    static let name = "SimulatePrincipalPolicy"
    static let traits = OperationTraits.readOnly
    static let example = #"{"PolicySourceArn":"arn:aws:iam::111122223333:user/Example","ActionNames":["iam:GetUser"]}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            source: request.policySource(), simulation: SimulationInput(request))
    }

    /// Asked for the user, group or role, whether it is there or not.
    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let user = context.directory.users.unordered.first { $0.arn == input.source }
        let tags = user?.tags ?? context.directory.role(arn: input.source)?.tags ?? []
        return [context.ask(Self.name, IAMResource(arn: input.source, tags: tags))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<Simulation.Result> {
        try Simulation(SimulationRequest(input.simulation), of: input.source, in: context).run()
    }

    func encode(_ page: Page<Simulation.Result>, into response: inout StructureWriter) { page.encodeSimulation(into: &response) }
}
