/* Wiping: zeroes that the compiler may not leave out. */
#ifndef BASE_WIPE_H
#define BASE_WIPE_H

#include <string.h>

#define wipe(pointer, size) explicit_bzero((pointer), (size))

#endif
