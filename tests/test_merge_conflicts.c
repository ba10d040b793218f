/* Each conflict by hand, and what is refused. */
#include "merging.h"

static Desk *const a = &desks[0], *const b = &desks[1];

static Conflict only_conflict(Desk *d, ConflictKind kind)
{
    Conflict list[8];
    int count = conflicts_list(d->store, 0, list, 8, &err);
    if (count != 1 || list[0].kind != kind)
        fail_msg("%d conflicts, the first %s", count, conflict_kind_text(list[0].kind));
    return list[0];
}

static void is_side(const ConflictSide *side, const char *wanted)
{
    char text[512];
    CHECK_TEXT(conflict_side_text(side, text, sizeof text), wanted);
}

static void both_say_the_same(void)
{
    Dump first = dump(a);
    merge(b, a);
    is_equal(b, &first);
}

static int64_t of_record(Desk *d, const char *text, Id id)
{
    Sql *q = sql(d->store, text);
    sql_id(q, ":id", id);
    int64_t n = sql_row(q) ? sql_get_int(q, 0) : -1;
    if (!sql_done(q, &err))
        fail_msg("%s", err.detail);
    return n;
}

static void run_sql(Desk *d, const char *text, Id id)
{
    Sql *q = sql(d->store, text);
    sql_id(q, ":id", id);
    CHECK(sql_run(q, &err) && sql_changes(d->store) > 0);
}

static void undo(Desk *d, Id visit, int64_t at)
{
    run_sql(d, "UPDATE visit SET undone = arrived WHERE id = :id", visit);
    CHECK(outbox_visit(d->store, "visit.undone", visit, at, &err));
}

/* ---- visits ---- */

TEST(a_home_at_two_desks_is_in_once_with_everybody_and_both_are_listed)
{
    UNUSED_STATE;
    Visit later = arrive(a, 0, 3, START + 60), first = arrive(b, 0, 3, START + 20);
    Id sibling = a->children[4];
    CHECK(visits_change(a->store, &later, (Id[]){a->children[3], sibling}, 2, START + 70, &err));
    Merged m = merge(a, b);
    CHECK_INT(m.visits, 1);
    CHECK_INT(m.conflicts, 1);
    CHECK_INT(of_record(a, "SELECT undone IS NULL FROM visit WHERE id = :id", first.id), 1);
    CHECK_INT(of_record(a, "SELECT undone IS NULL FROM visit WHERE id = :id", later.id), 0);
    CHECK_INT(of_record(a, "SELECT count(*) FROM visit_person WHERE visit = :id", first.id), 3);
    CHECK_INT(of_record(a, "SELECT children FROM visit WHERE id = :id", first.id), 2);
    Conflict c = only_conflict(a, CONFLICT_VISIT);
    is_side(&c.first, "library: Ama3 Mensah, 1 + 1");
    is_side(&c.second, "lobby: Ama3 Mensah, 1 + 1");
    CHECK_INT(c.first.at, START + 20);
    CHECK_INT(c.second.at, START + 60);
    both_say_the_same();
}

TEST(a_paper_list_which_has_no_time_gives_way_to_who_checked_in)
{
    UNUSED_STATE;
    Visit real = arrive(a, 0, 3, START + 60);
    Visit paper = {.id = new_id(b, START),
        .event = b->events[0],
        .opened_by = b->guardians[3],
        .arrived = START,
        .day = 20261119,
        .adults = 2,
        .method = METHOD_PAPER};
    CHECK(visits_arrive(b->store, &paper, NULL, 0, &err));
    merge(a, b);
    CHECK_INT(of_record(a, "SELECT undone IS NULL FROM visit WHERE id = :id", real.id), 1);
    CHECK_INT(of_record(a, "SELECT adults FROM visit WHERE id = :id", real.id), 2);
    CHECK_INT(of_record(a, "SELECT undone IS NULL FROM visit WHERE id = :id", paper.id), 0);
    only_conflict(a, CONFLICT_VISIT);
    both_say_the_same();
}

TEST(who_left_at_the_other_desk_has_left)
{
    UNUSED_STATE;
    Visit first = arrive(a, 0, 3, START), later = arrive(b, 0, 3, START + 60);
    CHECK(visits_leave(b->store, later.id, START + 600, &err));
    merge(a, b);
    CHECK_INT(of_record(a, "SELECT left FROM visit WHERE id = :id", first.id), START + 600);
    CHECK_INT(visits_present(a->store, NULL, 0, &err), 0);
    both_say_the_same();
}

