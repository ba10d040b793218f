/* A row of a table says which columns a kind needs, which it may have, and in which of them a
 * language makes a code of its own. */
#include <string.h>

#include "base/utf8.h"
#include "exchange/payload.h"
#include "exchange/resource_row.h"
#include "exchange/texts.h"

enum { TYPED_LETTERS = 64 };

/* clang-format off */
const Column resource_columns[FIELDS] = {
    [UID]          = {"uid", NULL, REQUIRED},
    [TOPIC_NAME]   = {"topic", NULL, REQUIRED},
    [KIND]         = {"kind", NULL, REQUIRED},
    [STATE]        = {"state", NULL, OPTIONAL},
    [TITLE]        = {"title", "title_en", REQUIRED},
    [TEXT]         = {"text", "text_en", OPTIONAL},
    [TARGET]       = {"target", "target_en", OPTIONAL},
    [STARTS]       = {"starts", NULL, OPTIONAL},
    [ENDS]         = {"ends", NULL, OPTIONAL},
    [PLACE]        = {"place", "place_en", OPTIONAL},
    [LINK]         = {"link", NULL, OPTIONAL},
    [PHONE]        = {"phone", NULL, OPTIONAL},
    [MAIL]         = {"mail", NULL, OPTIONAL},
    [ORGANIZATION] = {"organization", "organisation", OPTIONAL},
    [PASSWORD]     = {"password", NULL, OPTIONAL},
    [HIDDEN]       = {"hidden", NULL, OPTIONAL},
    [SUBJECT]      = {"subject", "subject_en", OPTIONAL},
    [MESSAGE]      = {"message", "message_en", OPTIONAL},
};
/* clang-format on */

/* Those that stand in any number of languages, with an underscore behind them. */
const char *const resource_open[] = {
    "title_", "text_", "target_", "place_", "subject_", "message_", NULL};
static const int open_fields[] = {TITLE, TEXT, TARGET, PLACE, SUBJECT, MESSAGE};

/* --- a field in a language ------------------------------------------------------------------- */

bool resource_open_column(const OpenColumn *column, int *field, char language[12])
{
    for (int i = 0; resource_open[i]; i++) {
        size_t length = strlen(resource_open[i]);
        if (strncmp(column->name, resource_open[i], length) == 0) {
            *field = open_fields[i];
            return texts_language(column->name + length, language, 12);
        }
    }
    return false;
}

int resource_place(const ColumnRow *row, int field, const char *language)
{
    char tag[12];
    int of;
    if (strcmp(language, "en") == 0)
        return row->places[field];
    for (int i = 0; i < row->open_count; i++)
        if (resource_open_column(&row->open[i], &of, tag) && of == field &&
            strcmp(tag, language) == 0)
            return row->open[i].place;
    return -1;
}

const char *resource_text(const ColumnRow *row, int place)
{
    return place < 0 ? "" : row->csv->fields[place];
}

bool resource_says(const ColumnRow *row, int field, const char *language)
{
    return *resource_text(row, resource_place(row, field, language)) != 0;
}

/* In the language, else in English. */
static int place_best(const ColumnRow *row, int field, const char *language)
{
    return resource_place(row, field, resource_says(row, field, language) ? language : "en");
}

static const char *text_best(const ColumnRow *row, int field, const char *language)
{
    return resource_text(row, place_best(row, field, language));
}

bool resource_refuse(const ColumnRow *row, int place, const char *why, Err *err)
{
    return err_set(err, ERR_INVALID, "%s:%d:%d: %s", row->name, row->csv->line,
        row->csv->columns[place < 0 ? 0 : place], why);
}

/* --- kinds ----------------------------------------------------------------------------------- */

static const char *word(const ResourceCode *m, int field)
{
    return text_best(m->row, field, m->language);
}

static bool refuse_field(const ResourceCode *m, int field, const Err *why, Err *err)
{
    return resource_refuse(m->row, place_best(m->row, field, m->language), why->detail, err);
}

/* A code holds the text as it is; too long a one is blamed on the longest of these fields. */
static bool refuse_made(
    const ResourceCode *m, const int *fields, int count, const Err *why, Err *err)
{
    char told[200], name[48] = "";
    int longest = fields[0];
    if (why->code != ERR_FULL)
        return refuse_field(m, fields[0], why, err);
    for (int i = 1; i < count; i++)
        if (strlen(word(m, fields[i])) > strlen(word(m, longest)))
            longest = fields[i];
    bool is_own = strcmp(m->language, "en") != 0 && resource_says(m->row, longest, m->language);
    snprintf(name, sizeof name, "%s%s%s", resource_columns[longest].name, is_own ? "_" : "",
        is_own ? m->language : "");
    snprintf(told, sizeof told, "%.120s: shorten \"%s\"", why->detail, name);
    return resource_refuse(m->row, place_best(m->row, longest, m->language), told, err);
}

/* Without what one need not type; nobody types a long one. */
static void write_link(ResourceCode *m, const char *link)
{
    link += strcspn(link, "/") + 2;
    size_t length = strlen(link);
    if (length > 0 && link[length - 1] == '/')
        length--;
    if (length <= TYPED_LETTERS)
        snprintf(m->address, sizeof m->address, "%.*s", (int)length, link);
}

