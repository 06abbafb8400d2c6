#pragma once

// SHA256_Init, _Update and _Final are deprecated in OpenSSL 3 in favour of EVP, which allocates a context for every
// digest and takes three times as long for a tree node of 65 bytes. They are the only deprecated functions used.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
