/*
 * secret: the only file that knows libsodium. Keys, hashes, sealed text.
 *
 * A program has one key file of 32 bytes (secret.key_dir/<program>.key); the
 * keys in use are derived from it, one for each purpose, so that none serves
 * two. All failures are fatal: nothing is served without working secrets.
 */
#ifndef EVERYCHILD_SECRET_H
#define EVERYCHILD_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "conf.h"

struct pool;

#define SECRET_BYTES	32
#define SECRET_HANDLE	12	/* characters of a handle */

enum secret_key {
	SECRET_KEY_AUDIT = 1,
	SECRET_KEY_TOKEN,
	SECRET_KEY_STASH,
	SECRET_KEY_NAME,		/* names that say nothing (report_pseudonym) */
	SECRET_KEY__MAX
};

extern const struct conf_setting secret_settings[];

/* Before privileges are dropped. */
void secret_open(const char *program);

void secret_random(void *bytes, size_t len);
/* 12 random characters of Crockford's base 32, lower case. */
char *secret_handle(struct pool *pool);
/* len random bytes as text of [A-Za-z0-9_-]. */
char *secret_text(struct pool *pool, size_t len);
/* URL-safe base64 without padding; from returns false when text is not
 * exactly len bytes of it. */
char *secret_to_text(struct pool *pool, const unsigned char *bytes, size_t len);
bool secret_from_text(const char *text, unsigned char *bytes, size_t len);
/* Plain base64 with line ends in it. bytes_r has room for len bytes, which is more than
 * come out. */
bool secret_from_base64(const char *text, size_t len, unsigned char *bytes_r, size_t *len_r);

/* BLAKE2b-256 (unkeyed): what is stored of a session cookie or token. */
void secret_hash(const void *bytes, size_t len, unsigned char hash_r[SECRET_BYTES]);
/* HMAC-SHA-256. */
void secret_mac(enum secret_key key, const void *bytes, size_t len,
    unsigned char mac_r[SECRET_BYTES]);
/* In constant time. */
bool secret_same(const void *a, const void *b, size_t len);
void secret_wipe(void *bytes, size_t len);

/* A pair of keys for Ed25519: whoever has the public one can tell that a text was signed
 * with the secret one, and cannot sign. No program's key is needed. */
#define SECRET_SIGNER	64	/* bytes of the secret key */
#define SECRET_SIGNATURE	64
void secret_pair(unsigned char public_r[SECRET_BYTES], unsigned char secret_r[SECRET_SIGNER]);
void secret_sign(const unsigned char key[SECRET_SIGNER], const void *bytes, size_t len,
    unsigned char signature_r[SECRET_SIGNATURE]);
bool secret_signed(const unsigned char key[SECRET_BYTES], const void *bytes, size_t len,
    const unsigned char signature[SECRET_SIGNATURE]);
/* Exactly len bytes in lower-case hexadecimal, n characters of it; false: it is not. */
bool secret_from_hex(const char *text, size_t n, unsigned char *bytes_r, size_t len);

/* XChaCha20-Poly1305 with `about` as associated data. open returns NULL when
 * the sealed bytes are not ours or are about something else. */
unsigned char *secret_seal(struct pool *pool, enum secret_key key, const char *about,
    const void *bytes, size_t len, size_t *len_r);
char *secret_unseal(struct pool *pool, enum secret_key key, const char *about,
    const void *sealed, size_t len, size_t *len_r);

#endif