TEST(who_was_taken_back_at_one_desk_is_in_at_the_other)
{
    UNUSED_STATE;
    Visit first = arrive(a, 0, 3, START), later = arrive(b, 0, 3, START + 60);
    undo(a, first.id, START + 30);
    merge(a, b);
    CHECK_INT(of_record(a, "SELECT undone IS NULL FROM visit WHERE id = :id", later.id), 1);
    CHECK_INT(of_record(a, "SELECT undone IS NULL FROM visit WHERE id = :id", first.id), 0);
    CHECK_INT(conflicts_open(a->store, &err), 0);
    both_say_the_same();
}

TEST(a_number_of_two_ordinary_visits_stays_with_the_first)
{
    UNUSED_STATE;
    Visit later = arrive(a, -1, 1, START + 9), first = arrive(b, -1, 2, START);
    CHECK_INT(later.number, 1);
    CHECK_INT(first.number, 1);
    merge(a, b);
    CHECK_INT(of_record(a, "SELECT number FROM visit WHERE id = :id", first.id), 1);
    CHECK_INT(of_record(a, "SELECT number IS NULL FROM visit WHERE id = :id", later.id), 1);
    CHECK_INT(visits_present(a->store, NULL, 0, &err), 2);
    both_say_the_same();
}

TEST(what_knew_the_other_is_newer_whatever_the_clock_said)
{
    UNUSED_STATE;
    Visit v = arrive(a, 0, 3, START + 900);
    merge(b, a);
    v.adults = 4; /* b's clock is late */
    CHECK(visits_change(b->store, &v, NULL, 0, START + 100, &err));
    merge(a, b);
    CHECK_INT(of_record(a, "SELECT adults FROM visit WHERE id = :id", v.id), 4);
    CHECK_INT(conflicts_open(a->store, &err), 0);
    CHECK_INT(merge(a, b).changes, 0);
    CHECK_INT(merge(b, a).changes, 0);
}

TEST(a_visit_undone_here_and_changed_there_is_listed_with_both_sides)
{
    UNUSED_STATE;
    Visit v = arrive(a, 0, 3, START);
    merge(b, a);
    arrive(b, 0, 5, START + 50);
    undo(a, v.id, START + 100);
    v.adults = 4;
    CHECK(visits_change(b->store, &v, (Id[]){b->guardians[3]}, 1, START + 200, &err));
    merge(a, b);
    Conflict c = only_conflict(a, CONFLICT_CHANGED);
    is_side(&c.first, "library: visit.changed, Ama3 Mensah, 4 + 1");
    is_side(&c.second, "lobby: visit.undone, Ama3 Mensah, 1 + 1");
    CHECK_INT(of_record(a, "SELECT undone IS NULL FROM visit WHERE id = :id", v.id), 1);
    both_say_the_same();
    undo(a, v.id, START + 300); /* somebody decided */
    CHECK(
        conflicts_settle(a->store, &(AuditBy){.at = START + 300, .kiosk = "a"}, c.id, true, &err));
    merge(b, a);
    CHECK_INT(of_record(b, "SELECT undone IS NULL FROM visit WHERE id = :id", v.id), 0);
    CHECK_INT(conflicts_open(b->store, &err), 0);
}

/* ---- stubs ---- */

static void match(Desk *d, Id stub, int home, int64_t at)
{
    Sql *q = sql(d->store,
        "UPDATE stub SET state = 'matched', matched = :person, settled = :at"
        " WHERE id = :id");
    sql_id(q, ":person", d->children[home]);
    sql_id(q, ":id", stub);
    sql_int(q, ":at", at);
    CHECK(sql_run(q, &err));
    CHECK(outbox_stub(d->store, "stub.matched", stub, d->name, at, &err));
}

TEST(a_stub_matched_to_two_families_is_listed)
{
    UNUSED_STATE;
    Stub stub = {.id = store_new_id(a->store, START), .child = "Kofi"};
    CHECK(stubs_keep(a->store, &stub, a->name, START, &err));
    merge(b, a);
    match(a, stub.id, 1, START + 10);
    match(b, stub.id, 2, START + 20);
    merge(a, b);
    Conflict c = only_conflict(a, CONFLICT_CHANGED);
    is_side(&c.first, "library: stub.matched, Kofi, Efua2 Mensah");
    is_side(&c.second, "lobby: stub.matched, Kofi, Efua1 Mensah");
    both_say_the_same();
}

