#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "conf.h"
#include "log.h"
#include "pool.h"
#include "secret.h"

#define NONCE	crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG	crypto_aead_xchacha20poly1305_ietf_ABYTES

const struct conf_setting secret_settings[] = {
	{ "secret.key_dir", CONF_TEXT, "/etc/everychild/keys", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

static unsigned char keys[SECRET_KEY__MAX][SECRET_BYTES];

void secret_open(const char *program)
{
	unsigned char master[SECRET_BYTES];
	char path[512];
	unsigned i;
	FILE *f;

	if (sodium_init() < 0)
		log_fatal("secrets: libsodium does not start");
	(void)snprintf(path, sizeof(path), "%s/%s.key", conf_text("secret.key_dir"), program);
	f = fopen(path, "re");
	if (f == NULL || fread(master, 1, sizeof(master), f) != sizeof(master))
		log_fatal("secrets: %s must hold 32 random bytes", path);
	(void)fclose(f);
	for (i = 1; i < SECRET_KEY__MAX; i++)
		(void)crypto_kdf_derive_from_key(keys[i], SECRET_BYTES, i, "evrychld", master);
	sodium_memzero(master, sizeof(master));
}

void secret_random(void *bytes, size_t len)
{
	randombytes_buf(bytes, len);
}

char *secret_handle(struct pool *pool)
{
	static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
	unsigned char random[SECRET_HANDLE];
	char *handle = pool_alloc(pool, SECRET_HANDLE + 1);
	unsigned i;

	randombytes_buf(random, sizeof(random));
	for (i = 0; i < SECRET_HANDLE; i++)
		handle[i] = alphabet[random[i] & 31];
	return handle;
}

char *secret_to_text(struct pool *pool, const unsigned char *bytes, size_t len)
{
	const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	size_t size = sodium_base64_ENCODED_LEN(len, variant);

	return sodium_bin2base64(pool_alloc(pool, size), size, bytes, len, variant);
}

bool secret_from_text(const char *text, unsigned char *bytes, size_t len)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-_";
	size_t got;

	/* The library takes bytes that are not ASCII for digits. */
	return text[strspn(text, alphabet)] == '\0' &&
	    sodium_base642bin(bytes, len, text, strlen(text), NULL, &got, NULL,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 && got == len;
}

bool secret_from_base64(const char *text, size_t len, unsigned char *bytes_r, size_t *len_r)
{
	return sodium_base642bin(bytes_r, len, text, len, "\r\n\t ", len_r, NULL,
	    sodium_base64_VARIANT_ORIGINAL) == 0;
}

char *secret_text(struct pool *pool, size_t len)
{
	unsigned char *random = pool_alloc(pool, len);

	randombytes_buf(random, len);
	return secret_to_text(pool, random, len);
}

void secret_hash(const void *bytes, size_t len, unsigned char hash_r[SECRET_BYTES])
{
	(void)crypto_generichash(hash_r, SECRET_BYTES, bytes, len, NULL, 0);
}

void secret_mac(enum secret_key key, const void *bytes, size_t len,
    unsigned char mac_r[SECRET_BYTES])
{
	(void)crypto_auth_hmacsha256(mac_r, bytes, len, keys[key]);
}

bool secret_same(const void *a, const void *b, size_t len)
{
	return sodium_memcmp(a, b, len) == 0;
}

void secret_wipe(void *bytes, size_t len)
{
	sodium_memzero(bytes, len);
}

void secret_pair(unsigned char public_r[SECRET_BYTES], unsigned char secret_r[SECRET_SIGNER])
{
	if (sodium_init() < 0)
		log_fatal("secrets: libsodium does not start");
	(void)crypto_sign_ed25519_keypair(public_r, secret_r);
}

void secret_sign(const unsigned char key[SECRET_SIGNER], const void *bytes, size_t len,
    unsigned char signature_r[SECRET_SIGNATURE])
{
	if (sodium_init() < 0)
		log_fatal("secrets: libsodium does not start");
	(void)crypto_sign_ed25519_detached(signature_r, NULL, bytes, len, key);
}

bool secret_signed(const unsigned char key[SECRET_BYTES], const void *bytes, size_t len,
    const unsigned char signature[SECRET_SIGNATURE])
{
	return sodium_init() >= 0 && crypto_sign_ed25519_verify_detached(signature, bytes, len, key) == 0;
}

bool secret_from_hex(const char *text, size_t n, unsigned char *bytes_r, size_t len)
{
	size_t got;

	return n == len * 2 && strspn(text, "0123456789abcdef") >= n &&
	    sodium_hex2bin(bytes_r, len, text, n, NULL, &got, NULL) == 0 && got == len;
}

unsigned char *secret_seal(struct pool *pool, enum secret_key key, const char *about,
    const void *bytes, size_t len, size_t *len_r)
{
	unsigned char *sealed = pool_alloc(pool, NONCE + len + TAG);
	unsigned long long n;

	randombytes_buf(sealed, NONCE);
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, &n, bytes, len,
	    (const unsigned char *)about, strlen(about), NULL, sealed, keys[key]);
	*len_r = NONCE + (size_t)n;
	return sealed;
}

char *secret_unseal(struct pool *pool, enum secret_key key, const char *about,
    const void *sealed, size_t len, size_t *len_r)
{
	const unsigned char *s = sealed;
	unsigned long long n;
	unsigned char *bytes;

	if (len < NONCE + TAG)
		return NULL;
	bytes = pool_alloc(pool, len - NONCE - TAG + 1);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes, &n, NULL, s + NONCE, len - NONCE,
	    (const unsigned char *)about, strlen(about), s, keys[key]) != 0)
		return NULL;
	*len_r = (size_t)n;
	return (char *)bytes;
}
