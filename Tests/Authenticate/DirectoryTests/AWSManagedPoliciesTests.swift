import Directory
import IAMPolicy
import Testing

@Suite struct AWSManagedPoliciesTests {
    @Test(arguments: AWSManagedPolicies.arns) func `every policy can be read`(_ arn: String) throws {
        let policy = try #require(AWSManagedPolicies.policy(arn: arn))
        #expect(policy.arn == "arn:aws:iam::aws:policy/\(policy.name)")
        #expect(policy.path == "/")
        #expect(policy.id.hasPrefix("ANPA") && policy.id.utf8.count == 21)
        #expect(policy.isAWSManaged)
        #expect(policy.policy?.text.contains("2012-10-17") == true)
        #expect(policy.created <= policy.updated)
    }

    @Test func `the policies are listed by name, each once`() {
        let names = AWSManagedPolicies.all.map(\.name)
        #expect(names == names.sorted())
        #expect(Set(names).count == 17)
        #expect(Set(AWSManagedPolicies.all.map(\.id)).count == 17)
    }

    @Test func `a document is AWS's`() throws {
        let policy = try #require(AWSManagedPolicies.policy(arn: "arn:aws:iam::aws:policy/AdministratorAccess"))
        #expect(policy.id == AWSManagedPolicies.policy(arn: policy.arn)?.id)
        #expect(
            policy.policy?.text.split(whereSeparator: \.isWhitespace).joined()
                == #"{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}"#)
    }

    @Test func `AWS's policies are in every directory`() {
        let directory = Directory()
        let arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        #expect(directory.availableManagedPolicy(arn)?.defaultVersion == "v182")
        #expect(directory.managedPolicy(arn)?.arn == arn)
        #expect(directory.availableManagedPolicy("arn:aws:iam::aws:policy/Nothing") == nil)
    }
}
