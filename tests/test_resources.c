/* Resources: what is on the shelf, in which languages, how often it was shown; and how a list of
 * them comes in. */
#include "check.h"
#include "exchange/content_resources.h"
#include "exchange/payload.h"
#include "store/settings.h"
#include "store/sql.h"

#include <unistd.h>

enum { NOW = 1795131720, DAY = 86400 };

static Store *store;

static int open_records(void **state)
{
    Err err = {0};
    UNUSED_STATE;
    return store_open(&store, NULL, STORE_MEMORY, &err) &&
            settings_set(store, "timezone", "America/Chicago", &err)
        ? 0
        : -1;
}

static int close_records(void **state)
{
    UNUSED_STATE;
    store_close(store);
    return 0;
}

static int number(const char *select)
{
    Err err = {0};
    Sql *q = sql(store, select);
    int found = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return found;
}

/* --- the records --------------------------------------------------------------------------- */

static Resource put(const char *uid, const char *topic, ResourceKind kind, int position)
{
    Err err = {0};
    Resource r = {.kind = kind, .position = position, .state = WORKSHOP_PUBLISHED};
    snprintf(r.uid, sizeof r.uid, "%s", uid);
    snprintf(r.topic, sizeof r.topic, "%s", topic);
    CHECK(resources_put(store, &r, NOW, &err));
    return r;
}

static int of(const char *topic, int64_t now, Id *out, int max)
{
    Err err = {0};
    return resources_of(store, topic, now, out, max, &err);
}

TEST(a_topic_has_what_is_published_in_the_order_of_the_file)
{
    UNUSED_STATE;
    Err err = {0};
    Id ids[4];
    Resource b = put("b", "reading", RESOURCE_URL, 2), a = put("a", "reading", RESOURCE_TEXT, 3);
    Resource c = put("c", "reading", RESOURCE_WIFI, 1),
             other = put("d", "college", RESOURCE_URL, 0);
    CHECK_INT(of("reading", NOW, ids, 4), 3);
    CHECK(id_equal(ids[0], c.id) && id_equal(ids[1], b.id) && id_equal(ids[2], a.id));
    CHECK_INT(of("reading", NOW, ids, 1), 3); /* how many in all */
    CHECK_INT(of("wifi", NOW, ids, 4), 0);
    c.state = WORKSHOP_WITHDRAWN;
    b.state = WORKSHOP_DRAFT;
    CHECK(resources_put(store, &c, NOW, &err) && resources_put(store, &b, NOW, &err));
    CHECK_INT(of("reading", NOW, ids, 4), 1);
    CHECK(id_equal(ids[0], a.id));
    CHECK_INT(resources_of_kind(store, RESOURCE_WIFI, NOW, ids, 4, &err), 0);
    CHECK_INT(resources_of_kind(store, RESOURCE_URL, NOW, ids, 4, &err), 1);
    CHECK(id_equal(ids[0], other.id));
}

TEST(an_event_leaves_the_shelf_when_it_is_over)
{
    UNUSED_STATE;
    Err err = {0};
    Id ids[2];
    Resource e = {.kind = RESOURCE_EVENT,
        .uid = "e",
        .topic = "reading",
        .state = WORKSHOP_PUBLISHED,
        .starts = NOW,
        .ends = NOW + 60};
    CHECK(resources_put(store, &e, NOW, &err));
    CHECK_INT(of("reading", NOW + 59, ids, 2), 1);
    CHECK_INT(of("reading", NOW + 60, ids, 2), 0);
}

