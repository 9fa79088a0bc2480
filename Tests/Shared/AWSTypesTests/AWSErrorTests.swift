import AWSTypes
import Testing

@Suite struct AWSErrorTests {
    private struct Unforeseen: Error {}

    @Test func `an error of AWS's stays as it is`() {
        let fault = AWSError(reporting: AWSError(.accessDenied, "User: x"))
        #expect(fault.code == .accessDenied)
        #expect(fault.message == "User: x")
        #expect(fault.cause == nil)
    }

    @Test func `any other becomes an internal error, its own words for the log only`() {
        let fault = AWSError(reporting: Unforeseen())
        #expect(fault.code == .internalServerError)
        #expect(fault.code.status == 500)
        #expect(fault.message == "The request processing has failed because of an unknown error, exception or failure.")
        #expect(fault.cause == "Unforeseen()")
    }

    @Test func `a refusal has status 400 unless something else is said`() {
        let codes: [AWSError.Code] = [
            .accessDenied, .expiredToken, .incompleteSignature, .invalidSignature, .missingAuthenticationToken, .serialization,
            .unknownOperation, .unrecognizedClient, .validation,
        ]
        #expect(codes.allSatisfy { $0.status == 400 })
        #expect(AWSError.Code("ThrottlingException").namespace == .model)
    }
}
