/* A whole roster and then the changes are the same as the next whole one: schools made at random,
 * changed at random, written both ways. */
#include "rosters.h"

enum { USERS = 14, ROUNDS = 60, ROLES_EACH = 2, ROOMS = 3 };

static RosterSet set;
static unsigned seed;

static unsigned draw(unsigned below)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % below;
}

/* Every text is one row of its file without id and status; null: there is none. */
typedef struct {
    char *users[USERS], *roles[USERS * ROLES_EACH], *rooms[ROOMS], *seats[USERS], *births[USERS],
        *terms[ROOMS];
} School;

static char *text(const char *format, ...) __attribute__((format(printf, 1, 2)));

static char *text(const char *format, ...)
{
    char *made = NULL;
    va_list arguments;
    va_start(arguments, format);
    CHECK(vasprintf(&made, format, arguments) > 0);
    va_end(arguments);
    return made;
}

/* Agents of anybody, some of whom are not there, or are the user. */
static char *make_user(void)
{
    static const char *const grades[] = {"K", "1", "05", "UG", ""};
    static const char *const languages[] = {"", "es", "so"};
    char agents[64] = "";
    for (unsigned i = draw(4); i > 0; i--)
        sprintf(agents + strlen(agents), "%su%u", *agents ? "," : "", draw(USERS + 2));
    return text("Given%u,Family%u,\"%s\",%s,%s,612555%04u", draw(9), draw(9), agents,
        grades[draw(5)], languages[draw(3)], draw(3));
}

static char *make_role(int user)
{
    static const char *const roles[] = {"student", "student", "guardian", "teacher", "relative"};
    return text("u%d,%s", user, roles[draw(5)]);
}

/* The user 0 is always a student: a roster needs one. */
static void make_rows(School *s, unsigned one_in)
{
    for (int i = 0; i < USERS; i++) {
        char **rows[] = {
            &s->users[i], &s->births[i], &s->seats[i], &s->roles[2 * i], &s->roles[2 * i + 1]};
        for (int k = 0; k < 5; k++) {
            if (draw(one_in) != 0)
                continue;
            free(*rows[k]);
            bool is_there = draw(5) > 0 || (i == 0 && (k == 0 || k == 3));
            *rows[k] = !is_there ? NULL
                : k == 0         ? make_user()
                : k == 1         ? text("2018-%02u-11", 1 + draw(12))
                : k == 2         ? text("c%u,u%d,student", draw(ROOMS), i)
                : i == 0         ? text("u0,student")
                                 : make_role(i);
        }
    }
    for (int i = 0; i < ROOMS; i++) {
        char **rows[] = {&s->rooms[i], &s->terms[i]};
        for (int k = 0; k < 2 && draw(one_in) == 0; k++) {
            free(*rows[k]);
            *rows[k] = draw(4) == 0 ? NULL
                : k == 0            ? text("Room %u,homeroom", draw(20))
                         : text("Term %u,semester,2026-09-01,2027-%02u-01", draw(9), 1 + draw(9));
        }
    }
}

/* A row without its user, or a user without a role, is in no export. */
static void close_school(School *s)
{
    for (int i = 0; i < USERS; i++) {
        if (!s->users[i] || (!s->roles[2 * i] && !s->roles[2 * i + 1])) {
            char **gone[] = {
                &s->users[i], &s->births[i], &s->seats[i], &s->roles[2 * i], &s->roles[2 * i + 1]};
            for (int k = 0; k < 5; k++) {
                free(*gone[k]);
                *gone[k] = NULL;
            }
        }
        if (s->seats[i] && !s->rooms[s->seats[i][1] - '0']) {
            free(s->seats[i]);
            s->seats[i] = NULL;
        }
    }
}

static void each(School *s, void (*call)(char **rows, int count))
{
    call(s->users, USERS);
    call(s->roles, USERS * ROLES_EACH);
    call(s->rooms, ROOMS);
    call(s->seats, USERS);
    call(s->births, USERS);
    call(s->terms, ROOMS);
}

static void free_rows(char **rows, int count)
{
    for (int i = 0; i < count; i++)
        free(rows[i]);
}

