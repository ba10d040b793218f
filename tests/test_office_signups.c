/* The office's screens of sign-ups: workshop dates, who comes, one sign-up, needs, calls. */
#include "office/office.h"
#include "staffed.h"
#include "store/calls.h"
#include "store/placing.h"

enum { HOUR = 3600, DAY = 24 * HOUR };

static const char OFFICE_PIN[] = "402817";
static Id workshop, rosa, ama, tonight, later;

/* --- a made-up workshop ---------------------------------------------------------------------- */

static Id put_date(const char *uid, int64_t starts, Places places)
{
    Session s = {.workshop = workshop, .starts = starts, .ends = starts + HOUR, .places = places};
    snprintf(s.uid, sizeof s.uid, "%s", uid);
    CHECK(sessions_put(k.store, &s, EVENING, &err));
    CHECK(content_put(k.store, s.id, CONTENT_PLACE, "en", "Library", &err));
    return s.id;
}

static void withdraw(Id session)
{
    Session s;
    CHECK(sessions_get(k.store, session, &s, &err));
    s.is_withdrawn = true;
    CHECK(sessions_put(k.store, &s, EVENING, &err));
}

static Id find(const char *family)
{
    Id id = {0};
    Sql *q = sql(k.store, "SELECT id FROM person WHERE family = :family AND role = 'guardian'");
    sql_text(q, ":family", family);
    if (sql_row(q))
        id = sql_get_id(q, 0);
    CHECK(sql_done(q, &err) && !id_is_zero(id));
    return id;
}

static Id sign_up(Id session, Id home, Party party)
{
    Signup u = {.id = store_new_id(k.store, EVENING),
        .session = session,
        .opened_by = id_is_zero(home) ? store_new_id(k.store, EVENING) : home,
        .party = party,
        .language = "es",
        .kiosk = "lobby"};
    CHECK_INT(signups_make(k.store, &u, true, EVENING, &err), SIGNUP_DONE);
    return u.id;
}

static const Party PAIR = {.adults = 1, .children = 1};
static const Party NEEDY = {
    .adults = 1, .childcare = 2, .ages = {3, 5}, .interpreter = "so", .needs_ride = true};

static void fill(Kiosk *kiosk)
{
    Workshop w = {.uid = "math", .topic = "math", .state = WORKSHOP_PUBLISHED};
    school_with_staff(kiosk);
    add_staff("30", "Mr. Haddad", STAFF_OFFICE, OFFICE_PIN);
    CHECK(workshops_put(kiosk->store, &w, EVENING, &err));
    CHECK(content_put(kiosk->store, w.id, CONTENT_TITLE, "en", "Math night", &err));
    workshop = w.id;
    rosa = find("Ramírez Núñez");
    ama = find("Mensah");
    tonight = put_date("tonight", EVENING + HOUR / 2, (Places){4, 2, 1, 4});
    later = put_date("later", EVENING + 3 * DAY, (Places){4, 2, 1, 4});
}

static int open_workshop(void **state)
{
    UNUSED_STATE;
    err = (Err){0};
    kiosk_open(&k, fill);
    return 0;
}

static void enter_office(void)
{
    tap(&k, BUTTON, "Staff");
    enter("30", OFFICE_PIN);
}

static void enter_desk(void)
{
    tap(&k, BUTTON, "Staff");
    enter("12", DESK_PIN);
}

static void open_at(Screen screen, Id subject)
{
    go_to(&k.app, screen, subject);
    kiosk_frame(&k);
}

static SignupState state_of(Id id)
{
    Signup u;
    CHECK(signups_get(k.store, id, &u, &err));
    return u.state;
}

static int noted(const char *act)
{
    Sql *q = sql(k.store, "SELECT count(*) FROM audit WHERE act = :act AND staff NOTNULL");
    sql_text(q, ":act", act);
    int count = sql_row(q) ? (int)sql_get_int(q, 0) : -1;
    CHECK(sql_done(q, &err));
    return count;
}

/* Without the marks that keep each text in its direction. */
static void plain(const char *words, char *out, size_t size)
{
    size_t used = 0;
    for (; *words && used < size - 1; words++)
        if (strncmp(words, "\xE2\x81\xA8", 3) == 0 || strncmp(words, "\xE2\x81\xA9", 3) == 0)
            words += 2;
        else if (strncmp(words, "\xC2\xA0", 2) == 0) /* holds a time and its PM together */
            words++, out[used++] = ' ';
        else
            out[used++] = *words;
    out[used] = 0;
}

