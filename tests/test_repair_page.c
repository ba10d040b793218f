/* The repair queue on the glass: joined, found new, let in, undone; by whom it may be. */
#include "store/counts.h"
#include "walk_ins.h"

static Node *row_button(const char *label, const char *near)
{
    Node *row = kiosk_see(&k, GROUP, near, __FILE__, __LINE__);
    for (Node *n = row; n && node_is_within(n, row); n = node_after(n))
        if (n->role == BUTTON && strcmp(n->msgid, label) == 0)
            return n;
    fail_msg("no %s at %s", label, near);
    return NULL;
}

static void press(const Node *n)
{
    Input input = {.kind = INPUT_PRESS, .x = n->box.x + n->box.w / 2, .y = n->box.y + n->box.h / 2};
    app_input(&k.app, &input);
    input.kind = INPUT_RELEASE;
    app_input(&k.app, &input);
    kiosk_frame(&k);
}

static void show(const char *id, int number_shown)
{
    char label[64];
    snprintf(label, sizeof label, "%s: %d", id, number_shown);
    tap(&k, CHOICE, label);
}

TEST(a_walk_in_is_joined_undone_found_new_and_undone_from_the_screen)
{
    UNUSED_STATE;
    Id stub = walk_in("Matteo Ramirez", "Rosa Ramirez");
    go_office(screen_repair);
    CHECK(anywhere(&k, "Matteo Ramirez"));
    tap(&k, BUTTON, "Match");
    CHECK(anywhere(&k, "Ramírez Núñez, Rosa"));
    CHECK(anywhere(&k, "child’s name one letter off"));
    CHECK(anywhere(&k, "same language"));
    CHECK_INT(number("SELECT count(*) FROM audit WHERE act = 'stub.looked'"), 1);
    tap(&k, BUTTON, "Later");
    CHECK_INT(counts().open, 1);
    tap(&k, BUTTON, "Match");
    tap(&k, BUTTON, "Join");
    CHECK(anywhere(&k, "Joined"));
    CHECK(anywhere(&k, "Nobody is left to match."));
    CHECK_INT(counts().matched, 1);
    tap(&k, BUTTON, "Undo");
    CHECK_INT(counts().open, 1);
    tap(&k, BUTTON, "Match");
    tap(&k, BUTTON, "New family");
    CHECK_INT(counts().new, 1);
    kiosk_wait(&k, 11); /* the toast is gone; the list still undoes it */
    show("Settled today", 1);
    CHECK(anywhere(&k, "a new family"));
    tap(&k, BUTTON, "Undo");
    CHECK_INT(counts().open, 1);
    CHECK_INT(count_of("SELECT count(*) FROM audit WHERE subject = uuid(:stub)"
                       " AND staff IS NOT NULL AND kiosk = 'lobby'",
                  stub),
        7);                  /* four acts, three looks */
    tap(&k, BUTTON, "Undo"); /* of the toast: it is new again */
    CHECK_INT(counts().new, 1);
}

TEST(a_join_with_a_family_that_is_here_says_since_when)
{
    UNUSED_STATE;
    Visit visit = made_visit(person("Rosa"), "desk A", EVENING - 1260);
    CHECK(visits_arrive(k.store, &visit, NULL, 0, &err));
    walk_in("Mateo Ramirez", "");
    go_office(screen_repair);
    tap(&k, BUTTON, "Match");
    CHECK(anywhere(&k, "desk A"));
    tap(&k, BUTTON, "Join");
    CHECK(anywhere(&k, "already here at"));
    CHECK(anywhere(&k, "5:21"));
}

TEST(another_suggestion_is_chosen_and_joined)
{
    UNUSED_STATE;
    Id guardian = put_person(&k, GUARDIAN, "Luz", "Ramírez", "", "", 0, 0);
    Id child = put_person(&k, STUDENT, "Tomás", "Ramírez", "", "05", 0, 0);
    put_link(&k, guardian, child);
    walk_in("Mateo Ramirez", "Luz Ramirez");
    go_office(screen_repair);
    tap(&k, BUTTON, "Match");
    tap(&k, CHOICE, "Ramírez, Luz");
    tap(&k, BUTTON, "Join");
    CHECK_INT(count_of("SELECT count(*) FROM stub WHERE matched = :stub", child), 1);
}

