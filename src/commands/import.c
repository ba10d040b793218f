/* foyer import: a roster or a list in, all or nothing. */
#include "exchange/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/wipe.h"
#include "commands/command.h"
#include "commands/options.h"
#include "exchange/content.h"
#include "exchange/content_resources.h"
#include "exchange/content_workshops.h"
#include "exchange/import_appointments.h"
#include "exchange/plan.h"

enum { KEY_DRY_RUN = 256, KEY_YES };

typedef struct Options Options;

typedef struct {
    const char *name;
    bool has_plan; /* takes --dry-run */
    bool (*import)(Store *store, const Options *o, Err *err);
} Import;

struct Options {
    DbOption db;
    const Import *import;
    const char *path;
    bool is_dry, may_remove;
};

/* ---- the roster ---- */

static void tell_counts(const ImportCount *count)
{
    printf("students %d, guardians %d, employees %d, links %d\n", count->students, count->guardians,
        count->employees, count->links);
    printf("added %d, changed %d, left %d, returned %d, unchanged %d\n", count->added,
        count->changed, count->left, count->returned, count->unchanged);
    printf("links added %d, removed %d, dangling %d; enrolments opened %d, closed %d\n",
        count->links_added, count->links_removed, count->dangling, count->spans_opened,
        count->spans_closed);
    printf("groups opened %d, closed %d; terms put %d, removed %d; rows left out %d\n",
        count->groups_opened, count->groups_closed, count->terms_changed, count->terms_removed,
        count->rejected);
}

static void tell_notes(const char *notes)
{
    if (*notes)
        printf("\nRemarks, and rows left out\n");
    for (const char *end; *notes; notes = *end ? end + 1 : end) {
        end = notes + strcspn(notes, "\n");
        printf("  %.*s\n", (int)(end - notes), notes);
    }
}

/* The plan alone. A removal that would be refused is told as such. */
static bool tell_plan(Store *store, const Options *o, Err *err)
{
    Plan plan;
    Err why = {0};
    char *notes = NULL;
    size_t size = 0;
    FILE *kept = open_memstream(&notes, &size);
    if (!kept)
        return err_set(err, ERR_FULL, "no memory for this roster");
    bool done = plan_make(&plan, store, o->path, clock_wall(), kept, err);
    fclose(kept);
    if (done) {
        printf("This is what would be done. Nothing was written.\n\n");
        tell_counts(&plan.counts);
        plan_print(&plan, stdout);
        tell_notes(notes);
        if (!o->may_remove && !plan_check_removal(&plan, &why))
            printf("\n%s\n", why.detail);
    } else {
        fputs(notes, stderr);
    }
    plan_finish(&plan);
    wipe(notes, size);
    free(notes);
    return done;
}

static bool import_the_roster(Store *store, const Options *o, Err *err)
{
    Plan plan;
    if (o->is_dry)
        return tell_plan(store, o, err);
    bool done = plan_make(&plan, store, o->path, clock_wall(), stderr, err) &&
        (o->may_remove || plan_check_removal(&plan, err)) && plan_apply(&plan, store, err);
    if (done)
        tell_counts(&plan.counts);
    plan_finish(&plan);
    return done;
}

/* ---- lists ---- */

static bool import_the_groups(Store *store, const Options *o, Err *err)
{
    ImportCount count;
    bool done = import_groups(store, o->path, clock_wall(), stderr, &count, err);
    if (done)
        printf("put %d, unchanged %d, rows left out %d\n", count.changed, count.unchanged,
            count.rejected);
    return done;
}

static void tell_dry(const Options *o)
{
    if (o->is_dry)
        printf("This is what would be done. Nothing was written.\n\n");
}

static bool import_the_events(Store *store, const Options *o, Err *err)
{
    EventList list;
    ImportCount count;
    bool done = content_read_events(&list, store, o->path, clock_wall(), stderr, err) &&
        (o->is_dry ? content_compare_events(&list, store, err)
                   : content_apply_events(store, &list, clock_wall(), &count, err));
    if (done) {
        tell_dry(o);
        content_count_events(&list, &count);
        done = content_print_events(&list, store, stdout, err);
    }
    if (done)
        printf("added %d, changed %d, withdrawn %d, unchanged %d, left alone %d\n", count.added,
            count.changed, count.left, count.unchanged, count.rejected);
    content_finish(&list);
    return done;
}

/* How many rows would be, or were, added, changed, or are as they were. */
static void tell_resources(const ResourceList *list)
{
    int counts[RESOURCE_SAME + 1] = {0};
    for (int i = 0; i < list->count; i++)
        counts[list->rows[i].change]++;
    printf("added %d, changed %d, unchanged %d; not in the file, and kept: %d\n",
        counts[RESOURCE_ADDED], counts[RESOURCE_CHANGED], counts[RESOURCE_SAME], list->others);
}

static bool import_the_resources(Store *store, const Options *o, Err *err)
{
    ResourceList list = {0};
    bool done = content_read_resources(&list, store, o->path, 0, stderr, err);
    if (done && o->is_dry) {
        tell_dry(o);
        content_print_resources(&list, stdout);
    } else {
        done = done && content_apply_resources(store, &list, clock_wall(), err);
    }
    if (done)
        tell_resources(&list);
    content_finish_resources(&list);
    return done;
}