static const Node *find_words(const char *text)
{
    char words[512];
    for (const Node *n = k.app.ui.root; n; n = node_after(n)) {
        plain(n->label, words, sizeof words);
        if (strstr(words, text))
            return n;
    }
    return NULL;
}

static bool says(const char *text)
{
    return find_words(text);
}

static void touch(const Node *n)
{
    Input input = {.kind = INPUT_PRESS, .x = n->box.x + n->box.w / 2, .y = n->box.y + n->box.h / 2};
    app_input(&k.app, &input);
    kiosk_frame(&k);
    input.kind = INPUT_RELEASE;
    app_input(&k.app, &input);
    kiosk_frame(&k);
}

/* --- dates ---------------------------------------------------------------------------------- */

TEST(dates_tell_who_comes_who_waits_and_lead_on)
{
    UNUSED_STATE;
    sign_up(tonight, rosa, (Party){.adults = 2, .children = 2});
    sign_up(tonight, ama, PAIR);
    enter_office();
    open_at(screen_sessions, (Id){0});
    CHECK(says("Today, Thursday, November 19"));
    CHECK(says("4 of 4 seats"));
    CHECK(says("1 waits"));
    CHECK(says("Sunday, November 22"));
    CHECK(says("0 of 4 seats"));
    CHECK(!kiosk_find(&k, BUTTON, "2 calls"));
    tap(&k, BUTTON, "What families need");
    CHECK(is_at("needs"));
    tap(&k, BUTTON, "Back");
    tap(&k, BUTTON, "Call sheet");
    CHECK(is_at("calls"));
}

TEST(without_dates_the_page_says_so)
{
    UNUSED_STATE;
    withdraw(tonight);
    withdraw(later);
    enter_office();
    open_at(screen_sessions, (Id){0});
    see(&k, TEXT, "There are no dates from today on.");
    open_at(screen_needs, (Id){0});
    see(&k, TEXT, "Nobody has asked for childcare, an interpreter or a ride yet.");
    open_at(screen_calls, (Id){0});
    see(&k, TEXT, "Nobody needs to be called.");
    open_at(screen_session, (Id){0});
    see(&k, TEXT, "There is no workshop today.");
}

/* --- attendance ----------------------------------------------------------------------------- */

TEST(one_touch_says_that_they_are_here_and_another_that_they_are_not)
{
    UNUSED_STATE;
    Id u = sign_up(tonight, rosa, PAIR);
    enter_desk();
    open_at(screen_session, (Id){0}); /* what runs today */
    CHECK(says("Ramírez Núñez, Rosa") && says("0 of 1"));
    tap(&k, BUTTON, "Mark here");
    CHECK_INT(state_of(u), SIGNUP_ATTENDED);
    CHECK(says("1 of 1"));
    CHECK(says("Ramírez Núñez, Rosa: here"));
    tap(&k, BUTTON, "Undo");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    CHECK(!kiosk_find(&k, BUTTON, "Undo"));
    tap(&k, BUTTON, "Mark here");
    kiosk_wait(&k, 20); /* long after the toast */
    CHECK(!kiosk_find(&k, BUTTON, "Undo"));
    tap(&k, BUTTON, "Not here");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    CHECK_INT(noted("signup.attended"), 2);
    CHECK_INT(noted("signup.absent"), 2);
}

TEST(attendance_needs_no_finger)
{
    UNUSED_STATE;
    Id u = sign_up(tonight, rosa, PAIR);
    enter_desk();
    open_at(screen_session, tonight);
    for (int i = 0; i < 8 && state_of(u) != SIGNUP_ATTENDED; i++) {
        kiosk_key(&k, KEY_TAB);
        const Node *n = kiosk_find(&k, BUTTON, "Mark here");
        if (n && n->state & STATE_FOCUSED)
            kiosk_key(&k, KEY_ENTER);
    }
    CHECK_INT(state_of(u), SIGNUP_ATTENDED);
}

