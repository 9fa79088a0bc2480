import Gateway

/// What the server does not enforce as AWS would, said at the start, in `health` and in the README.
enum KnownGaps {
    static func notEnforced(_ options: ServerOptions) -> [String] {
        var gaps: [String] = []
        if options.mode == .observe {
            // What KMS does for no foreign caller, whatever its policies say, is no question of leave: there is nothing to let through.
            gaps.append(
                "everything: denials are only recorded (--mode observe); of KMS, what never reaches over accounts refuses another account's key all the same"
            )
        }
        if options.allowContextHeader { gaps.append("condition keys: requests may set them with x-portcullis-context") }
        if options.bucketFolder != nil { gaps.append("S3: folders stand for buckets, and exports and imports ask nobody's leave of S3") }
        return gaps
    }
}
