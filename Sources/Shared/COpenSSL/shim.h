// The low-level digest functions are marked deprecated since OpenSSL 3.0, in favour of contexts that live on the heap
// and are looked up by name. A digest state that is a plain value is what makes a precomputed signing key cheap to use.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/md5.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Variadic in C, so out of Swift's reach.
static inline EVP_PKEY *portcullis_generate_p256_key(void) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
}
