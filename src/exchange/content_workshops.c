/* Workshops as a school writes them. A bad row refuses the list, with line and column. What is the
 * workshop's own stands in its first row; the others leave it empty or say the same. */
#include "exchange/content_workshops.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "exchange/content.h"
#include "exchange/fields.h"
#include "exchange/zip.h"

enum { SESSIONS_MAX = 10000, FILE_MAX = 16 << 20, PLACES_MOST = 9999 };

enum {
    SHOP_UID,
    SHOP_TOPIC,
    SHOP_TITLE,
    SHOP_TEXT,
    SHOP_GRADES,
    SHOP_SESSION,
    SHOP_STARTS,
    SHOP_ENDS,
    SHOP_PLACE,
    SHOP_ONLINE,
    SHOP_LANGUAGE,
    SHOP_SEATS,
    SHOP_CHILDCARE,
    SHOP_INTERPRETERS,
    SHOP_RIDES,
    SHOP_STATE,
    SHOP_FIELDS
};

/* clang-format off */
static const Column columns[] = {
    [SHOP_UID]          = {"uid", NULL, REQUIRED},
    [SHOP_TOPIC]        = {"topic", NULL, OPTIONAL},
    [SHOP_TITLE]        = {"title", "title_en", REQUIRED},
    [SHOP_TEXT]         = {"text", "text_en", WANTED},
    [SHOP_GRADES]       = {"grades", NULL, OPTIONAL},
    [SHOP_SESSION]      = {"session", NULL, REQUIRED},
    [SHOP_STARTS]       = {"starts", NULL, REQUIRED},
    [SHOP_ENDS]         = {"ends", NULL, REQUIRED},
    [SHOP_PLACE]        = {"place", "place_en", WANTED},
    [SHOP_ONLINE]       = {"online", NULL, OPTIONAL},
    [SHOP_LANGUAGE]     = {"language", NULL, WANTED},
    [SHOP_SEATS]        = {"seats", NULL, WANTED},
    [SHOP_CHILDCARE]    = {"childcare", NULL, OPTIONAL},
    [SHOP_INTERPRETERS] = {"interpreters", NULL, OPTIONAL},
    [SHOP_RIDES]        = {"rides", NULL, OPTIONAL},
    [SHOP_STATE]        = {"state", NULL, OPTIONAL},
};
/* clang-format on */

static const char *const open_columns[] = {"title_", "text_", "place_", NULL};

static const ColumnFile workshop_file = {.name = "workshops.csv",
    .columns = columns,
    .count = SHOP_FIELDS,
    .open = open_columns,
    .is_strict = true};

typedef struct {
    WorkshopList *list;
    Zone *zone;
} Reading;

/* ---- a session ---- */

static bool take_count(const ColumnRow *row, int field, int *out, Err *err)
{
    const char *text = row_text(row, field);
    char *end;
    long number = strtol(text, &end, 10);
    *out = (int)number;
    return (!*end && strspn(text, "0123456789") == strlen(text) && number <= PLACES_MOST) ||
        row_refuse(row, field, err, "how many there are, a number up to 9999, or nothing");
}

/* No seats and no limit are the same number in the records. */
static bool take_places(const ColumnRow *row, Places *places, Err *err)
{
    if (!take_count(row, SHOP_SEATS, &places->seats, err))
        return false;
    if (*row_text(row, SHOP_SEATS) && places->seats == 0)
        return row_refuse(row, SHOP_SEATS, err,
            "no seats at all; leave it empty if there is no limit, or withdraw the session");
    return take_count(row, SHOP_CHILDCARE, &places->childcare, err) &&
        take_count(row, SHOP_INTERPRETERS, &places->interpreters, err) &&
        take_count(row, SHOP_RIDES, &places->rides, err);
}

static bool take_online(const ColumnRow *row, Session *session, Err *err)
{
    const char *text = row_text(row, SHOP_ONLINE);
    session->is_virtual = *text && strcmp(text, "no") != 0;
    if (!session->is_virtual || strcmp(text, "yes") == 0)
        return true;
    return field_link(row, SHOP_ONLINE, session->link, sizeof session->link, &(Err){0})
        ? true
        : row_refuse(row, SHOP_ONLINE, err,
              "yes, no, or a link that begins with https:// and is not over 255 bytes");
}

static bool take_session_uid(const WorkshopList *list, const ColumnRow *row, Session *s, Err *err)
{
    if (!field_uid(row, SHOP_SESSION, s->uid, sizeof s->uid, "a session", err))
        return false;
    for (int i = 0; i < list->session_count; i++)
        if (strcmp(list->sessions[i].session.uid, s->uid) == 0)
            return row_refuse(row, SHOP_SESSION, err, "this session stands twice");
    return true;
}