TEST(a_desk_sees_attendance_and_nothing_more)
{
    UNUSED_STATE;
    sign_up(tonight, rosa, (Party){.adults = 4, .interpreter = "so"});
    Id waits = sign_up(tonight, ama, PAIR);
    enter_desk();
    open_at(screen_session, tonight);
    CHECK(says("Ramírez Núñez, Rosa"));
    CHECK(!says("Mensah") && !says("Somali") && !says("0142"));
    CHECK(!kiosk_find(&k, BUTTON, "Open this sign-up"));
    Screen above[] = {screen_sessions, screen_signed, screen_needs, screen_calls};
    for (int i = 0; i < 4; i++) {
        open_at(above[i], waits);
        CHECK(is_at("session"));
    }
    tap(&k, BUTTON, "Lock");
    enter_office();
    open_at(screen_session, tonight);
    CHECK(says("Mensah, Ama") && says("Waiting, number 1"));
    CHECK(says("interpreter (Somali)"));
    see(&k, BUTTON, "Open this sign-up");
}

TEST(before_its_hour_nobody_is_marked)
{
    UNUSED_STATE;
    sign_up(later, rosa, PAIR);
    enter_desk();
    open_at(screen_session, later);
    CHECK(says("Ramírez Núñez, Rosa"));
    CHECK(!kiosk_find(&k, BUTTON, "Mark here"));
    CHECK(says("Attendance opens"));
}

TEST(two_dates_of_one_day_are_a_touch_apart)
{
    UNUSED_STATE;
    Id second = put_date("second", EVENING + 2 * HOUR, (Places){0});
    sign_up(second, ama, PAIR);
    sign_up(tonight, rosa, PAIR);
    enter_desk();
    open_at(screen_session, (Id){0});
    CHECK(says("Ramírez Núñez, Rosa") && !says("Mensah"));
    touch(find_words("7:42 PM, Math night"));
    CHECK(says("Mensah, Ama") && !says("Ramírez"));
}

TEST(a_full_list_shows_the_rows_in_sight_and_marks_the_right_family)
{
    UNUSED_STATE;
    enum { FAMILIES = 150 };
    Id hall = put_date("hall", EVENING + 60, (Places){0});
    for (int i = 0; i < FAMILIES; i++) {
        char name[16];
        snprintf(name, sizeof name, "Fam%03d", i);
        Id home = put_person(&k, GUARDIAN, "Kim", name, "", "", 0, 0);
        sign_up(hall, home, PAIR);
    }
    enter_desk();
    open_at(screen_session, hall);
    CHECK(says("Fam000, Kim") && !says("Fam149"));
    for (int i = 0; i < 60; i++)
        if (!(kiosk_find(&k, BUTTON, "More")->state & STATE_DISABLED))
            tap(&k, BUTTON, "More");
    CHECK(says("Fam149, Kim") && !says("Fam000"));
    Node *last = NULL; /* of the rows in sight */
    for (Node *n = k.app.ui.root; n; n = node_after(n))
        if (n->role == BUTTON && strcmp(n->msgid, "Mark here") == 0)
            last = n;
    CHECK(last != NULL);
    touch(last);
    CHECK_INT(number("SELECT count(*) FROM signup u JOIN person p ON p.id = u.opened_by"
                     " WHERE u.state = 'attended' AND p.family = 'Fam149'"),
        1);
}

/* --- one sign-up ---------------------------------------------------------------------------- */

TEST(a_sign_up_tells_who_it_is_and_the_look_is_noted)
{
    UNUSED_STATE;
    Id u = sign_up(later, rosa, NEEDY);
    enter_office();
    open_at(screen_signed, u);
    CHECK(says("Ramírez Núñez, Rosa") && says("612-555-0142") && says("Spanish"));
    CHECK(says("1 adult, 2 in childcare"));
    CHECK(says("Has places"));
    CHECK_INT(noted("signup.looked"), 1);
    kiosk_wait(&k, 40);
    kiosk_key(&k, KEY_TAB);
    kiosk_wait(&k, 40); /* a new minute is no new look */
    CHECK_INT(noted("signup.looked"), 1);
    tap(&k, BUTTON, "Lock");
    CHECK(!remains(&k, "Ramírez Núñez, Rosa"));
}

TEST(who_waits_is_given_places_only_where_all_fit)
{
    UNUSED_STATE;
    Id pair;
    sign_up(later, rosa, (Party){.adults = 3, .children = 1});
    pair = sign_up(later, ama, PAIR);
    enter_office();
    open_at(screen_signed, pair);
    tap(&k, BUTTON, "Give places");
    see(&k, STATUS, "There is no room for the whole family. Nothing was changed.");
    CHECK(says("Missing: 2 seats"));
    CHECK_INT(state_of(pair), SIGNUP_WAITING);
    CHECK(!kiosk_find(&k, DIALOG, "Give them places?"));
}

