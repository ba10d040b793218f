/* Payloads: a text to the QR code that holds it.
 *
 * The home of libqrencode. Error correction is M, or L where M would need more
 * than version 12; bytes are UTF-8 as given. Nothing is kept.
 */
#ifndef EXCHANGE_PAYLOAD_H
#define EXCHANGE_PAYLOAD_H

#include "base/err.h"
#include "base/qrcode.h"

/* ERR_INVALID for an empty text, one that is not UTF-8, or one too long for version 20. */
bool payload_code(const char *text, QrCode *out, Err *err);

#endif
