/* Students and their groups are read once; then each family is looked at until it is known to have
 * come twice: the index visit_taken answers each of its members in a step or two, however many
 * visits there are. */
#include "store/participation.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/kin.h"
#include "store/people.h"
#include "store/settings.h"
#include "store/sql.h"

/* What one comes to: an event or a session, or the day of an ordinary visit. */
typedef struct {
    Id what;
    int32_t day;
} Occasion;

typedef struct {
    Occasion seen[2];
    int count; /* of seen */
    bool came_before;
    uint32_t rows[DIVISIONS]; /* a bit for each that one of its students is in */
} Family;

typedef struct {
    int person; /* of kin */
    uint32_t rows[DIVISIONS];
    int names[DIVISIONS]; /* grade and language */
} Student;

/* A student in a programme. */
typedef struct {
    int student, name;
} Member;

typedef struct {
    char text[REACH_NAME];
    int students, row;
} Name;

typedef struct {
    Name *list;
    int count;
} Names;

typedef struct {
    Store *store;
    const Term *term;
    int64_t from, to; /* its first second, and that of the day after */
    Kin kin;
    Family *families;
    Student *students; /* enrolled, as kin's people: by id */
    Member *members;
    Names names[DIVISIONS];
    int student_count, member_count;
} Counting;

const char *division_text(Division division)
{
    static const char *const NAMES[] = {"grade", "language", "programme"};
    return NAMES[division];
}

double share_per_cent(Share share)
{
    enum { FEW = 200 };
    if (share.of <= 0)
        return -1;
    int64_t of = share.of, tenths = ((int64_t)share.count * 2000 + of) / (2 * of);
    int64_t whole = ((int64_t)share.count * 200 + of) / (2 * of);
    return share.of < FEW ? (double)whole : (double)tenths / 10;
}

/* ---- memory ---- */

static bool no_memory(Err *err)
{
    return err_set(err, ERR_BROKEN, "no memory for the participation");
}

static void finish(Counting *c)
{
    for (int d = 0; d < DIVISIONS; d++)
        free(c->names[d].list);
    free(c->families);
    free(c->students);
    free(c->members);
    kin_finish(&c->kin);
}

/* The place of a name in its list, new or old; -1 without memory. */
static int name_of(Names *names, const char *text)
{
    char cut[REACH_NAME];
    utf8_copy(cut, sizeof cut, text);
    for (int i = 0; i < names->count; i++)
        if (strcmp(names->list[i].text, cut) == 0)
            return i;
    Name *list = kin_grow(names->list, names->count, sizeof *list);
    if (!list)
        return -1;
    names->list = list;
    list[names->count] = (Name){0};
    memcpy(list[names->count].text, cut, sizeof cut);
    return names->count++;
}

/* ---- who is enrolled ---- */

/* A span that ends on the day it began was none. */
#define IN_TERM " first_day < :after AND ifnull(day_after_last, 99991231) > max(first_day, :first)"

static void bind_term(Sql *q, const Term *term)
{
    sql_int(q, ":first", term->first_day);
    sql_int(q, ":after", term->day_after_last);
}

/* The spans of one come together, the last one last. */
static bool take_enrolment(Counting *c, Sql *q)
{
    const KinPerson *person = kin_find(&c->kin, sql_get_id(q, 0));
    if (!person || !person->is_student)
        return true;
    int at = (int)(person - c->kin.people), last = c->student_count - 1;
    if (last < 0 || c->students[last].person != at) {
        Student *students = kin_grow(c->students, c->student_count, sizeof *students);
        if (!students)
            return false;
        c->students = students;
        students[last = c->student_count++] = (Student){.person = at};
    }
    Student *student = &c->students[last];
    student->names[BY_GRADE] = name_of(&c->names[BY_GRADE], sql_get_text(q, 1));
    student->names[BY_LANGUAGE] = name_of(&c->names[BY_LANGUAGE], sql_get_text(q, 2));
    return student->names[BY_GRADE] >= 0 && student->names[BY_LANGUAGE] >= 0;
}

