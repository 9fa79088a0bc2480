extension CloudTrailService {
    /// Where this CloudTrail differs from AWS's, or may: each with its reason.
    package static let knownGaps: [String] = [
        "Only LookupEvents is offered: there are no trails, event data stores or insights.",
        "An event can be looked up at once; AWS delivers within minutes. Look-ups are not limited to two a second.",
        "There is one list for all regions; an event keeps the region that its call was signed for.",
        "Parameters and answers have the wire's names with a small first letter, except where the caller names members; AWS's own records have "
            + "exceptions for single operations, and numbers and flags of Query services stay texts here.",
        "A data event shows the names of an item's attributes and no values but a key's, and leaves batches, transactions and PartiQL statements out; "
            + "AWS redacts those in its own ways.",
        "Data events are kept in memory only, the last thousand.",
        "ResourceName is an ARN, and is found by its last part too; which of them AWS uses for a table was not seen.",
        "apiVersion is written for DynamoDB's successes alone, where it was recorded.",
        "The codes of Organizations' and KMS's denials and of EC2's other errors, and what Username says of root and services, are inferred.",
        "A NextToken is not bound to MaxResults; the texts of LookupEvents' errors are this project's own.",
    ]
}
