extension CommandTable {
    /// STS's commands (botocore 1.43.11, service model `sts`), written by `command_table.py` beside the tests.
    static let sts = #"""
        service sts sts query 2011-06-15 -
        operation AssumeRole RoleArn!=s RoleSessionName!=s PolicyArns=[PolicyDescriptorType] Policy=s DurationSeconds=i Tags=[Tag]
          TransitiveTagKeys=[s] ExternalId=s SerialNumber=s TokenCode=s SourceIdentity=s ProvidedContexts=[ProvidedContext] >
          Credentials=Credentials^ AssumedRoleUser=AssumedRoleUser^ PackedPolicySize=i SourceIdentity=s
        operation AssumeRoleWithSAML RoleArn!=s PrincipalArn!=s SAMLAssertion!=s PolicyArns=[PolicyDescriptorType] Policy=s
          DurationSeconds=i > Credentials=Credentials^ AssumedRoleUser=AssumedRoleUser^ PackedPolicySize=i Subject=s SubjectType=s
          Issuer=s Audience=s NameQualifier=s SourceIdentity=s
        operation AssumeRoleWithWebIdentity RoleArn!=s RoleSessionName!=s WebIdentityToken!=s ProviderId=s
          PolicyArns=[PolicyDescriptorType] Policy=s DurationSeconds=i > Credentials=Credentials^ SubjectFromWebIdentityToken=s
          AssumedRoleUser=AssumedRoleUser^ PackedPolicySize=i Provider=s Audience=s SourceIdentity=s
        operation AssumeRoot TargetPrincipal!=s TaskPolicyArn!=PolicyDescriptorType DurationSeconds=i > Credentials=Credentials^
          SourceIdentity=s
        operation DecodeAuthorizationMessage EncodedMessage!=s > DecodedMessage=s
        operation GetAccessKeyInfo AccessKeyId!=s > Account=s
        operation GetCallerIdentity > UserId=s Account=s Arn=s
        operation GetDelegatedAccessToken TradeInToken!=s > Credentials=Credentials^ PackedPolicySize=i AssumedPrincipal=s
        operation GetFederationToken Name!=s Policy=s PolicyArns=[PolicyDescriptorType] DurationSeconds=i Tags=[Tag] >
          Credentials=Credentials^ FederatedUser=FederatedUser^ PackedPolicySize=i
        operation GetSessionToken DurationSeconds=i SerialNumber=s TokenCode=s > Credentials=Credentials^
        operation GetWebIdentityToken Audience!=[s] DurationSeconds=i SigningAlgorithm!=s Tags=[Tag] > WebIdentityToken=s
          Expiration=t
        type AssumedRoleUser^ AssumedRoleId=s Arn=s
        type Credentials^ AccessKeyId=s SecretAccessKey=s SessionToken=s Expiration=t
        type FederatedUser^ FederatedUserId=s Arn=s
        type PolicyDescriptorType arn=s
        type ProvidedContext ProviderArn=s ContextAssertion=s
        type Tag Key!=s Value!=s
        """#
}