static bool read_enrolments(Counting *c, Err *err)
{
    bool has_room = true;
    Sql *q = sql(c->store,
        "SELECT person, grade, language FROM enrolment WHERE" IN_TERM
        " ORDER BY person, first_day");
    bind_term(q, c->term);
    while (has_room && sql_row(q))
        has_room = take_enrolment(c, q);
    return sql_done(q, err) && (has_room || no_memory(err));
}

static int compare_students(const void *a, const void *b)
{
    const Student *x = a, *y = b;
    return (x->person > y->person) - (x->person < y->person);
}

/* -1: not enrolled. */
static int find_student(const Counting *c, Id id)
{
    const KinPerson *person = kin_find(&c->kin, id);
    Student key = {.person = person ? (int)(person - c->kin.people) : -1};
    const Student *found = c->student_count
        ? bsearch(&key, c->students, (size_t)c->student_count, sizeof key, compare_students)
        : NULL;
    return found ? (int)(found - c->students) : -1;
}

static bool add_member(Counting *c, int student, int name)
{
    Member *members = kin_grow(c->members, c->member_count, sizeof *members);
    if (!members || name < 0)
        return false;
    c->members = members;
    members[c->member_count++] = (Member){student, name};
    return true;
}

static bool read_programmes(Counting *c, Err *err)
{
    char kind[SETTING_SIZE];
    bool has_room = true;
    if (!settings_get(c->store, "report_group", kind, sizeof kind, err))
        return false;
    Sql *q = sql(
        c->store, "SELECT DISTINCT person, value FROM person_group WHERE kind = :kind AND" IN_TERM);
    sql_text(q, ":kind", kind);
    bind_term(q, c->term);
    while (has_room && sql_row(q)) {
        int student = find_student(c, sql_get_id(q, 0));
        if (student >= 0)
            has_room = add_member(c, student, name_of(&c->names[BY_PROGRAMME], sql_get_text(q, 1)));
    }
    return sql_done(q, err) && (has_room || no_memory(err));
}

/* Who is in no programme is in the row of no name; without any programme there is no row. */
static bool add_the_others(Counting *c, Err *err)
{
    if (c->names[BY_PROGRAMME].count == 0)
        return true;
    bool *is_in = calloc((size_t)c->student_count + 1, sizeof *is_in), has_room = is_in;
    for (int i = 0; has_room && i < c->member_count; i++)
        is_in[c->members[i].student] = true;
    for (int i = 0; has_room && i < c->student_count; i++)
        if (!is_in[i])
            has_room = add_member(c, i, name_of(&c->names[BY_PROGRAMME], ""));
    free(is_in);
    return has_room || no_memory(err);
}

/* ---- rows ---- */

static int compare_names(const void *a, const void *b)
{
    const Name *const *x = a, *const *y = b;
    return (*x)->students != (*y)->students ? (*y)->students - (*x)->students
                                            : strcmp((*x)->text, (*y)->text);
}

/* A row for each name; of too many the largest, the rest share the last one. */
static bool number_rows(Names *names, ReachRow *rows, int *count, Err *err)
{
    Name **order = calloc((size_t)names->count + 1, sizeof *order);
    if (!order)
        return no_memory(err);
    for (int i = 0; i < names->count; i++)
        order[i] = &names->list[i];
    qsort(order, (size_t)names->count, sizeof *order, compare_names);
    *count = names->count < REACH_ROWS ? names->count : REACH_ROWS;
    for (int i = 0; i < names->count; i++) {
        order[i]->row = i < REACH_ROWS ? i : REACH_ROWS - 1;
        if (i < REACH_ROWS)
            memcpy(rows[i].name, order[i]->text, sizeof rows[i].name);
        else
            memcpy(rows[REACH_ROWS - 1].name, REACH_OTHERS, sizeof REACH_OTHERS);
    }
    free(order);
    return true;
}