static bool import_the_workshops(Store *store, const Options *o, Err *err)
{
    WorkshopList list;
    bool done = workshop_list_read(&list, store, o->path, stderr, err) &&
        workshop_list_compare(&list, store, err) &&
        (o->is_dry || workshop_list_apply(&list, store, clock_wall(), err));
    if (done) {
        tell_dry(o);
        workshop_list_print(&list, stdout);
    }
    workshop_list_finish(&list);
    return done;
}

static bool import_the_appointments(Store *store, const Options *o, Err *err)
{
    AppointmentList list;
    bool done = appointment_list_read(&list, store, o->path, stderr, err) &&
        (o->is_dry || appointment_list_apply(&list, store, clock_wall(), err));
    if (done) {
        tell_dry(o);
        appointment_list_print(&list, stdout);
    }
    appointment_list_finish(&list);
    return done;
}

static const Import imports[] = {
    {"roster", true, import_the_roster},
    {"events", true, import_the_events},
    {"groups", false, import_the_groups},
    {"resources", true, import_the_resources},
    {"workshops", true, import_the_workshops},
    {"appointments", true, import_the_appointments},
};

/* ---- the command line ---- */

static const Import *find(const char *name)
{
    for (size_t i = 0; i < sizeof imports / sizeof *imports; i++)
        if (strcmp(name, imports[i].name) == 0)
            return &imports[i];
    return NULL;
}

static void check(const Options *o, struct argp_state *state)
{
    if (!o->path)
        argp_error(state, "say what to import, and from where");
    if (o->import && o->is_dry && !o->import->has_plan)
        argp_error(state, "--dry-run is not for %s", o->import->name);
    if (o->import && o->may_remove && o->import != &imports[0])
        argp_error(state, "--yes is for a roster");
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case KEY_DRY_RUN:
        o->is_dry = true;
        return 0;
    case KEY_YES:
        o->may_remove = true;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num == 0 && !(o->import = find(argument)))
            argp_error(state,
                "\"%s\" is none of roster, events, groups, resources, workshops, appointments",
                argument);
        if (state->arg_num == 1)
            o->path = argument;
        if (state->arg_num > 1)
            argp_error(state, "one file at a time");
        return 0;
    case ARGP_KEY_END:
        check(o, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option options[] = {
    {"dry-run", KEY_DRY_RUN, NULL, 0, "Print what would change, and write nothing", 0},
    {"yes", KEY_YES, NULL, 0, "Let a roster remove more than one in five of the students", 0},
    {0},
};

static const char about[] =
    "Takes a file in, all of it or nothing. What is left out is told, a line each, on standard "
    "error.\v"
    "  roster   OneRoster 1.1 or 1.2, a folder or a .zip. A whole one (bulk): who is\n"
    "           not in it has left. Changes only (delta): the others stay.\n"
    "  events   CSV: uid,title,title_xx,kind,starts,ends,place,place_xx,link,grades\n"
    "           xx is a language tag; times are the school's: 2026-11-19T16:00. Or a\n"
    "           calendar (.ics), as Google, Outlook and school sites write them: what\n"
    "           repeats comes until the end of the school year; the newer word on an\n"
    "           event counts; what a series no longer has is withdrawn; private events\n"
    "           are left out.\n"
    "  groups   CSV: sourcedId,kind,value,firstDay,dayAfterLast\n"
    "           As S100,programme,Title I,2026-09-01, where an empty first day is\n"
    "           today and an empty last one still.\n"
    "  resources  CSV: uid,topic,kind,state,title,title_xx,text,text_xx,target,\n"
    "           target_xx. By kind, target is the link (url), words (text), number\n"
    "           (phone), address (mail), network (wifi), name (contact); and there\n"
    "           are mail subject,subject_xx,message,message_xx; wifi password,\n"
    "           hidden; contact phone,mail,organization; event starts,ends,place,\n"
    "           place_xx,link. A target, a subject, an event's title in xx is a\n"
    "           code of its own. What the file no longer has stays, until its\n"
    "           state says withdrawn. Topics:"
#define TOPIC(name, title, icon, tint) "\n             " name
#include "store/topics.def"
#undef TOPIC
    "\n"
    "  workshops\n"
    "           CSV, a row a session: uid,topic,title,title_xx,text,text_xx,grades,\n"
    "           session,starts,ends,place,place_xx,online,language,seats,childcare,\n"
    "           interpreters,rides,state. What is the workshop's own stands in its\n"
    "           first row. online is yes or a link; no seats: no limit; state is\n"
    "           published, withdrawn or draft. Sessions not in the file stay.\n"
    "  appointments\n"
    "           CSV: uid,event,student,guardian,teacher,room,starts. An event in the\n"
    "           file has just these appointments; those of other events stay.\n"
    "\n"
    "A list from `-` is read from standard input.";

int command_import(int argc, char **argv)
{
    Options o = {0};
    static const struct argp_child children[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse,
        "roster PATH\nevents FILE\ngroups FILE\nresources FILE\nworkshops FILE\n"
        "appointments FILE",
        about, children, NULL, NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &o);

    Err err;
    Store *store = NULL;
    bool done = store_open(&store, db_path(&o.db), o.is_dry ? STORE_READ : STORE_WRITE, &err) &&
        o.import->import(store, &o, &err);
    store_close(store);
    if (!done && err.code == ERR_BUSY)
        err_set(&err, ERR_BUSY, "%.180s; stop the kiosk, then import", err.detail);
    return done ? 0 : command_failed("import", &err);
}
