#ifndef CCRYPTO_SHIM_H
#define CCRYPTO_SHIM_H

#include <stddef.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

// The names SHA256 and HMAC are those of Swift types of ours, hence these wrappers.

/// Writes the 32 bytes of SHA-256; `digest` must have room for them.
static inline int ccrypto_sha256(const unsigned char *bytes, size_t count, unsigned char *digest) {
    return SHA256(bytes, count, digest) != NULL;
}

/// Writes the 32 bytes of HMAC-SHA-256; `digest` must have room for them.
static inline int ccrypto_hmac_sha256(
    const void *key, int key_count, const unsigned char *bytes, size_t count,
    unsigned char *digest) {
    unsigned int length = 0;
    return HMAC(EVP_sha256(), key, key_count, bytes, count, digest, &length) != NULL
        && length == 32;
}

/// Zero where the bytes are the same, in a time that does not depend on their values.
static inline int ccrypto_compare(const void *left, const void *right, size_t count) {
    return CRYPTO_memcmp(left, right, count);
}

#endif