static bool make_rows(Counting *c, TermReach *out, Err *err)
{
    for (int i = 0; i < c->student_count; i++)
        for (Division d = BY_GRADE; d <= BY_LANGUAGE; d++)
            c->names[d].list[c->students[i].names[d]].students++;
    for (int i = 0; i < c->member_count; i++)
        c->names[BY_PROGRAMME].list[c->members[i].name].students++;
    for (int d = 0; d < DIVISIONS; d++)
        if (!number_rows(&c->names[d], out->rows[d], &out->counts[d], err))
            return false;
    for (int i = 0; i < c->student_count; i++)
        for (Division d = BY_GRADE; d <= BY_LANGUAGE; d++)
            c->students[i].rows[d] = 1U << c->names[d].list[c->students[i].names[d]].row;
    for (int i = 0; i < c->member_count; i++)
        c->students[c->members[i].student].rows[BY_PROGRAMME] |= 1U
            << c->names[BY_PROGRAMME].list[c->members[i].name].row;
    return true;
}

static bool join_families(Counting *c, Err *err)
{
    c->families = calloc((size_t)c->kin.families + 1, sizeof *c->families);
    if (!c->families)
        return no_memory(err);
    for (int i = 0; i < c->student_count; i++)
        for (int d = 0; d < DIVISIONS; d++)
            c->families[c->kin.people[c->students[i].person].family].rows[d] |=
                c->students[i].rows[d];
    return true;
}

/* ---- who came ---- */

static void see(Family *family, Occasion at)
{
    for (int i = 0; i < family->count; i++)
        if (id_equal(family->seen[i].what, at.what) && family->seen[i].day == at.day)
            return;
    if (family->count < 2)
        family->seen[family->count++] = at;
}

static bool read_sessions(Counting *c, Err *err)
{
    Sql *q = sql(c->store,
        "SELECT u.opened_by, s.id, s.starts FROM signup u JOIN session s ON s.id = u.session"
        " WHERE u.state = 'attended' AND s.starts < :to");
    sql_int(q, ":to", c->to);
    while (sql_row(q)) {
        const KinPerson *person = kin_find(&c->kin, sql_get_id(q, 0));
        if (!person)
            continue;
        Family *family = &c->families[person->family];
        if (sql_get_int(q, 2) >= c->from)
            see(family, (Occasion){.what = sql_get_id(q, 1)});
        else
            family->came_before = true;
    }
    return sql_done(q, err);
}

/* The visits somebody opened; or, of another's, those they were in. A plus keeps SQLite from
 * starting with the days. */
static Sql *visits_of(const Counting *c, Id member, bool is_in)
{
    Sql *q = is_in
        ? sql(c->store,
              "SELECT v.event, v.day FROM visit_person vp CROSS JOIN visit v ON v.id = vp.visit"
              " WHERE vp.person = :member AND +v.day >= :first AND +v.day < :after"
              " AND v.undone IS NULL AND NOT EXISTS (SELECT 1 FROM stub s"
              "  WHERE s.id = v.opened_by AND s.held)")
        : sql(c->store,
              "SELECT event, day FROM visit INDEXED BY visit_taken WHERE opened_by = :member"
              " AND day >= :first AND day < :after AND undone IS NULL");
    sql_id(q, ":member", member);
    bind_term(q, c->term);
    return q;
}

static bool see_visits(Counting *c, Family *family, Id member, bool is_in, Err *err)
{
    Sql *q = visits_of(c, member, is_in);
    while (family->count < 2 && sql_row(q)) {
        Id event = sql_get_id(q, 0);
        see(family, (Occasion){event, id_is_zero(event) ? (int32_t)sql_get_int(q, 1) : 0});
    }
    return sql_done(q, err);
}

/* Of those they were only in, the one that was kept first tells it. */
static bool see_before(Counting *c, Family *family, Id member, bool is_in, Err *err)
{
    Sql *q = is_in
        ? sql(c->store,
              "SELECT v.day < :first FROM visit_person vp CROSS JOIN visit v ON v.id = vp.visit"
              " WHERE vp.person = :member AND v.undone IS NULL ORDER BY vp.visit LIMIT 1")
        : sql(c->store,
              "SELECT 1 FROM visit INDEXED BY visit_taken WHERE opened_by = :member"
              " AND day < :first AND undone IS NULL LIMIT 1");
    sql_id(q, ":member", member);
    sql_int(q, ":first", c->term->first_day);
    family->came_before = sql_row(q) && sql_get_int(q, 0);
    return sql_done(q, err);
}