TEST(a_flood_stands_apart_and_is_let_in_or_taken_back_with_one_touch)
{
    UNUSED_STATE;
    for (int i = 0; i < 60; i++)
        walk_in_at("Nobody", "", "lobby", EVENING + i);
    go_office(screen_repair);
    show("Held back", 54);
    CHECK(anywhere(&k, "Nobody"));
    tap(&k, BUTTON, "Take all back");
    CHECK_INT(counts().held, 0);
    CHECK_INT(number("SELECT count(*) FROM visit WHERE undone IS NULL"), 6);
    tap(&k, BUTTON, "Undo");
    CHECK_INT(counts().held, 54);
    press(row_button("Take back", "Nobody"));
    CHECK_INT(counts().held, 53);
    tap(&k, BUTTON, "They are real");
    CHECK_INT(counts().held, 0);
    CHECK_INT(counts().open, 59);
    tap(&k, BUTTON, "Undo");
    CHECK_INT(counts().held, 53);
}

TEST(a_restart_in_the_middle_loses_nothing)
{
    UNUSED_STATE;
    use_file();
    put_event(&k, "conference", "Conference", EVENING - 6120, EVENING + 8280);
    app_follow(&k.app);
    Id rosa = put_person(&k, GUARDIAN, "Rosa", "Ramírez", "", "", 0, 0);
    put_link(&k, rosa, put_person(&k, STUDENT, "Mateo", "Ramírez", "", "05", 0, 0));
    Id first = walk_in("Mateo Ramirez", ""), second = walk_in("Noor", "");
    sign_in();
    go_to(&k.app, screen_repair, first);
    kiosk_frame(&k);
    tap(&k, BUTTON, "Join");
    press(row_button("Match", "Noor"));
    restart(); /* with one that is looked at */
    CHECK_INT(counts().matched, 1);
    CHECK_INT(counts().open, 1);
    CHECK(count_of("SELECT state = 'open' FROM stub WHERE id = :stub", second) == 1);
    sign_in();
    go(&k.app, screen_repair);
    kiosk_frame(&k);
    show("Settled today", 1);
    tap(&k, BUTTON, "Undo");
    CHECK_INT(counts().open, 2);
    remove_file();
}

TEST(the_desk_does_not_reach_the_queue_and_nothing_stays_after_lock)
{
    UNUSED_STATE;
    walk_in("Qzxv Ramirez", "");
    tap(&k, BUTTON, "Staff");
    enter("12", DESK_PIN);
    go(&k.app, screen_repair);
    kiosk_frame(&k);
    CHECK(is_at("staff"));
    tap(&k, BUTTON, "Lock");
    go_office(screen_repair);
    tap(&k, BUTTON, "Match");
    CHECK(remains(&k, "Qzxv"));
    tap(&k, BUTTON, "Lock");
    CHECK(!remains(&k, "Qzxv"));
    CHECK(!remains(&k, "Núñez"));
}

TEST(a_queue_that_cannot_be_read_says_so)
{
    UNUSED_STATE;
    Id stub = walk_in("Mateo Ramirez", "");
    go_office(screen_repair);
    tap(&k, BUTTON, "Match");
    AuditBy by = desk();
    CHECK(repair_as_new(k.store, &by, stub, &err)); /* somebody else was faster */
    tap(&k, BUTTON, "Join");
    CHECK(kiosk_find(&k, STATUS, err_message(ERR_REFUSED)) != NULL);
    CHECK_INT(counts().new, 1);
    CHECK_INT(counts().matched, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_OPEN(a_walk_in_is_joined_undone_found_new_and_undone_from_the_screen),
        RUN_OPEN(a_join_with_a_family_that_is_here_says_since_when),
        RUN_OPEN(another_suggestion_is_chosen_and_joined),
        RUN_OPEN(a_flood_stands_apart_and_is_let_in_or_taken_back_with_one_touch),
        RUN_OPEN(a_restart_in_the_middle_loses_nothing),
        RUN_OPEN(the_desk_does_not_reach_the_queue_and_nothing_stays_after_lock),
        RUN_OPEN(a_queue_that_cannot_be_read_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