/* ---- sign-ups ---- */

TEST(a_place_taken_twice_is_the_firsts_and_the_second_waits)
{
    UNUSED_STATE;
    Signup first = sign(a, 1, 1, 6, START), second = sign(b, 1, 2, 4, START + 10);
    Signup third = sign(b, 1, 3, 2, START + 20), waits = sign(a, 1, 4, 3, START + 5);
    CHECK_INT(second.state, SIGNUP_CONFIRMED);
    CHECK_INT(waits.state, SIGNUP_WAITING);
    merge(a, b);
    Signup is;
    CHECK(signups_get(a->store, first.id, &is, &err) && is.state == SIGNUP_CONFIRMED);
    CHECK(signups_get(a->store, third.id, &is, &err) && is.state == SIGNUP_CONFIRMED);
    CHECK(signups_get(a->store, waits.id, &is, &err) && is.state == SIGNUP_WAITING);
    CHECK_INT(is.ahead, 0); /* asked before the second */
    CHECK(signups_get(a->store, second.id, &is, &err) && is.state == SIGNUP_WAITING);
    CHECK_INT(is.ahead, 1);
    Conflict c = only_conflict(a, CONFLICT_SEAT);
    is_side(&c.first, "lobby: Ama1 Mensah, Math without tears, 6");
    is_side(&c.second, "library: Ama2 Mensah, Math without tears, 4");
    both_say_the_same();
    /* What becomes free goes the usual way. */
    CHECK(signups_cancel(a->store, first.id, START + HOUR, &err));
    CHECK(signups_get(a->store, second.id, &is, &err));
    CHECK_INT(number(a, "SELECT count(*) FROM signup WHERE state = 'offered'"), 1);
}

TEST(what_one_kiosk_gave_stays_where_the_school_has_fewer_places_by_now)
{
    UNUSED_STATE;
    for (int i = 0; i < 4; i++)
        sign(b, 1, i, 2, START + i);
    run_sql(a, "UPDATE session SET seats = 4 WHERE id = :id", a->sessions[1]);
    run_sql(b, "UPDATE session SET seats = 4 WHERE id = :id", b->sessions[1]);
    merge(a, b);
    CHECK_INT(number(a, "SELECT count(*) FROM signup WHERE state = 'confirmed'"), 4);
    CHECK_INT(conflicts_open(a->store, &err), 0);
    both_say_the_same();
}

TEST(a_home_that_signed_up_twice_has_the_first)
{
    UNUSED_STATE;
    Signup second = sign(a, 0, 1, 2, START + 10), first = sign(b, 0, 1, 3, START), is;
    merge(a, b);
    CHECK(signups_get(a->store, first.id, &is, &err) && is.state == SIGNUP_CONFIRMED);
    CHECK(signups_get(a->store, second.id, &is, &err) && is.state == SIGNUP_CANCELLED);
    Conflict c = only_conflict(a, CONFLICT_SIGNUP);
    is_side(&c.first, "library: Ama1 Mensah, Math without tears, 3");
    is_side(&c.second, "lobby: Ama1 Mensah, Math without tears, 2");
    both_say_the_same();
}

static void give_code(Desk *d, Id id, const char *code)
{
    char text[128];
    snprintf(text, sizeof text, "UPDATE signup SET code = '%s' WHERE id = :id", code);
    run_sql(d, text, id);
    CHECK(outbox_signup(d->store, "signup.changed", id, START + 30, &err));
}

TEST(a_code_drawn_twice_opens_the_first)
{
    UNUSED_STATE;
    Signup second = sign(a, 0, 1, 2, START + 10), first = sign(b, 2, 2, 3, START), is;
    give_code(a, second.id, "2345678");
    give_code(b, first.id, "2345678");
    merge(a, b);
    CHECK(signups_by_code(a->store, "2345678", &is, &err));
    CHECK(id_equal(is.id, first.id));
    Conflict c = only_conflict(a, CONFLICT_CODE);
    CHECK(id_equal(c.subject, second.id));
    both_say_the_same();
}

/* ---- clocks ---- */

