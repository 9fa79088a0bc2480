/// The format of files of policy cases, in words.
package enum PolicyCaseFormat {
    /// What `portcullis test --help` says of it.
    package static let help = """
        A file has 'cases', a list; each case has a name, layers (or a scenario), a request, and what is expected:

          policies:                # named once, for use by name (optional)
            readMusic: {Effect: Allow, Action: 'dynamodb:Query', Resource: '*'}
          defaults:                # what cases take that do not say it (optional)
            request: {principal: 'arn:aws:iam::111122223333:user/Alice'}
          cases:
            - name: reading needs MFA
              source: where AWS says so (optional)
              layers:
                identity: [readMusic, 'file:policies/mfa.json']
                scp: [[FullAWSAccess], [FullAWSAccess, 'file:guard.json']]
              request:
                action: dynamodb:Query
                resource: arn:aws:dynamodb:us-east-1:111122223333:table/Music
                context: {'aws:MultiFactorAuthPresent': 'false'}
              expect: {decision: explicitDeny, layer: identity, sid: NeedsMFA}

        layers: identity, session (a policy or a list), groups (what a user's groups add to identity); boundary, endpoint; scp, rcp (levels from \
        the root down, each a list of policies or {target, name, policies}: those above the principal's account and above the resource's, or \
        {ACCOUNT: levels} of several); one of resource, key, trust; grants [{grantee, actions, id, encryptionContextEquals, \
        encryptionContextSubset}]. A layer that is missing is not in play, an empty list is an empty layer. 'defaults' has layers, \
        request, scenario and organization.

        organization: {id, management, accounts}: scp and rcp then bind only its accounts, and never the management account; the keys \
        aws:PrincipalOrgID and aws:ResourceOrgID follow.

        a policy: a document, a statement, a list of statements, file:PATH (from the file of cases), a name of 'policies', FullAWSAccess, \
        RCPFullAWSAccess, the ARN of a policy of AWS, or {name, arn, document}.

        request: principal (an ARN, a service's name, or {kind, arn, account, issuer, serviceLinked}), action, resource, owner, context, \
        tags {principal, resource, request}, hasResourceType, rootOverridesResourcePolicy, printedResource. In context a list is a key with \
        several values, and null takes a key away. The keys of the principal, of the resource's account and of the tags are there by \
        themselves; no time, address or region is.

        scenario: NAME or PATH in place of layers, which then replace single layers of its world; the principal may be a name of it, and via \
        (a VPC endpoint) and mfa: true are understood.

        expect: allow, deny, explicitDeny or implicitDeny, or {decision, layer, policy, sid, statement, level, message, layers}; in a message \
        … stands for any run of characters; layers says what single layers said (allow, noImpact, implicitDeny, explicitDeny, notInPlay).

        Exit codes: 0 all as expected, 1 differences, 2 files that cannot be read.
        """
}