TEST(a_resource_is_known_by_its_uid_and_has_a_topic)
{
    UNUSED_STATE;
    Err err = {0};
    Resource first = put("a", "reading", RESOURCE_URL, 1),
             again = put("a", "math", RESOURCE_TEXT, 2);
    CHECK(id_equal(first.id, again.id));
    Resource found;
    CHECK(resources_find(store, "a", &found, &err));
    CHECK_TEXT(found.topic, "math");
    CHECK_INT(found.kind, RESOURCE_TEXT);
    CHECK_INT(found.position, 2);
    CHECK(!resources_find(store, "b", &found, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    snprintf(again.topic, sizeof again.topic, "gossip");
    CHECK(!resources_put(store, &again, NOW, &err));
    CHECK_INT(err.code, ERR_INVALID);
}

static void put_code(Id id, const char *language, const char *code, const char *address)
{
    Err err = {0};
    CHECK(content_put(store, id, CONTENT_PAYLOAD, language, code, &err));
    CHECK(content_put(store, id, CONTENT_ADDRESS, language, address, &err));
}

TEST(the_version_is_in_the_language_or_the_next_best_and_says_which)
{
    UNUSED_STATE;
    Err err = {0};
    ResourceVersion v;
    char languages[4][12];
    Resource r = put("a", "reading", RESOURCE_URL, 1);
    CHECK(!resources_version(store, r.id, "en", &v, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    put_code(r.id, "es", "https://example.org/es", "example.org/es");
    put_code(r.id, "ar", "https://example.org/ar", "");
    CHECK(resources_version(store, r.id, "en", &v, &err));
    CHECK_TEXT(v.language, "ar"); /* no English one: any */
    put_code(r.id, "en", "https://example.org", "example.org");
    CHECK(resources_version(store, r.id, "es", &v, &err));
    CHECK_TEXT(v.code, "https://example.org/es");
    CHECK_TEXT(v.address, "example.org/es");
    CHECK(resources_version(store, r.id, "vi", &v, &err));
    CHECK_TEXT(v.language, "en");
    CHECK(resources_version(store, r.id, "ar", &v, &err));
    CHECK_TEXT(v.address, ""); /* not another language's */
    CHECK_INT(resources_languages(store, r.id, languages, 4, &err), 3);
    CHECK_TEXT(languages[0], "en");
    CHECK_TEXT(languages[1], "ar");
    Resource wifi = put("w", "wifi", RESOURCE_WIFI, 1);
    put_code(wifi.id, "", "WIFI:T:nopass;S:A;;", "A");
    CHECK_INT(resources_languages(store, wifi.id, languages, 4, &err), 0);
    CHECK(resources_version(store, wifi.id, "es", &v, &err));
    CHECK_TEXT(v.language, "");
}

TEST(showings_are_counted_by_day_language_and_kiosk_and_by_nobody)
{
    UNUSED_STATE;
    Err err = {0};
    Resource r = put("a", "reading", RESOURCE_URL, 1);
    for (int i = 0; i < 3; i++)
        CHECK(resources_count(store, r.id, 20261119, "es", "front door", &err));
    CHECK(resources_count(store, r.id, 20261120, "es", "front door", &err));
    CHECK(resources_count(store, r.id, 20261119, "en", "front door", &err));
    CHECK(resources_count(store, r.id, 20261119, "es", "gym", &err));
    CHECK_INT(number("SELECT count(*) FROM resource_view"), 4);
    CHECK_INT(number("SELECT max(shown) FROM resource_view"), 3);
    CHECK_INT(number("SELECT count(*) FROM pragma_table_info('resource_view')"), 5);
}

/* --- a list -------------------------------------------------------------------------------- */

static bool read_list(ResourceList *list, const char *text, int days, Err *err)
{
    char path[] = "/tmp/foyer-resources-XXXXXX";
    int file = mkstemp(path);
    CHECK(file >= 0);
    CHECK(write(file, text, strlen(text)) == (ssize_t)strlen(text));
    close(file);
    bool done = content_read_resources(list, store, path, days, NULL, err);
    unlink(path);
    return done;
}

/* How many were written. */
static int import(const char *text)
{
    Err err = {0};
    ResourceList list;
    int written = 0;
    if (!read_list(&list, text, 0, &err) || !content_apply_resources(store, &list, NOW, &err))
        fail_msg("%s", err.detail);
    for (int i = 0; i < list.count; i++)
        written += list.rows[i].change != RESOURCE_SAME;
    content_finish_resources(&list);
    return written;
}

/* Refused with these words, behind the file's name; and nothing is kept. */
static void refuse(const char *text, const char *words)
{
    Err err = {0};
    ResourceList list;
    CHECK(!read_list(&list, text, 0, &err));
    content_finish_resources(&list);
    CHECK_INT(err.code, ERR_INVALID);
    const char *colon = strchr(err.detail, ':');
    if (!colon || strncmp(colon + 1, words, strlen(words)) != 0)
        fail_msg("%s, and not %s", err.detail, words);
    CHECK_INT(number("SELECT count(*) FROM resource"), 0);
    CHECK_INT(number("SELECT count(*) FROM content"), 0);
}

static void check_version(const char *uid, const char *language, const char *of_language,
    const char *code, const char *address)
{
    Err err = {0};
    Resource r;
    ResourceVersion v;
    CHECK(resources_find(store, uid, &r, &err));
    CHECK(resources_version(store, r.id, language, &v, &err));
    CHECK_TEXT(v.language, of_language);
    CHECK_TEXT(v.code, code);
    CHECK_TEXT(v.address, address);
}

static const char LIST[] =
    "uid,topic,kind,state,title,title_es,target,target_es,starts,ends,place,place_es,link,phone,"
    "mail,organization,password,hidden,subject,subject_es,message\n"
    "u,reading,url,,Books,Libros,https://example.org/b/,https://example.org/es,,,,,,,,,,,,,\n"
    "t,reading,text,,Words,Palabras,\"One; \"\"two\"\"\n3, \\\",Uno,,,,,,,,,,,,,\n"
    "e,college,event,,Fair,Feria,,,2026-11-01T00:30,2026-11-01T03:30,Gym,Gimnasio,,,,,,,,,\n"
    "w,wifi,wifi,,Wi-Fi,Wifi,A;B,,,,,,,,,,\"pass:\"\"word\",true,,,\n"
    "c,contacts,contact,,Office,Oficina,\"Front, office\",,,,,,,(312) "
    "555-0100,a@b.example,L;S,,,,,\n"
    "p,contacts,phone,,Call,Llame,(312) 555-0101,,,,,,,,,,,,,,\n"
    "m,contacts,mail,,Write,Escriba,a@b.example,,,,,,,,,,,,Hi,¡Hola!,\"a\nb\"\n"
    "n,contacts,mail,,Write,,n@b.example,,,,,,,,,,,,,,\n"
    "d,reading,url,draft,Draft,,http://example.org,,,,,,,,,,,,,,\n";

TEST(a_list_comes_in_and_each_row_has_its_codes)
{
    UNUSED_STATE;
    CHECK_INT(import(LIST), 9);
    check_version("u", "en", "en", "https://example.org/b/", "example.org/b");
    check_version("u", "es", "es", "https://example.org/es", "example.org/es");
    check_version("t", "en", "en", "One; \"two\"\n3, \\", "");
    check_version("t", "es", "es", "Uno", "");
    /* The clocks go back between its beginning and its end. */
    check_version("e", "en", "en",
        "BEGIN:VEVENT\r\nSUMMARY:Fair\r\nDTSTART:20261101T053000Z\r\nDTEND:20261101T093000Z\r\n"
        "LOCATION:Gym\r\nEND:VEVENT\r\n",
        "");
    check_version("e", "es", "es",
        "BEGIN:VEVENT\r\nSUMMARY:Feria\r\nDTSTART:20261101T053000Z\r\nDTEND:20261101T093000Z\r\n"
        "LOCATION:Gimnasio\r\nEND:VEVENT\r\n",
        "");
    check_version(
        "w", "es", "", "WIFI:T:WPA;S:A\\;B;P:pass\\:\\\"word;H:true;;", "A;B\npass:\"word");
    check_version("c", "es", "",
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Front\\, office;;;;\r\nFN:Front\\, office\r\nORG:L\\;S\r\n"
        "TEL;TYPE=WORK,VOICE:+13125550100\r\nEMAIL;TYPE=INTERNET:a@b.example\r\nEND:VCARD\r\n",
        "(312) 555-0100\na@b.example");
    check_version("p", "es", "", "tel:+13125550101", "(312) 555-0101");
    check_version("m", "en", "en", "mailto:a@b.example?subject=Hi&body=a%0D%0Ab", "a@b.example");
    check_version(
        "m", "es", "es", "mailto:a@b.example?subject=%C2%A1Hola%21&body=a%0D%0Ab", "a@b.example");
    check_version("n", "es", "", "mailto:n@b.example", "n@b.example");
    check_version("d", "es", "en", "http://example.org", "example.org");
    Id ids[4];
    CHECK_INT(of("reading", NOW, ids, 4), 2); /* a draft is not on the shelf */
}

TEST(a_second_time_changes_nothing_and_a_change_is_told)
{
    UNUSED_STATE;
    Err err = {0};
    ResourceList list;
    char *told = NULL;
    size_t size = 0;
    import(LIST);
    CHECK_INT(import(LIST), 0);
    CHECK_INT(import("uid,topic,kind,title,target,title_es\n"
                     "x,reading,url,New,https://example.org,\n"
                     "p,contacts,phone,Call,(312) 555-0101,Llame\n"), /* at another place */
        2);
    CHECK(read_list(&list,
        "uid,topic,kind,title,target,title_es\n"
        "x,reading,url,New,https://example.org,Nuevo\n"
        "y,reading,url,Newer,https://example.org,\n"
        "z,wifi,wifi,Wi-Fi,Open,\n",
        0, &err));
    FILE *out = open_memstream(&told, &size);
    content_print_resources(&list, out);
    fclose(out);
    CHECK_TEXT(told, "  change  x  New\n  add     y  Newer\n  add     z  Wi-Fi\n");
    CHECK_INT(list.others, 9);
    CHECK_INT(number("SELECT count(*) FROM resource"), 10); /* read, and not applied */
    content_finish_resources(&list);
    free(told);
}

TEST(the_file_is_the_whole_of_a_resource_and_others_stay)
{
    UNUSED_STATE;
    Err err = {0};
    Resource r;
    import(LIST);
    CHECK_INT(import("uid,topic,kind,title,target\nu,reading,phone,Books,988\n"), 1);
    check_version("u", "es", "", "tel:988", "988");
    CHECK(resources_find(store, "u", &r, &err));
    CHECK_INT(number("SELECT count(*) FROM content WHERE text = 'Libros'"), 0);
    CHECK_INT(number("SELECT count(*) FROM resource"), 9);
    CHECK_INT(
        import("uid,topic,kind,title,target,state\nu,reading,phone,Books,988,withdrawn\n"), 1);
    CHECK(resources_find(store, "u", &r, &err));
    CHECK_INT(r.state, WORKSHOP_WITHDRAWN);
}

TEST(an_event_is_wrapped_where_the_school_says_so_and_moved_where_it_is_made_up)
{
    UNUSED_STATE;
    Err err = {0};
    ResourceList list;
    static const char EVENT[] = "uid,topic,kind,title,starts,ends\n"
                                "e,college,event,Fair,2026-10-31T09:00,2026-10-31T10:00\n";
    CHECK(settings_set(store, "calendar_codes", "wrapped", &err));
    CHECK(read_list(&list, EVENT, 2, &err)); /* past the end of summer time, at the same hour */
    CHECK(content_apply_resources(store, &list, NOW, &err));
    content_finish_resources(&list);
    check_version("e", "en", "en",
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Foyer//EN\r\nBEGIN:VEVENT\r\nUID:e\r\n"
        "DTSTAMP:20261102T150000Z\r\nSUMMARY:Fair\r\nDTSTART:20261102T150000Z\r\n"
        "DTEND:20261102T160000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        "");
}

/* Each refusal names line and column: of the row's field, else of its first. */
TEST(what_is_wrong_is_refused_with_its_line_and_column)
{
    UNUSED_STATE;
    static const char *const BAD[][2] = {
        {"uid,topic,kind,target\n", "1:1: the column \"title\" is missing"},
        {"uid,topic,kind,title\n,reading,url,T\n", "2:1: a resource needs a uid"},
        {"uid,topic,kind,title\na,gossip,url,T\n", "2:3: not a topic"},
        {"uid,topic,kind,title\na,reading,pdf,T\n", "2:11: not one of url wifi"},
        {"uid,topic,kind,title,target\na,reading,url,,https://x.org\n", "2:15: a resource needs"},
        {"uid,topic,kind,title,state\na,reading,url,T,live\n", "2:17: not one of draft"},
        {"uid,topic,kind,title\na,reading,url,T\n", "2:1: the kind url needs target"},
        {"uid,topic,kind,title,target\na,reading,url,T,\n", "2:17: the kind url needs target"},
        {"uid,topic,kind,title,target\na,reading,url,T,x.org\n", "2:17: a link begins with"},
        {"uid,topic,kind,title,target,target_es\na,reading,url,T,https://x.org,x.org\n",
            "2:31: a link begins with"},
        {"uid,topic,kind,title,target,password\na,reading,url,T,https://x.org,secret12\n",
            "2:31: the kind url has no password"},
        {"uid,topic,kind,title,target,subject_es\na,reading,url,T,https://x.org,Hola\n",
            "2:31: the kind url has no subject"},
        {"uid,topic,kind,title,target,target_es\na,wifi,wifi,T,Net,Red\n",
            "2:19: this is the same in every language"},
        {"uid,topic,kind,title,target,password\na,wifi,wifi,T,Net,short\n", "2:19: a network's"},
        {"uid,topic,kind,title,target,hidden\na,wifi,wifi,T,Net,perhaps\n", "2:19: a network is"},
        {"uid,topic,kind,title,target\na,contacts,phone,T,call us\n", "2:20: a phone number has"},
        {"uid,topic,kind,title,target,phone\na,contacts,contact,T,Ann,12\n",
            "2:26: a phone number has"},
        {"uid,topic,kind,title,target,mail\na,contacts,contact,T,Ann,ann\n",
            "2:26: a mail address"},
        {"uid,topic,kind,title,target\na,contacts,mail,T,ann\n", "2:19: a mail address"},
        {"uid,topic,kind,title,starts\na,college,event,T,2026-11-19T16:00\n",
            "2:1: the kind event needs ends"},
        {"uid,topic,kind,title,starts,ends\na,college,event,T,2026-11-19T16:00,2026-11-19T16:00\n",
            "2:36: an event ends after it starts"},
        {"uid,topic,kind,title,starts,ends\na,college,event,T,tomorrow,2026-11-19T16:00\n",
            "2:19:"},
        {"uid,topic,kind,title,target\na,reading,url,T,https://x.org\na,reading,url,T,https://"
         "x.org\n",
            "3:1: this uid stands twice"},
        {"uid,topic,kind,title,title_spanish_language,target\n"
         "a,reading,url,T,T,https://x.org\n",
            "1: \"title_spanish_language\" does not end with a language tag"},
        {"uid,topic,kind,title,target\na,reading,url,\"T\n2\",https://x.org\n", "2:15: one line"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        refuse(BAD[i][0], BAD[i][1]);
}

static const char *with(const char *format, char letter, int count)
{
    static char text[2048], letters[1024];
    memset(letters, letter, sizeof letters);
    snprintf(text, sizeof text, format, count, letters);
    return text;
}

/* Never cut, and never a code whose modules are too small: what to shorten is said. */
TEST(what_a_code_does_not_hold_is_refused_with_what_to_shorten)
{
    UNUSED_STATE;
    refuse(with("uid,topic,kind,title,target\na,reading,text,T,%.*s\n", 'x', 521),
        "2:18: 521 bytes are too many for a code, which holds 520: shorten \"target\"");
    refuse(with("uid,topic,kind,title,target,target_es\na,reading,text,T,x,%.*s\n", 'x', 530),
        "2:20: 530 bytes are too many for a code, which holds 520: shorten \"target_es\"");
    refuse(with("uid,topic,kind,title,target,subject,message\n"
                "a,reading,mail,T,a@b.example,Hi,%.*s\n",
               ' ', 200), /* three bytes each */
        "2:33: 635 bytes are too many for a code, which holds 520: shorten \"message\"");
    refuse(
        with("uid,topic,kind,title,target,organization\na,contacts,contact,T,Ann,%.*s\n", 'x', 510),
        "2:26: 529 bytes are too many for a code, which holds 520: shorten \"organization\"");
    refuse(with("uid,topic,kind,title,target\na,reading,url,%.*s,https://x.org\n", 'x', 81),
        "2:15: over 80 letters");
    refuse(with("uid,topic,kind,title,target,text\na,reading,url,T,https://x.org,%.*s\n", 'x', 161),
        "2:31: over 160 letters");
    CHECK_INT(import(with("uid,topic,kind,title,target\na,reading,text,T,%.*s\n", 'x', 520)), 1);
}

TEST(nothing_of_a_list_is_kept_if_one_row_cannot_be)
{
    UNUSED_STATE;
    Err err = {0};
    ResourceList list;
    CHECK(read_list(&list, LIST, 0, &err));
    CHECK(sql_run(sql(store,
                      "CREATE TRIGGER full BEFORE INSERT ON resource WHEN NEW.uid = 'n'"
                      " BEGIN SELECT RAISE(ABORT, 'full'); END"),
        &err));
    CHECK(!content_apply_resources(store, &list, NOW, &err));
    content_finish_resources(&list);
    CHECK_INT(number("SELECT count(*) FROM resource"), 0);
    CHECK_INT(number("SELECT count(*) FROM content"), 0);
}

#define FRESH(name) cmocka_unit_test_setup_teardown(name, open_records, close_records)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH(a_topic_has_what_is_published_in_the_order_of_the_file),
        FRESH(an_event_leaves_the_shelf_when_it_is_over),
        FRESH(a_resource_is_known_by_its_uid_and_has_a_topic),
        FRESH(the_version_is_in_the_language_or_the_next_best_and_says_which),
        FRESH(showings_are_counted_by_day_language_and_kiosk_and_by_nobody),
        FRESH(a_list_comes_in_and_each_row_has_its_codes),
        FRESH(a_second_time_changes_nothing_and_a_change_is_told),
        FRESH(the_file_is_the_whole_of_a_resource_and_others_stay),
        FRESH(an_event_is_wrapped_where_the_school_says_so_and_moved_where_it_is_made_up),
        FRESH(what_is_wrong_is_refused_with_its_line_and_column),
        FRESH(what_a_code_does_not_hold_is_refused_with_what_to_shorten),
        FRESH(nothing_of_a_list_is_kept_if_one_row_cannot_be),
    };
    return cmocka_run_group_tests_name("resources", tests, NULL, NULL);
}
