/// One rule of access control, as AWS's guides state it, that the second opinion can be asked to forget.
///
/// For each of them some written row must come out differently without it; otherwise the rows do not prove the rule.
package enum Rule: String, CaseIterable, Sendable {
    // Statements (IAM User Guide, "Action", "Resource", "NotAction", "NotResource").
    case actionsIgnoreCase
    case actionsHaveWildcards
    case notActionMatchesAllOthers
    case resourcesMatchPartByPart
    case starAtTheEndOfAPartReachesOn
    case resourceNamesHaveCase
    case noResourceNeedsStar
    case notResourceMatchesAllOthers
    case shortARNsArePadded
    case shortARNsOfResourcePoliciesNeedAWildcard

    // Variables (IAM User Guide, "Policy elements: Variables and tags").
    case variablesOnlyIn2012
    case variablesAreFilled
    case variablesHaveOneValue
    case variablesWithoutValueMatchNothing
    case variableValuesAreLiteral
    case variablesHaveDefaults
    case booleansTakeVariables
    case wildcardsCanBeEscaped

    // Conditions (IAM User Guide, "Condition operators", "Multi-value conditions").
    case conditionKeysIgnoreCase
    case operatorNamesIgnoreCase
    case everyConditionMustHold
    case oneOfTheValuesIsEnough
    case negatedMeansNoneOfTheValues
    case missingKeyFails
    case missingKeyPassesNegated
    case missingKeyPassesIfExists
    case missingKeyPassesForAllValues
    case missingKeyFailsForAnyValue
    case everyValueUnderForAllValues
    case someValueUnderForAnyValue
    case listsNeedAQuantifier
    case nullTestsPresence
    case emptyIsPresent
    case equalsHasNoWildcards
    case likeHasWildcards
    case stringsHaveCase
    case ignoreCaseFoldsCase
    case numbersCompareByValue
    case datesCompareByInstant
    case datesMayBeEpochSeconds
    case datesMayLeaveTheTimeOpen
    case numbersMayHaveExponents
    case booleansIgnoreCase
    case binaryComparesBytes
    case unreadableValuesMatchNothing
    case addressesHaveBlocks
    case addressFamiliesAreApart
    case mappedAddressesAreIPv4
    case conditionARNsMatchPartByPart
    case conditionARNsHaveWildcards

    // Principals (IAM User Guide, "Principal", "NotPrincipal").
    case starMeansEveryone
    case accountDelegates
    case accountIDMeansTheRootARN
    case accountIDsMayHaveDashes
    case principalsHaveCase
    case roleMeansItsSessions
    case userMeansItsFederatedSessions
    case sessionCanBeNamed
    case serviceMustBeNamed
    case providersAreNamedAsFederated
    case notPrincipalExemptsTheListed
    case notPrincipalWantsEveryName
    case notPrincipalDeniesTheBounded

    // Layers (IAM User Guide, "Policy evaluation logic"; Organizations User Guide; KMS Developer Guide).
    case explicitDenyWins
    case nothingIsAllowedByDefault
    case policiesOfALayerAreJoined
    case groupsGiveTheirPolicies
    case everySCPLevelMustAllow
    case scpFollowsThePrincipal
    case scpSparesTheManagementAccount
    case scpSparesServiceLinkedRoles
    case scpLimitsRoot
    case rcpDenies
    case rcpNeedNotAllow
    case rcpFollowsTheResource
    case rcpSparesTheManagementAccount
    case rcpSparesServiceLinkedRoles
    case rcpNeedsAResourceType
    case rcpSparesRetireGrant
    case rcpGuardsListedServices
    case rcpSparesAssumingServiceLinkedRoles
    case endpointMustAllow
    case rootMayDoEverything
    case rootOverridesItsOwnPolicy
    case directGrantNeedsNoIdentityPolicy
    case ownGrantPassesTheBoundary
    case ownGrantPassesTheSessionPolicy
    case grantToTheRoleKeepsTheLimits
    case boundaryLimits
    case sessionPolicyLimits
    case federatedUserNeedsASessionPolicy
    case otherAccountMustBeAllowedThere
    case otherAccountMustBeAllowedHere
    case otherAccountPassesNoLimit
    case keyPolicyMustAllow
    case trustPolicyMustAllow
    case grantsAllow
    case grantsNameTheirActions
    case grantsMayFixTheContext
    case grantsMayFixPartOfTheContext
    case grantConstraintsSpareDescribe

    // What a denial says (IAM User Guide, "Troubleshoot access denied error messages"; GetRequestAuthorizationDetails).
    case explicitDenyIsNamedFirst
    case layersAreNamedInOrder
    case explicitDenyShowsThePolicy
    case strangersSeeNoPolicy
}
