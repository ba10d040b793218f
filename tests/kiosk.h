/* The whole program without SDL: an in-memory store, a set clock, a fixed measure of text.
 *
 * tap finds a node by role and label (the English message id, or the words
 * shown) and sends a real press and release at its middle: what is covered, off
 * the glass or disabled fails the test. A failure is told at the test's line.
 */
#ifndef TESTS_KIOSK_H
#define TESTS_KIOSK_H

#include "app/app.h"
#include "check.h"
#include "commands/table.h"
#include "screens/screens.h"
#include "store/people.h"

typedef struct {
    Store *store;
    Languages languages;
    Keyboards keyboards;
    App app;
    int forgotten; /* how often the machine was told to forget */
} Kiosk;

/* Fills an empty store; gives the clock its start. Null: nobody is on the roster. */
typedef void (*School)(Kiosk *k);

void kiosk_open(Kiosk *k, School school);
void kiosk_close(Kiosk *k);

/* The evening of the family conference: Thursday, November 19, 2026, 5:42 PM in Chicago. */
extern const int64_t EVENING;

/* Two homes and their neighbours: Rosa Ramírez (phone 0142) with Mateo 05, Sofía 02 and Lucía KG;
 * Ama Mensah (0117) with Abena 03; conference night is on. */
void school(Kiosk *k);

/* Puts a person or a link; the test fails when it cannot. */
Id put_person(Kiosk *k, PersonRole role, const char *given, const char *family, const char *phone,
    const char *grade, int month, int day);
void put_link(Kiosk *k, Id guardian, Id student);
Id put_event(Kiosk *k, const char *uid, const char *title, int64_t starts, int64_t ends);

void kiosk_frame(Kiosk *k);
void kiosk_wait(Kiosk *k, int seconds);
void kiosk_key(Kiosk *k, KeyCode key);
void kiosk_type(Kiosk *k, const char *text);
void kiosk_language(Kiosk *k, const char *tag);

Node *kiosk_find(Kiosk *k, Role role, const char *label);
bool kiosk_says(Kiosk *k, const char *text);    /* anywhere in the tree */
bool kiosk_remains(Kiosk *k, const char *text); /* in any byte of App, Ui or arenas */
bool app_remains(const App *app, const char *text);

#define tap(k, role, label) kiosk_tap((k), (role), (label), __FILE__, __LINE__)
#define see(k, role, label) kiosk_see((k), (role), (label), __FILE__, __LINE__)
#define type_into(k, label, text) kiosk_type_into((k), (label), (text), __FILE__, __LINE__)
#define anywhere(k, text) kiosk_says((k), (text))
#define remains(k, text) kiosk_remains((k), (text))

void kiosk_tap(Kiosk *k, Role role, const char *label, const char *file, int line);
Node *kiosk_see(Kiosk *k, Role role, const char *label, const char *file, int line);
void kiosk_type_into(Kiosk *k, const char *label, const char *text, const char *file, int line);

#endif