TEST(a_clock_that_went_back_or_runs_ahead_is_listed_and_the_visits_are_kept)
{
    UNUSED_STATE;
    arrive(b, 0, 1, START + 5000);
    arrive(b, 0, 2, START + 1000);
    merge(a, b);
    Conflict c = only_conflict(a, CONFLICT_CLOCK);
    CHECK_INT(c.first.at, START + 5000);
    CHECK_INT(c.second.at, START + 1000);
    is_side(&c.second, "library:");
    CHECK_INT(visits_count(a->store, &err), 2);
    both_say_the_same();

    arrive(b, 0, 3, START + 400 * 24 * HOUR);
    merge(a, b);
    CHECK_INT(conflicts_open(a->store, &err), 2);
    CHECK_INT(visits_count(a->store, &err), 3);
}

TEST(a_clock_a_minute_apart_is_no_conflict)
{
    UNUSED_STATE;
    arrive(b, 0, 1, START + 60);
    arrive(b, 0, 2, START);
    arrive(b, 0, 3, START + 3 * HOUR + 60);
    merge(a, b);
    CHECK_INT(conflicts_open(a->store, &err), 0);
    CHECK_INT(visits_count(a->store, &err), 3);
}

/* ---- refused ---- */

static void is_refused(const char *file, ErrCode code, const char *words)
{
    Merged m;
    AuditBy by = {.at = START, .kiosk = ""};
    Dump before = dump(a);
    CHECK(!merge_file(a->store, file, &by, false, &m, err_clear(&err)));
    is_one_line(code, words);
    is_equal(a, &before);
    snprintf(out, sizeof out, "%s.merging", a->path);
    CHECK(access(out, F_OK) != 0);
}

TEST(another_schools_a_later_versions_and_ones_own_file_are_refused)
{
    UNUSED_STATE;
    arrive(b, 0, 1, START);
    is_refused(a->path, ERR_INVALID, "the records themselves");
    CHECK(settings_set(b->store, "school", "Grant School", &err));
    shut_desk(b);
    is_refused(b->path, ERR_REFUSED, "another school: Grant School, here Lincoln School");
    outside(b->path,
        "UPDATE setting SET value = 'Lincoln School' WHERE key = 'school';"
        "UPDATE person SET name_key = 'x' || name_key");
    is_refused(b->path, ERR_REFUSED, "of 48 people on its roster only 0 are on this one");
    outside(b->path, "PRAGMA user_version = 9999");
    is_refused(b->path, ERR_NEWER, "version 9999");
    is_refused("/nowhere/foyer.db", ERR_NOT_FOUND, "/nowhere/foyer.db");
    outside(b->path, "PRAGMA user_version = 13");
    overwrite(b->path);
    is_refused(b->path, ERR_BROKEN, "library.db");
    run("rm '%s'", b->path);
    know(a);
}

TEST(two_kiosks_of_one_copied_disk_are_refused)
{
    UNUSED_STATE;
    char copy[PATH_SIZE + 8];
    arrive(b, 0, 1, START);
    shut_desk(b);
    snprintf(copy, sizeof copy, "%s.copy", b->path);
    run("cp '%s' '%s'", b->path, copy);
    merge_at(a, copy, START + HOUR);
    open_desk(b);
    arrive(b, 0, 2, START + 60);
    merge(a, b);
    CHECK_INT(visits_count(a->store, &err), 2);
    Desk twin = {.name = "twin"};
    snprintf(twin.path, sizeof twin.path, "%.*s", PATH_SIZE - 1, copy);
    open_desk(&twin);
    know(&twin);
    arrive(&twin, 0, 3, START + 60);
    shut_desk(&twin);
    is_refused(copy, ERR_REFUSED, "copied as a disk");
}

TEST(an_earlier_versions_backup_comes_in_and_stays_as_it_is)
{
    UNUSED_STATE;
    arrive(b, 0, 1, START);
    shut_desk(b);
    outside(b->path,
        "DROP INDEX visit_taken; DROP TABLE change; DROP TABLE merged; DROP TABLE alias; DROP "
        "TABLE conflict;"
        "PRAGMA user_version = 12");
    run("cp '%s' '%s.old'", b->path, b->path);
    merge_at(a, b->path, START + HOUR);
    CHECK_INT(visits_count(a->store, &err), 1);
    run("cmp '%s' '%s.old'", b->path, b->path);
    open_desk(b);
}

TEST(people_that_only_the_other_knows_come_with_their_visits)
{
    UNUSED_STATE;
    put_home(b->store, 77);
    b->guardians[5] = id_named(b->store, "SELECT id FROM person WHERE source_id = :name", "g", 77);
    b->children[5] = id_named(b->store, "SELECT id FROM person WHERE source_id = :name", "s", 77);
    Visit v = arrive(b, 0, 5, START);
    Merged m = merge(a, b);
    CHECK_INT(m.people, 2);
    CHECK_INT(of_record(a, "SELECT count(*) FROM visit_person WHERE visit = :id", v.id), 2);
    CHECK_INT(number(a, "SELECT count(*) FROM guardian_of"), HOMES + 1);
    both_say_the_same();
}