TEST(an_offer_is_taken_for_a_family_and_given_back)
{
    UNUSED_STATE;
    Id in = sign_up(later, rosa, (Party){.adults = 4}), u = sign_up(later, ama, PAIR);
    CHECK(signups_cancel(k.store, in, EVENING, &err));
    CHECK_INT(state_of(u), SIGNUP_OFFERED);
    enter_office();
    open_at(screen_signed, u);
    tap(&k, BUTTON, "Give places");
    see(&k, DIALOG, "Give them places?");
    CHECK_INT(state_of(u), SIGNUP_OFFERED);
    tap(&k, BUTTON, "Yes, give places");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    CHECK(says("They have places"));
    CHECK_INT(noted("signup.promoted"), 1);
    tap(&k, BUTTON, "Undo");
    CHECK_INT(state_of(u), SIGNUP_OFFERED);
    CHECK_INT(noted("signup.undone"), 1);
}

TEST(a_party_moves_to_a_date_with_room_and_back)
{
    UNUSED_STATE;
    Signup now;
    Id free = put_date("free", EVENING + 5 * DAY, (Places){0});
    Id u = sign_up(later, rosa, PAIR);
    put_date("full", EVENING + 4 * DAY, (Places){.seats = 1});
    enter_office();
    open_at(screen_signed, u);
    tap(&k, BUTTON, "Move to another date");
    CHECK(kiosk_find(&k, BUTTON, "Move them")->state & STATE_DISABLED);
    tap(&k, CHOICE, "Monday, November 23");
    CHECK(says("Missing: 1 seat"));
    CHECK(kiosk_find(&k, BUTTON, "Move them")->state & STATE_DISABLED);
    tap(&k, CHOICE, "Tuesday, November 24");
    tap(&k, BUTTON, "Move them");
    CHECK(signups_get(k.store, u, &now, &err) && id_equal(now.session, free));
    CHECK_INT(noted("signup.moved"), 1);
    tap(&k, BUTTON, "Undo");
    CHECK(signups_get(k.store, u, &now, &err) && id_equal(now.session, later));
    CHECK(says("Nov 22"));
}

TEST(a_cancel_asks_for_a_reason_and_can_be_taken_back)
{
    UNUSED_STATE;
    Id u = sign_up(later, rosa, PAIR);
    enter_office();
    open_at(screen_signed, u);
    tap(&k, BUTTON, "Cancel this sign-up");
    CHECK(kiosk_find(&k, BUTTON, "Cancel this sign-up")->state & STATE_DISABLED);
    tap(&k, CHOICE, "Not enough places");
    tap(&k, BUTTON, "Cancel this sign-up");
    CHECK(says("they stand on the call sheet"));
    tap(&k, BUTTON, "No, go back");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    tap(&k, BUTTON, "Cancel this sign-up");
    tap(&k, BUTTON, "Cancel it");
    CHECK_INT(state_of(u), SIGNUP_CANCELLED);
    CHECK_INT(noted("signup.cancelled"), 1);
    CHECK(says("Why cancelled") && says("Not enough places"));
    tap(&k, BUTTON, "Undo");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    CHECK(!says("Why cancelled"));
}

TEST(own_words_are_typed_and_back_goes_one_step)
{
    UNUSED_STATE;
    Signed it;
    Id u = sign_up(later, rosa, PAIR);
    enter_office();
    open_at(screen_signed, u);
    tap(&k, BUTTON, "Cancel this sign-up");
    tap(&k, CHOICE, "Another reason");
    type_into(&k, "Reason", "flooded room");
    tap(&k, BUTTON, "Back");
    see(&k, CHOICE, "Another reason");
    CHECK(says("flooded room"));
    tap(&k, BUTTON, "Cancel this sign-up");
    see(&k, DIALOG, "Cancel this sign-up?");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    tap(&k, BUTTON, "Cancel it");
    CHECK(signed_get(k.store, u, &it, &err));
    CHECK_INT(it.signup.state, SIGNUP_CANCELLED);
    CHECK_TEXT(it.reason, "flooded room");
    CHECK_INT(number("SELECT count(*) FROM audit WHERE detail LIKE '%flooded%'"), 0);
    tap(&k, BUTTON, "Undo");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
    tap(&k, BUTTON, "Back");
    CHECK(is_at("staff"));
}

