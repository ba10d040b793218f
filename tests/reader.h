/* A reader of codes that is not ours: ZBar, as a phone would see a picture of grey. */
#ifndef TESTS_READER_H
#define TESTS_READER_H

#include "check.h"

#include "base/qrcode.h"
#include "platform/internal.h"
#include <zbar.h>

/* The code in the picture; "" if there is not just one. */
static inline const char *read_grey(
    const uint8_t *grey, int width, int height, char *out, size_t size)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1); /* guess no charset */
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)width, (unsigned)height);
    zbar_image_set_data(image, grey, (unsigned long)width * (unsigned long)height, NULL);
    out[0] = 0;
    if (zbar_scan_image(scanner, image) == 1) {
        const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
        size_t length = zbar_symbol_get_data_length(symbol);
        CHECK(length < size);
        memcpy(out, zbar_symbol_get_data(symbol), length);
        out[length] = 0;
    }
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    return out;
}

/* A matrix, as it would be printed. */
static inline const char *read_matrix(const QrCode *code, char *out, size_t size)
{
    enum { MODULE = 4 };
    int side = (code->size + 2 * QRCODE_QUIET) * MODULE;
    uint8_t *grey = malloc((size_t)side * (size_t)side);
    assert_non_null(grey);
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            int column = x / MODULE - QRCODE_QUIET, row = y / MODULE - QRCODE_QUIET;
            bool is_inside = column >= 0 && row >= 0 && column < code->size && row < code->size;
            grey[y * side + x] = is_inside && qrcode_is_dark(code, column, row) ? 0 : 255;
        }
    }
    read_grey(grey, side, side, out, size);
    free(grey);
    return out;
}

/* A part of what is on the glass. */
static inline const char *read_glass(const Picture *picture, Pixels part, char *out, size_t size)
{
    const SDL_Surface *surface = picture->surface;
    uint8_t *grey = malloc((size_t)part.w * (size_t)part.h);
    assert_non_null(grey);
    CHECK(part.x >= 0 && part.y >= 0);
    CHECK(part.x + part.w <= surface->w && part.y + part.h <= surface->h);
    for (int y = 0; y < part.h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels +
            (part.y + y) * surface->pitch);
        for (int x = 0; x < part.w; x++) {
            uint8_t r, g, b;
            SDL_GetRGB(row[part.x + x], surface->format, &r, &g, &b);
            grey[y * part.w + x] = (uint8_t)((r * 3 + g * 6 + b) / 10);
        }
    }
    read_grey(grey, part.w, part.h, out, size);
    free(grey);
    return out;
}

#endif
