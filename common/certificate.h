/*
 * certificate: how long one is good. Reads no more of X.509 than that, and judges
 * nothing else: whether a certificate is to be trusted is the TLS library's to say.
 */
#ifndef EVERYCHILD_CERTIFICATE_H
#define EVERYCHILD_CERTIFICATE_H

#include <stdbool.h>
#include <stddef.h>

/* The moment (date.h) from which it is no longer good, of a certificate in DER. False:
 * these bytes are none. */
bool certificate_end(const unsigned char *der, size_t len, long long *end_r);
/* The same of the first certificate in a PEM text. */
bool certificate_end_pem(const char *text, long long *end_r);

/* Whole days from now; negative when it is over. */
long certificate_days(long long end, long long now);

#endif