static bool take_session(const Reading *r, const ColumnRow *row, Session *s, Err *err)
{
    if (!take_session_uid(r->list, row, s, err) ||
        !field_time(row, SHOP_STARTS, r->zone, &s->starts, err) ||
        !field_time(row, SHOP_ENDS, r->zone, &s->ends, err))
        return false;
    if (s->ends <= s->starts)
        return row_refuse(row, SHOP_ENDS, err, "a session ends after it starts");
    if (!texts_language(row_text(row, SHOP_LANGUAGE), s->language, sizeof s->language))
        return row_refuse(row, SHOP_LANGUAGE, err, "no language tag as es or zh-Hans");
    return take_online(row, s, err) && take_places(row, &s->places, err);
}

/* ---- its workshop ---- */

static int find_workshop(const WorkshopList *list, const char *uid)
{
    for (int i = list->workshop_count - 1; i >= 0; i--)
        if (strcmp(list->workshops[i].workshop.uid, uid) == 0)
            return i;
    return -1;
}

static const char topics[] =
#define TOPIC(name, title, icon, tint) " " name
#include "store/topics.def"
#undef TOPIC
    ;

static bool take_topic(const ColumnRow *row, Workshop *workshop, Err *err)
{
    char why[240];
    const char *topic = row_text(row, SHOP_TOPIC);
    if (!*topic || topic_is_known(topic))
        return utf8_copy(workshop->topic, sizeof workshop->topic, topic);
    snprintf(why, sizeof why, "\"%.40s\" is no topic; there are%s", topic, topics);
    return row_refuse(row, SHOP_TOPIC, err, why);
}

/* Each text that the row may have, in the order of its columns: also the empty ones. */
static bool add_texts(WorkshopList *list, int owner, const ColumnRow *row, Err *err)
{
    TextList *texts = &list->texts;
    return texts_add(texts, owner, CONTENT_TITLE, "en", row_text(row, SHOP_TITLE), err) &&
        (!row_has(row, SHOP_TEXT) ||
            texts_add(texts, owner, CONTENT_TEXT, "en", row_text(row, SHOP_TEXT), err)) &&
        (!row_has(row, SHOP_PLACE) ||
            texts_add(texts, owner, CONTENT_PLACE, "en", row_text(row, SHOP_PLACE), err)) &&
        texts_add_open(texts, owner, row, err);
}

static bool begin_workshop(WorkshopList *list, const ColumnRow *row, const char *uid, Err *err)
{
    ListedWorkshop *grown = list_grow(list->workshops, list->workshop_count, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_FULL, "no memory for this list");
    list->workshops = grown;
    ListedWorkshop *made = &list->workshops[list->workshop_count];
    *made = (ListedWorkshop){.workshop.state = WORKSHOP_PUBLISHED,
        .first = list->session_count,
        .texts = list->texts.count};
    utf8_copy(made->workshop.uid, sizeof made->workshop.uid, uid);
    if (!*row_text(row, SHOP_TITLE))
        return row_refuse(row, SHOP_TITLE, err, "a workshop needs a title in its first row");
    if (strcmp(row_text(row, SHOP_STATE), "draft") == 0)
        made->workshop.state = WORKSHOP_DRAFT;
    if (!take_topic(row, &made->workshop, err) ||
        !field_grades(row, SHOP_GRADES, made->workshop.grades, sizeof made->workshop.grades, err) ||
        !add_texts(list, list->session_count, row, err))
        return false;
    made->text_count = list->texts.count - made->texts;
    list->workshop_count++;
    return true;
}

static bool refuse_other(const ColumnRow *row, int place, const ListedSession *first, Err *err)
{
    return err_set(err, ERR_INVALID,
        "%s:%d:%d: line %d says something else of this workshop; say it once, or the same",
        row->name, row->csv->line, row->csv->columns[place], first->line);
}

/* A field that is empty, or says what the first row says. */
static bool is_same(
    const ColumnRow *row, int field, const char *said, const ListedSession *first, Err *err)
{
    const char *text = row_text(row, field);
    return !*text || strcmp(text, said) == 0 || refuse_other(row, row->places[field], first, err);
}

static const char *first_text(
    const WorkshopList *list, const ListedWorkshop *w, ContentField field, const char *language)
{
    for (int i = w->texts; i < w->texts + w->text_count; i++)
        if (list->texts.rows[i].field == field &&
            strcmp(list->texts.rows[i].language, language) == 0)
            return texts_text(&list->texts, i);
    return "";
}

/* The open columns come in the same order in every row: behind those of English. */
static bool open_is_same(
    const WorkshopList *list, const ColumnRow *row, const ListedWorkshop *w, Err *err)
{
    int at = w->texts + w->text_count - row->open_count;
    for (int i = 0; i < row->open_count; i++, at++) {
        const char *text = row->csv->fields[row->open[i].place];
        if (list->texts.rows[at].field != CONTENT_PLACE && *text &&
            strcmp(text, texts_text(&list->texts, at)) != 0)
            return refuse_other(row, row->open[i].place, &list->sessions[w->first], err);
    }
    return true;
}

