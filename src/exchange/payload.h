/* Payloads: what goes into a QR code, as phones understand it, and the code that holds it.
 *
 * The home of libqrencode. Texts are UTF-8; times are seconds since 1970, UTC. A builder writes to
 * out[0..size), exactly escaped, and returns false for what a phone would not take (ERR_INVALID) or
 * a code does not hold (ERR_FULL, with how many bytes it would be); nothing is ever cut. Nothing is
 * kept.
 */
#ifndef EXCHANGE_PAYLOAD_H
#define EXCHANGE_PAYLOAD_H

#include "base/err.h"
#include "base/qrcode.h"
#include <stddef.h>
#include <stdint.h>

enum {
    PAYLOAD_BYTES = 520,  /* what a code of QRCODE_VERSION holds at L */
    PAYLOAD_MEDIUM = 287, /* and one of version 12 at M */
    PAYLOAD_SIZE = PAYLOAD_BYTES + 1
};

typedef struct {
    const char *title;
    const char *place; /* "" none */
    const char *link;  /* "" none; stands for the place where there is none */
    int64_t starts, ends;
    const char *uid; /* null: the bare VEVENT; else in a VCALENDAR, for phones that want it so */
    int64_t stamp;   /* then: when it was made */
} PayloadEvent;

typedef struct {
    const char *name, *organization, *phone, *mail; /* "" none, but for the name */
} PayloadContact;

typedef struct {
    const char *network, *password; /* "" an open one */
    bool is_hidden;
} PayloadWifi;

typedef struct {
    const char *to, *subject, *message; /* "" none */
} PayloadMail;

/* An address of the web, as it is. */
bool payload_url(const char *url, char *out, size_t size, Err *err);

/* The words, as they are; a line ends with \n. */
bool payload_text(const char *words, char *out, size_t size, Err *err);

/* A number to call, as people write it: ten digits are American; 988 stays 988. */
bool payload_phone(const char *number, char *out, size_t size, Err *err);

bool payload_mail(const PayloadMail *mail, char *out, size_t size, Err *err);

/* In UTC: a phone knows where it is. */
bool payload_event(const PayloadEvent *event, char *out, size_t size, Err *err);

/* A vCard; a MECARD, half as long, where that would pass version 12 at M. */
bool payload_contact(const PayloadContact *contact, char *out, size_t size, Err *err);

bool payload_wifi(const PayloadWifi *wifi, char *out, size_t size, Err *err);

/* The smallest code that holds the text: at M or, where the same one does, at Q or H; at L where M
 * would need more than version 12. ERR_INVALID for an empty text or one that is not UTF-8,
 * ERR_FULL for one of over PAYLOAD_BYTES. */
bool payload_code(const char *text, QrCode *out, Err *err);

#endif
