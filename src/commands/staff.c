/* foyer staff: who has a PIN. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "commands/command.h"
#include "commands/options.h"
#include "commands/pin.h"

typedef struct Options Options;

typedef struct {
    const char *name;
    bool has_number; /* stands behind it */
    StoreMode mode;
    bool (*run)(Store *store, const Options *o, const AuditBy *by, Err *err);
} Act;

struct Options {
    DbOption db;
    const Act *act;
    const char *number, *name, *role, *pin_file;
};

/* ---- the acts ---- */

static bool add(Store *store, const Options *o, const AuditBy *by, Err *err)
{
    char pin[STAFF_PIN_SIZE] = "", whose[96];
    Staff staff = {0};
    if (!staff_role_read(o->role, &staff.role))
        return err_set(err, ERR_INVALID, "--role is desk, office or administrator");
    if (!utf8_copy(staff.number, sizeof staff.number, o->number))
        return err_set(err, ERR_INVALID, "--number is two digits, as 07");
    if (!utf8_copy(staff.name, sizeof staff.name, o->name))
        return err_set(
            err, ERR_INVALID, "--name is too long: %zu bytes at most", sizeof staff.name - 1);
    snprintf(whose, sizeof whose, "%s, %s", staff.number, staff.name);
    bool done = pin_read(o->pin_file, whose, pin, err) && staff_add(store, by, &staff, pin, err);
    wipe(pin, sizeof pin);
    if (done)
        printf("%s %s, %s: added\n", staff.number, staff.name, o->role);
    return done;
}

static void tell(const Staff *staff)
{
    char state[64] = "active";
    if (!staff->is_active)
        snprintf(state, sizeof state, "locked");
    else if (staff->locked_s > 0)
        snprintf(state, sizeof state, "tries again in %d min", (staff->locked_s + 59) / 60);
    int fill = 24 - (int)utf8_length(staff->name);
    printf("%s  %s%*s  %-13s  %s\n", staff->number, staff->name, fill > 0 ? fill : 0, "",
        staff_role_word(staff->role), state);
}

static bool list(Store *store, const Options *o, const AuditBy *by, Err *err)
{
    (void)o;
    (void)by;
    static Staff all[STAFF_MAX];
    int count = staff_list(store, all, STAFF_MAX, err);
    for (int i = 0; i < count; i++)
        tell(&all[i]);
    return count >= 0;
}

static bool lock(Store *store, const Options *o, const AuditBy *by, Err *err)
{
    return staff_lock(store, by, o->number, err);
}

static bool unlock(Store *store, const Options *o, const AuditBy *by, Err *err)
{
    return staff_unlock(store, by, o->number, err);
}

static bool reset(Store *store, const Options *o, const AuditBy *by, Err *err)
{
    char pin[STAFF_PIN_SIZE] = "", whose[96];
    Staff staff;
    if (!staff_find(store, o->number, &staff, err))
        return false;
    snprintf(whose, sizeof whose, "%s, %s", staff.number, staff.name);
    bool done =
        pin_read(o->pin_file, whose, pin, err) && staff_reset(store, by, o->number, pin, err);
    wipe(pin, sizeof pin);
    return done;
}

static const Act acts[] = {
    {"add", false, STORE_WRITE, add},
    {"list", false, STORE_READ, list},
    {"lock", true, STORE_WRITE, lock},
    {"unlock", true, STORE_WRITE, unlock},
    {"reset", true, STORE_WRITE, reset},
};
enum { ACTS = sizeof acts / sizeof *acts };

/* ---- the command line ---- */

/* clang-format off */
static const struct argp_option options[] = {
    {"number", 'n', "NN", 0, "Of whom is added: two digits, which say who", 0},
    {"name", 'm', "NAME", 0, "What they are called", 0},
    {"role", 'r', "ROLE", 0, "desk, office or administrator", 0},
    PIN_OPTION,
    {0},
};
/* clang-format on */

static void take_word(Options *o, char *word, struct argp_state *state)
{
    if (state->arg_num == 0) {
        for (int i = 0; i < ACTS; i++)
            if (strcmp(word, acts[i].name) == 0)
                o->act = &acts[i];
        if (!o->act)
            argp_error(state, "\"%s\" is none of add, list, lock, unlock, reset", word);
    } else if (state->arg_num == 1 && o->act && o->act->has_number && !o->number) {
        o->number = word;
    } else {
        argp_error(state, "\"%s\" is one word too many", word);
    }
}

static void check(const Options *o, struct argp_state *state)
{
    if (!o->act)
        argp_error(state, "say what to do: add, list, lock, unlock, reset");
    else if (o->act->has_number && !o->number)
        argp_error(state, "say whose: %s NN", o->act->name);
    else if (o->act->run == add && (!o->number || !o->name || !o->role))
        argp_error(state, "--number, --name and --role are needed");
    else if (o->act->run != add && (o->name || o->role))
        argp_error(state, "--name and --role are for add");
    else if (o->act->run != add && o->act->run != reset && o->pin_file)
        argp_error(state, "--pin-file is for add and reset");
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    Options *o = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &o->db;
        return 0;
    case ARGP_KEY_ARG:
        take_word(o, argument, state);
        return 0;
    case ARGP_KEY_END:
        check(o, state);
        return 0;
    case 'n':
        o->number = argument;
        return 0;
    case 'm':
        o->name = argument;
        return 0;
    case 'r':
        o->role = argument;
        return 0;
    case PIN_KEY:
        o->pin_file = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int command_staff(int argc, char **argv)
{
    Options o = {0};
    static const struct argp_child children[] = {{&db_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse,
        "add --number NN --name NAME --role ROLE\nlist\nlock NN\nunlock NN\nreset NN",
        "Who may open the staff pages, with a number of two digits and a PIN of six. `lock` is "
        "until "
        "`unlock`, which also ends what wrong PINs have locked; `reset` gives a new PIN.",
        children, NULL, NULL};
    argp_parse(&argp, argc, argv, 0, NULL, &o);

    Err err = {0};
    Store *store = NULL;
    AuditBy terminal = {.at = clock_wall(), .kiosk = ""};
    bool is_open = o.act->mode == STORE_WRITE
        ? db_open(&store, &o.db, &err)
        : has_db_path(&o.db, &err) && store_open(&store, db_path(&o.db), STORE_READ, &err);
    bool done = is_open && o.act->run(store, &o, &terminal, &err);
    store_close(store);
    return done ? 0 : command_failed("staff", &err);
}