/* The places of a later row: its other texts were said before. */
static bool add_places(WorkshopList *list, const ColumnRow *row, const ListedWorkshop *w, Err *err)
{
    TextList *texts = &list->texts;
    int at = w->texts + w->text_count - row->open_count;
    if (row_has(row, SHOP_PLACE) &&
        !texts_add(texts, list->session_count, CONTENT_PLACE, "en", row_text(row, SHOP_PLACE), err))
        return false;
    for (int i = 0; i < row->open_count; i++, at++) {
        ListText first = texts->rows[at];
        if (first.field == CONTENT_PLACE &&
            !texts_add(texts, list->session_count, CONTENT_PLACE, first.language,
                row->csv->fields[row->open[i].place], err))
            return false;
    }
    return true;
}

static bool continue_workshop(
    WorkshopList *list, const ColumnRow *row, const ListedWorkshop *w, Err *err)
{
    const ListedSession *first = &list->sessions[w->first];
    char grades[sizeof w->workshop.grades];
    if (!field_grades(row, SHOP_GRADES, grades, sizeof grades, err))
        return false;
    if (*grades && strcmp(grades, w->workshop.grades) != 0)
        return refuse_other(row, row->places[SHOP_GRADES], first, err);
    return is_same(row, SHOP_TOPIC, w->workshop.topic, first, err) &&
        is_same(row, SHOP_TITLE, first_text(list, w, CONTENT_TITLE, "en"), first, err) &&
        is_same(row, SHOP_TEXT, first_text(list, w, CONTENT_TEXT, "en"), first, err) &&
        open_is_same(list, row, w, err) && add_places(list, row, w, err);
}

static bool take_workshop(WorkshopList *list, const ColumnRow *row, int *out, Err *err)
{
    Workshop named;
    if (!field_uid(row, SHOP_UID, named.uid, sizeof named.uid, "a workshop", err))
        return false;
    *out = find_workshop(list, named.uid);
    if (*out >= 0)
        return continue_workshop(list, row, &list->workshops[*out], err);
    *out = list->workshop_count;
    return begin_workshop(list, row, named.uid, err);
}

/* A session is published or withdrawn; a draft is the workshop, with all its sessions. */
static bool take_state(const ColumnRow *row, ListedWorkshop *w, Session *s, bool is_first, Err *err)
{
    WorkshopState state = w->workshop.state;
    const char *word = row_text(row, SHOP_STATE);
    if (*word && !workshop_state_read(word, &state))
        return row_refuse(row, SHOP_STATE, err, "published, withdrawn or draft; empty: published");
    s->is_withdrawn = state == WORKSHOP_WITHDRAWN;
    w->has_published = w->has_published || state == WORKSHOP_PUBLISHED;
    bool is_mixed = state != WORKSHOP_WITHDRAWN && state != w->workshop.state;
    return is_first || !is_mixed ||
        row_refuse(row, SHOP_STATE, err, "a draft is a whole workshop: all of its rows, or none");
}

/* ---- the list ---- */

static bool take_row(void *self, const ColumnRow *row, Err *err)
{
    Reading *r = self;
    WorkshopList *list = r->list;
    if (list->session_count == SESSIONS_MAX)
        return row_refuse(row, SHOP_SESSION, err, "over 10,000 sessions");
    ListedSession *grown = list_grow(list->sessions, list->session_count, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_FULL, "no memory for this list");
    list->sessions = grown;
    ListedSession *made = &list->sessions[list->session_count];
    *made = (ListedSession){
        .line = row->csv->line, .column = row->csv->columns[row->places[SHOP_SESSION]]};
    if (!take_workshop(list, row, &made->workshop, err) ||
        !take_session(r, row, &made->session, err))
        return false;
    ListedWorkshop *workshop = &list->workshops[made->workshop];
    bool is_first = workshop->first == list->session_count;
    if (!take_state(row, workshop, &made->session, is_first, err))
        return false;
    list->session_count++;
    return true;
}

bool workshop_list_read(WorkshopList *out, Store *store, const char *path, FILE *notes, Err *err)
{
    ColumnNotes kept = {.notes = notes};
    Reading r = {out, NULL};
    const char *slash = strrchr(path, '/');
    const char *name = strcmp(path, "-") == 0 ? "standard input" : slash ? slash + 1 : path;
    *out = (WorkshopList){0};
    texts_init(&out->texts);
    utf8_copy(out->name, sizeof out->name, name);
    r.zone = content_zone(store, err);
    if (!r.zone)
        return false;
    Buf bytes;
    buf_init(&bytes, FILE_MAX);
    bool done = files_read_path(path, &bytes, err) &&
        columns_read(&workshop_file, out->name, &bytes, &kept, take_row, &r, err);
    buf_finish(&bytes);
    zone_free(r.zone);
    return done;
}

void workshop_list_finish(WorkshopList *list)
{
    texts_finish(&list->texts);
    free(list->workshops);
    free(list->sessions);
    *list = (WorkshopList){0};
}
