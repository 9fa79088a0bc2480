/// A service that keeps policies of resources apart from the directory, as DynamoDB does with those of tables.
package protocol PolicyKeeper: Sendable {
    /// Puts another principal in the place of one wherever its policies name that one as a principal.
    ///
    /// It is called inside a write to the data that both share, and is undone with it.
    func replacePrincipal(_ name: String, by other: String) throws
}
