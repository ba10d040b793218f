/* JSON out, one value a line (jansson does the escaping). */
#ifndef EXCHANGE_JSON_H
#define EXCHANGE_JSON_H

#include "base/buf.h"
#include <stdint.h>

typedef struct Json Json; /* one value; owned by its parent once added */

/* Not json_object and json_array: jansson exports those. */
Json *json_new_object(void);
Json *json_new_array(void);
void json_free(Json *json); /* null is fine; only for one without a parent */

/* Into an object (key) or an array (key null). A null text is JSON null. */
void json_text(Json *to, const char *key, const char *text);
void json_int(Json *to, const char *key, int64_t value);
void json_number(Json *to, const char *key, double value); /* a whole one as json_int */
void json_bool(Json *to, const char *key, bool value);
void json_add(Json *to, const char *key, Json *value); /* takes value */

/* How many an array has. */
int json_size(const Json *array);

/* Writes it compact, without a line end. */
void json_write(const Json *json, Buf *out);

#endif
