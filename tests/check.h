/* Thin names over cmocka, so that a test reads as a sentence. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

/* cmocka wants these four first, in this order. */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
/* clang-format on */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEST(name) static void name(void **state)
#define UNUSED_STATE (void)state
#define CHECK(x) assert_true(x)
#define CHECK_TEXT(a, b) assert_string_equal((a), (b))
#define CHECK_INT(a, b) assert_int_equal((a), (b))
#define RUN(name) cmocka_unit_test(name)

#endif
