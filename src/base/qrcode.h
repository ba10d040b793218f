/* A QR code as a matrix of dark and light modules, without the quiet zone around it.
 *
 * The largest is one whose modules are 4 px and more on a glass of 1024 x 600: a phone reads those
 * from 20 cm. */
#ifndef BASE_QRCODE_H
#define BASE_QRCODE_H

#include <stdbool.h>
#include <stdint.h>

enum { QRCODE_VERSION = 15, QRCODE_SIDE = 17 + 4 * QRCODE_VERSION, QRCODE_QUIET = 4 };

typedef struct {
    int size; /* modules a side; 0: no code */
    uint8_t dark[QRCODE_SIDE][(QRCODE_SIDE + 7) / 8];
} QrCode;

static inline bool qrcode_is_dark(const QrCode *code, int x, int y)
{
    return code->dark[y][x / 8] >> (x % 8) & 1;
}

#endif