static void copy_rows(char **rows, int count)
{
    for (int i = 0; i < count; i++)
        rows[i] = rows[i] ? strdup(rows[i]) : NULL;
}

/* Before null: whole. Else only what differs, and a row that went in its old words. */
static void write_file(
    const char *name, const char *header, const char *id, char **before, char **now, int count)
{
    char *out = NULL, path[128];
    size_t size = 0;
    int rows = 0;
    FILE *file = open_memstream(&out, &size);
    fprintf(file, "sourcedId,status,%s\n", header);
    for (int i = 0; i < count; i++) {
        const char *old = before ? before[i] : NULL;
        bool is_same = before && (old == now[i] || (old && now[i] && !strcmp(old, now[i])));
        if (is_same || (!before && !now[i]))
            continue;
        fprintf(file, "%s%d,%s,%s\n", id, i,
            !before      ? ""
                : now[i] ? "active"
                         : "tobedeleted",
            now[i] ? now[i] : old);
        rows++;
    }
    fclose(file);
    snprintf(path, sizeof path, "%s.csv", name);
    if (rows > 0)
        set_file(&set, path, out);
    free(out);
}

static void write_school(School *before, School *now)
{
    set_clear(&set);
    set_file(&set, "manifest.csv",
        before ? "propertyName,value\noneroster.version,1.2\nfile.users,absent\n"
               : "propertyName,value\noneroster.version,1.2\nfile.users,bulk\n");
    const char *users = "givenName,familyName,agentSourceIds,grades,metadata.homeLanguage,phone";
    write_file("users", users, "u", before ? before->users : NULL, now->users, USERS);
    write_file("roles", "userSourcedId,role", "r", before ? before->roles : NULL, now->roles,
        USERS * ROLES_EACH);
    write_file("classes", "title,classType", "c", before ? before->rooms : NULL, now->rooms, ROOMS);
    write_file("enrollments", "classSourcedId,userSourcedId,role", "e",
        before ? before->seats : NULL, now->seats, USERS);
    write_file(
        "demographics", "birthDate", "u", before ? before->births : NULL, now->births, USERS);
    write_file("academicSessions", "title,type,startDate,endDate", "t",
        before ? before->terms : NULL, now->terms, ROOMS);
}

/* A whole file without a row says nothing of its kind, a delta does: such a round proves nothing.
 */
static bool has_rows(char **rows, int count)
{
    int found = 0;
    for (int i = 0; i < count; i++)
        found += rows[i] != NULL;
    return found > 0;
}

static void check_round(School *before, School *now)
{
    Store *whole = open_school(), *changes = open_school();
    write_school(NULL, before);
    take_set(whole, &set, NOON, NULL);
    take_set(changes, &set, NOON, NULL);
    write_school(before, now);
    take_set(changes, &set, NOON + DAY, NULL);
    write_school(NULL, now);
    take_set(whole, &set, NOON + DAY, NULL);
    check_same(dump(whole), dump(changes));
    ImportCount count = take_set(changes, &set, NOON + DAY, NULL);
    CHECK_INT(count.added + count.changed + count.left + count.returned + count.links_added +
            count.links_removed + count.spans_opened + count.terms_changed,
        0);
    store_close(whole);
    store_close(changes);
}

TEST(changes_after_a_whole_roster_are_the_next_whole_one)
{
    UNUSED_STATE;
    const char *given = getenv("FOYER_SEED");
    unsigned first = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)getpid();
    print_message("FOYER_SEED=%u\n", first);
    set_open(&set);
    for (int round = 0; round < ROUNDS; round++) {
        School before = {0};
        seed = first + (unsigned)round;
        make_rows(&before, 1);
        close_school(&before);
        School now = before;
        each(&now, copy_rows);
        make_rows(&now, 3);
        close_school(&now);
        if (has_rows(now.rooms, ROOMS) && has_rows(now.seats, USERS) &&
            has_rows(now.births, USERS) && has_rows(now.terms, ROOMS))
            check_round(&before, &now);
        each(&before, free_rows);
        each(&now, free_rows);
    }
    set_close(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(changes_after_a_whole_roster_are_the_next_whole_one),
    };
    return cmocka_run_group_tests_name("roster, delta", tests, NULL, NULL);
}