static bool make_url(ResourceCode *m, Err *err)
{
    static const int fields[] = {TARGET};
    Err why;
    if (!payload_url(word(m, TARGET), m->code, sizeof m->code, &why))
        return refuse_made(m, fields, 1, &why, err);
    write_link(m, m->code);
    return true;
}

static bool make_text(ResourceCode *m, Err *err)
{
    static const int fields[] = {TARGET};
    Err why;
    return payload_text(word(m, TARGET), m->code, sizeof m->code, &why) ||
        refuse_made(m, fields, 1, &why, err);
}

static bool make_phone(ResourceCode *m, Err *err)
{
    Err why;
    snprintf(m->address, sizeof m->address, "%s", word(m, TARGET));
    return payload_phone(word(m, TARGET), m->code, sizeof m->code, &why) ||
        refuse_field(m, TARGET, &why, err);
}

static bool make_mail(ResourceCode *m, Err *err)
{
    static const int fields[] = {TARGET, SUBJECT, MESSAGE};
    PayloadMail mail = {word(m, TARGET), word(m, SUBJECT), word(m, MESSAGE)};
    Err why;
    if (!payload_mail(&mail, m->code, sizeof m->code, &why))
        return refuse_made(m, fields, 3, &why, err);
    snprintf(m->address, sizeof m->address, "%s", mail.to);
    return true;
}

static bool make_wifi(ResourceCode *m, Err *err)
{
    PayloadWifi wifi = {word(m, TARGET), word(m, PASSWORD), strcmp(word(m, HIDDEN), "true") == 0};
    PayloadWifi open = {wifi.network, "", false};
    Err why;
    if (*word(m, HIDDEN) && !wifi.is_hidden && strcmp(word(m, HIDDEN), "false") != 0)
        return row_refuse(m->row, HIDDEN, err, "a network is hidden (true) or not (false)");
    if (!payload_wifi(&open, m->code, sizeof m->code, &why))
        return refuse_field(m, TARGET, &why, err);
    snprintf(m->address, sizeof m->address, "%s%s%s", wifi.network, *wifi.password ? "\n" : "",
        wifi.password);
    return payload_wifi(&wifi, m->code, sizeof m->code, &why) ||
        refuse_field(m, PASSWORD, &why, err);
}

static bool make_contact(ResourceCode *m, Err *err)
{
    static const int fields[] = {TARGET, ORGANIZATION};
    PayloadContact contact = {
        word(m, TARGET), word(m, ORGANIZATION), word(m, PHONE), word(m, MAIL)};
    PayloadMail mail = {contact.mail, "", ""};
    Err why;
    if (*contact.phone && !payload_phone(contact.phone, m->code, sizeof m->code, &why))
        return refuse_field(m, PHONE, &why, err);
    if (*contact.mail && !payload_mail(&mail, m->code, sizeof m->code, &why))
        return refuse_field(m, MAIL, &why, err);
    snprintf(m->address, sizeof m->address, "%.100s%s%.150s", contact.phone,
        *contact.phone && *contact.mail ? "\n" : "", contact.mail);
    return payload_contact(&contact, m->code, sizeof m->code, &why) ||
        refuse_made(m, fields, 2, &why, err);
}

static bool make_event(ResourceCode *m, Err *err)
{
    static const int fields[] = {TITLE, PLACE, LINK};
    PayloadEvent event = {.title = word(m, TITLE),
        .place = word(m, PLACE),
        .link = word(m, LINK),
        .starts = m->resource->starts,
        .ends = m->resource->ends,
        .uid = m->is_wrapped ? m->resource->uid : NULL,
        .stamp = m->resource->starts};
    Err why;
    return payload_event(&event, m->code, sizeof m->code, &why) ||
        refuse_made(m, fields, 3, &why, err);
}

typedef struct {
    ResourceFields fields;
    bool (*make)(ResourceCode *m, Err *err);
} KindRow;

/* clang-format off */
static const KindRow kinds[] = {
    [RESOURCE_URL]     = {{BIT(TARGET), 0, BIT(TARGET)}, make_url},
    [RESOURCE_TEXT]    = {{BIT(TARGET), 0, BIT(TARGET)}, make_text},
    [RESOURCE_PHONE]   = {{BIT(TARGET), 0, 0}, make_phone},
    [RESOURCE_MAIL]    = {{BIT(TARGET), BIT(SUBJECT) | BIT(MESSAGE), BIT(SUBJECT) | BIT(MESSAGE)}, make_mail},
    [RESOURCE_WIFI]    = {{BIT(TARGET), BIT(PASSWORD) | BIT(HIDDEN), 0}, make_wifi},
    [RESOURCE_CONTACT] = {{BIT(TARGET), BIT(PHONE) | BIT(MAIL) | BIT(ORGANIZATION), 0}, make_contact},
    [RESOURCE_EVENT]   = {{BIT(STARTS) | BIT(ENDS), BIT(PLACE) | BIT(LINK), BIT(TITLE)}, make_event},
};
/* clang-format on */

const ResourceFields *resource_fields(ResourceKind kind)
{
    return &kinds[kind].fields;
}

bool resource_code(ResourceCode *made, Err *err)
{
    return kinds[made->resource->kind].make(made, err);
}