/* ---- staff and settling ---- */

TEST(the_others_staff_stand_in_the_audit_and_cannot_sign_in)
{
    UNUSED_STATE;
    AuditBy by = {.at = START, .kiosk = b->name};
    Staff mine = {.number = "07", .name = "Ms. Okafor", .role = STAFF_ADMINISTRATOR}, theirs = mine;
    snprintf(theirs.name, sizeof theirs.name, "Mr. Lindqvist");
    CHECK(staff_add(a->store, &by, &mine, "864209", &err));
    CHECK(staff_add(b->store, &by, &theirs, "951628", &err));
    by.staff = theirs.id;
    CHECK(audit_add(b->store, &by, "desk.looked", "g1", "", &err));
    merge(a, b);
    CHECK_INT(number(a,
                  "SELECT count(*) FROM audit JOIN staff ON staff.id = audit.staff"
                  " WHERE name = 'Mr. Lindqvist' AND staff.number = 'a0' AND NOT is_active"),
        1);
    CHECK_INT(number(a, "SELECT count(*) FROM staff WHERE number = '07' AND is_active"), 1);
}

TEST(what_was_settled_stays_settled_until_a_side_changes)
{
    UNUSED_STATE;
    AuditBy by = {.at = START + HOUR, .kiosk = a->name};
    arrive(a, 0, 3, START);
    Visit later = arrive(b, 0, 3, START + 60);
    merge(a, b);
    Conflict c = only_conflict(a, CONFLICT_VISIT);
    CHECK(conflicts_settle(a->store, &by, c.id, true, &err));
    arrive(b, 0, 4, START + 90);
    merge(a, b);
    CHECK_INT(conflicts_open(a->store, &err), 0);
    later.adults = 3;
    CHECK(visits_change(b->store, &later, NULL, 0, START + 100, &err));
    merge(a, b);
    CHECK_INT(conflicts_open(a->store, &err), 1);
    CHECK(conflicts_settle(a->store, &by, c.id, true, &err));
    CHECK(conflicts_settle(a->store, &by, c.id, false, &err));
    CHECK_INT(number(a, "SELECT count(*) FROM audit WHERE act LIKE 'conflict.%'"), 3);
    CHECK(!conflicts_settle(a->store, &by, later.id, true, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_DESKS(a_home_at_two_desks_is_in_once_with_everybody_and_both_are_listed),
        RUN_DESKS(a_paper_list_which_has_no_time_gives_way_to_who_checked_in),
        RUN_DESKS(who_left_at_the_other_desk_has_left),
        RUN_DESKS(who_was_taken_back_at_one_desk_is_in_at_the_other),
        RUN_DESKS(a_number_of_two_ordinary_visits_stays_with_the_first),
        RUN_DESKS(what_knew_the_other_is_newer_whatever_the_clock_said),
        RUN_DESKS(a_visit_undone_here_and_changed_there_is_listed_with_both_sides),
        RUN_DESKS(a_stub_matched_to_two_families_is_listed),
        RUN_DESKS(a_place_taken_twice_is_the_firsts_and_the_second_waits),
        RUN_DESKS(what_one_kiosk_gave_stays_where_the_school_has_fewer_places_by_now),
        RUN_DESKS(a_home_that_signed_up_twice_has_the_first),
        RUN_DESKS(a_code_drawn_twice_opens_the_first),
        RUN_DESKS(a_clock_that_went_back_or_runs_ahead_is_listed_and_the_visits_are_kept),
        RUN_DESKS(a_clock_a_minute_apart_is_no_conflict),
        RUN_DESKS(another_schools_a_later_versions_and_ones_own_file_are_refused),
        RUN_DESKS(two_kiosks_of_one_copied_disk_are_refused),
        RUN_DESKS(an_earlier_versions_backup_comes_in_and_stays_as_it_is),
        RUN_DESKS(people_that_only_the_other_knows_come_with_their_visits),
        RUN_DESKS(the_others_staff_stand_in_the_audit_and_cannot_sign_in),
        RUN_DESKS(what_was_settled_stays_settled_until_a_side_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
