import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Tells what policies that are given as texts would come to.
struct SimulateCustomPolicy: Operation {
    static let name = "SimulateCustomPolicy"
    static let traits = OperationTraits.readOnly
    static let example =
        #"{"PolicyInputList":["{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"],"#
        + #""ActionNames":["iam:GetUser"]}"#

    func decode(_ request: StructureReader) throws -> SimulationInput {
        if !request.has("PolicyInputList") { request.requireMember("PolicyInputList") }
        return try SimulationInput(request)
    }

    /// The resource is printed as `*` (recorded).
    func authorization(for input: SimulationInput, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, IAMResource(arn: "*", hasType: false))]
    }

    func execute(_ input: SimulationInput, in context: OperationContext) throws -> Page<Simulation.Result> {
        try Simulation(SimulationRequest(input), in: context).run()
    }

    func encode(_ page: Page<Simulation.Result>, into response: inout StructureWriter) { page.encodeSimulation(into: &response) }
}