typedef bool (*Look)(Counting *c, Family *family, Id member, bool is_in, Err *err);

/* Each member's own visits, then those they were in with somebody else, until it is known. */
static bool look(Counting *c, int at, Look see_it, Err *err)
{
    const Kin *kin = &c->kin;
    Family *family = &c->families[at];
    for (int is_in = 0; is_in < 2; is_in++)
        for (int i = kin->first_member[at]; i < kin->first_member[at + 1]; i++) {
            bool is_known = see_it == see_visits ? family->count == 2 : family->came_before;
            if (!is_known && !(is_in && kin->is_walk_in[i]) &&
                !see_it(c, family, kin->members[i], is_in, err))
                return false;
        }
    return true;
}

static bool is_enrolled(const Family *family)
{
    return family->rows[BY_GRADE] != 0;
}

static bool read_visits(Counting *c, Err *err)
{
    for (int i = 0; i < c->kin.families; i++) {
        Family *family = &c->families[i];
        if (!is_enrolled(family))
            continue;
        if (!look(c, i, see_visits, err) || (family->count > 0 && !look(c, i, see_before, err)))
            return false;
    }
    return true;
}

static bool read_since(Store *store, int32_t *out, Err *err)
{
    Sql *q = sql(store, "SELECT day FROM visit WHERE undone IS NULL ORDER BY day LIMIT 1");
    *out = sql_row(q) ? (int32_t)sql_get_int(q, 0) : 0;
    return sql_done(q, err);
}

/* ---- counting ---- */

static void add(Share *share, bool is_reached)
{
    share->of++;
    share->count += is_reached;
}

static void add_to_rows(TermReach *out, const uint32_t *rows, bool is_student, bool is_reached)
{
    add(is_student ? &out->all.students : &out->all.families, is_reached);
    for (int d = 0; d < DIVISIONS; d++)
        for (int i = 0; i < out->counts[d]; i++)
            if (rows[d] >> i & 1) {
                Reach *reach = &out->rows[d][i].reach;
                add(is_student ? &reach->students : &reach->families, is_reached);
            }
}

static void count_all(const Counting *c, TermReach *out)
{
    for (int i = 0; i < c->kin.families; i++) {
        const Family *family = &c->families[i];
        if (!is_enrolled(family))
            continue;
        add_to_rows(out, family->rows, false, family->count > 0);
        if (family->count == 0)
            continue;
        add(&out->again.families, family->count > 1);
        add(&out->first.families, !family->came_before);
    }
    for (int i = 0; i < c->student_count; i++) {
        int family = c->kin.people[c->students[i].person].family;
        add_to_rows(out, c->students[i].rows, true, c->families[family].count > 0);
    }
}

static bool count_term(Counting *c, TermReach *out, Err *err)
{
    bool done = kin_read(&c->kin, c->store, err) && read_enrolments(c, err) &&
        read_programmes(c, err) && add_the_others(c, err) && make_rows(c, out, err) &&
        join_families(c, err) && read_sessions(c, err) && read_visits(c, err) &&
        read_since(c->store, &out->since, err);
    if (done)
        count_all(c, out);
    return done;
}

bool participation_count(Store *store, Zone *zone, const Term *term, TermReach *out, Err *err)
{
    Counting c = {.store = store,
        .term = term,
        .from = zone_day_start(zone, term->first_day),
        .to = zone_day_start(zone, term->day_after_last)};
    *out = (TermReach){.term = *term};
    if (!sql_begin_reading(store, err))
        return false;
    bool done = count_term(&c, out, err);
    sql_end_reading(store);
    finish(&c);
    return done;
}

bool participation_read(Store *store, Zone *zone, const Term *term, TermReach *out, Err *err)
{
    if (!participation_count(store, zone, term, out, err))
        return false;
    participation_protect(out, (int)settings_number(store, "smallest_group"), true);
    return true;
}