TEST(a_cancelled_family_is_given_places_again)
{
    UNUSED_STATE;
    AuditBy by = {.at = EVENING, .kiosk = "office"};
    Id u = sign_up(later, rosa, PAIR);
    CHECK_INT(placing_cancel(k.store, &by, u, "date_changed", &err), PLACING_DONE);
    enter_office();
    open_at(screen_signed, u);
    CHECK(says("The date changed"));
    tap(&k, BUTTON, "Give places again");
    tap(&k, BUTTON, "Yes, give places");
    CHECK_INT(state_of(u), SIGNUP_CONFIRMED);
}

/* --- needs ---------------------------------------------------------------------------------- */

TEST(needs_say_how_many_of_which_and_by_when_to_ask)
{
    UNUSED_STATE;
    sign_up(later, rosa, NEEDY);
    sign_up(later, ama, NEEDY); /* waits: one interpreter */
    enter_office();
    open_at(screen_needs, (Id){0});
    CHECK(says("Interpreter, ") && says("Somali"));
    CHECK(says("1 family") && says("2 children") && says("3 seats"));
    CHECK(says("1 more waits") && says("2 more wait"));
    CHECK(says("Ask now, it was due") && says("Sun, Nov 15"));
    CHECK(settings_set(k.store, "ask_by_days", "1", &err));
    open_at(screen_needs, (Id){0});
    CHECK(says("Ask by") && says("Sat, Nov 21"));
}

/* --- calls ---------------------------------------------------------------------------------- */

TEST(a_call_is_noted_by_a_touch_and_taken_back)
{
    UNUSED_STATE;
    Id u = sign_up(later, rosa, PAIR);
    withdraw(later);
    enter_office();
    open_at(screen_calls, (Id){0});
    CHECK(says("Ramírez Núñez, Rosa") && says("0142") && says("Spanish"));
    CHECK(says("Called off") && says("Math night"));
    CHECK_INT(noted("calls.looked"), 1);
    tap(&k, BUTTON, "Called");
    see(&k, TEXT, "Nobody needs to be called.");
    CHECK_INT(noted("signup.called"), 1);
    tap(&k, BUTTON, "Undo");
    CHECK(says("0142"));
    CHECK_INT(noted("signup.uncalled"), 1);
    tap(&k, BUTTON, "Open this sign-up");
    CHECK(is_at("signed"));
    CHECK(id_equal(k.app.place.subject, u));
}

TEST(all_of_it_is_there_in_spanish)
{
    UNUSED_STATE;
    sign_up(tonight, rosa, NEEDY);
    kiosk_language(&k, "es");
    enter_office();
    open_at(screen_sessions, (Id){0});
    CHECK(says("Fechas de talleres") && says("1 de 4 asientos"));
    open_at(screen_session, tonight);
    CHECK(says("Ya llegó") && says("intérprete (somalí)"));
    open_at(screen_needs, (Id){0});
    CHECK(says("Cuidado de niños, edades"));
    CHECK(!says("Childcare"));
}

#undef RUN_OPEN
#define RUN_OPEN(name) cmocka_unit_test_setup_teardown(name, open_workshop, close_kiosk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(dates_tell_who_comes_who_waits_and_lead_on),
        RUN_OPEN(without_dates_the_page_says_so),
        RUN_OPEN(one_touch_says_that_they_are_here_and_another_that_they_are_not),
        RUN_OPEN(attendance_needs_no_finger),
        RUN_OPEN(a_desk_sees_attendance_and_nothing_more),
        RUN_OPEN(before_its_hour_nobody_is_marked),
        RUN_OPEN(two_dates_of_one_day_are_a_touch_apart),
        RUN_OPEN(a_full_list_shows_the_rows_in_sight_and_marks_the_right_family),
        RUN_OPEN(a_sign_up_tells_who_it_is_and_the_look_is_noted),
        RUN_OPEN(who_waits_is_given_places_only_where_all_fit),
        RUN_OPEN(an_offer_is_taken_for_a_family_and_given_back),
        RUN_OPEN(a_party_moves_to_a_date_with_room_and_back),
        RUN_OPEN(a_cancel_asks_for_a_reason_and_can_be_taken_back),
        RUN_OPEN(own_words_are_typed_and_back_goes_one_step),
        RUN_OPEN(a_cancelled_family_is_given_places_again),
        RUN_OPEN(needs_say_how_many_of_which_and_by_when_to_ask),
        RUN_OPEN(a_call_is_noted_by_a_touch_and_taken_back),
        RUN_OPEN(all_of_it_is_there_in_spanish),
    };
    return cmocka_run_group_tests_name("office_signups", tests, NULL, NULL);
}
