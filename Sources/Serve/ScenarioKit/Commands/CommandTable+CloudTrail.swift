extension CommandTable {
    /// CloudTrail's commands (botocore 1.43.11, service model `cloudtrail`), written by `command_table.py` beside the tests.
    static let cloudTrail = #"""
        service cloudtrail cloudtrail json11 2013-11-01 com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101
        operation LookupEvents LookupAttributes=[LookupAttribute] StartTime=t EndTime=t EventCategory=s MaxResults=i NextToken=s
        type LookupAttribute AttributeKey!=s AttributeValue!=s
        """#
}
