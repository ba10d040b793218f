/* jansson under our own names: a Json is a json_t. It refuses malformed UTF-8, and then the
 * whole value would be gone: such text is mended. */
#include "exchange/json.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

static void put(Json *to, const char *key, json_t *value)
{
    json_t *into = (json_t *)to;
    int failed = key ? json_object_set_new(into, key, value) : json_array_append_new(into, value);
    ASSERT(failed == 0);
}

static json_t *mended(const char *text)
{
    Buf buf;
    buf_init(&buf, strlen(text) * 3);
    for (uint32_t letter; (letter = utf8_next(&text));) {
        char bytes[4];
        int size = utf8_put(letter, bytes);
        buf_add(&buf, bytes, (size_t)size);
    }
    json_t *value = json_string(buf.data ? buf.data : "");
    buf_finish(&buf);
    return value;
}

static json_t *text_value(const char *text)
{
    json_t *value = json_string(text);
    return value ? value : mended(text);
}

Json *json_new_object(void)
{
    return (Json *)json_object();
}

Json *json_new_array(void)
{
    return (Json *)json_array();
}

void json_free(Json *json)
{
    json_decref((json_t *)json);
}

void json_text(Json *to, const char *key, const char *text)
{
    put(to, key, text ? text_value(text) : json_null());
}

void json_int(Json *to, const char *key, int64_t value)
{
    put(to, key, json_integer(value));
}

void json_number(Json *to, const char *key, double value)
{
    bool is_whole = value == floor(value) && fabs(value) < 1e15;
    put(to, key, is_whole ? json_integer((json_int_t)value) : json_real(value));
}

void json_bool(Json *to, const char *key, bool value)
{
    put(to, key, json_boolean(value));
}

void json_add(Json *to, const char *key, Json *value)
{
    put(to, key, (json_t *)value);
}

int json_size(const Json *array)
{
    return (int)json_array_size((const json_t *)array);
}

static int add_bytes(const char *bytes, size_t size, void *out)
{
    buf_add(out, bytes, size);
    return 0;
}

void json_write(const Json *json, Buf *out)
{
    if (json_dump_callback((const json_t *)json, add_bytes, out, JSON_COMPACT) != 0)
        out->is_full = true;
}
