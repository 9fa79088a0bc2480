import HTTPEndpoint

extension TLSIdentity {
    /// A certificate for `localhost` that vouches for itself, made for these tests and used nowhere else.
    static let forTests = TLSIdentity(
        certificateChain: """
            -----BEGIN CERTIFICATE-----
            MIIBmzCCAUGgAwIBAgIUczV1djPfYKcG6AqFKOB/K3Njv0cwCgYIKoZIzj0EAwIw
            FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzIwMDcyMloYDzIxMjYxMDMw
            MjAwNzIyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
            PQMBBwNCAASNdKesgdrcMCwWI6JolFC148mhm/bceMZ/EY3pxJwzsIMlBO4ljoFk
            1aaQe/vzRAFm/4YWMafH138hsWOp0kNEo28wbTAdBgNVHQ4EFgQUbqdi94zCLlzU
            1kHii2RhJB21HXgwHwYDVR0jBBgwFoAUbqdi94zCLlzU1kHii2RhJB21HXgwDwYD
            VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
            zj0EAwIDSAAwRQIgFip5NWnWPWdbPbKoEe8a1MK778FW8JY4Kr3+r8pZ6D4CIQC5
            LdWxOsO6dldBj5PZdZ0+0T+O6XMtXriJXv7zxFDgkw==
            -----END CERTIFICATE-----

            """,
        privateKey: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg5MFN5KDxr3tZSbkW
            G1DXumwnbHWgZyBxwvfxaAf+lWahRANCAASNdKesgdrcMCwWI6JolFC148mhm/bc
            eMZ/EY3pxJwzsIMlBO4ljoFk1aaQe/vzRAFm/4YWMafH138hsWOp0kNE
            -----END PRIVATE KEY-----

            """)
}
