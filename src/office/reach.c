/* Two terms into what the page keeps of them. */
#include "office/reach.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "store/settings.h"

static ReachGroup *find_group(ReachPage *s, Division division, const char *name)
{
    for (int i = 0; i < s->counts[division]; i++)
        if (strcmp(s->groups[division][i].name, name) == 0)
            return &s->groups[division][i];
    return NULL;
}

static void keep(ReachPage *s, const TermReach *now, const TermReach *last)
{
    s->all = now->all;
    s->all_last = last->all;
    for (Division d = BY_GRADE; d < DIVISIONS; d++) {
        s->counts[d] = now->counts[d];
        for (int i = 0; i < now->counts[d]; i++) {
            ReachGroup *group = &s->groups[d][i];
            *group = (ReachGroup){.now = now->rows[d][i].reach};
            memcpy(group->name, now->rows[d][i].name, sizeof group->name);
        }
        for (int i = 0; i < last->counts[d]; i++) {
            ReachGroup *group = find_group(s, d, last->rows[d][i].name);
            if (group) /* who is not here now is in the report alone */
                group->last = last->rows[d][i].reach;
        }
    }
}

static bool read_reach(App *app, ReachPage *s, const Term *term)
{
    TermReach now, last = {0};
    Term before;
    if (!participation_before(app->store, term, &before, &s->err) ||
        !participation_read(app->store, app->zone, term, &now, &s->err))
        return false;
    s->last_title[0] = 0;
    if (!id_is_zero(before.id)) {
        if (!participation_read(app->store, app->zone, &before, &last, &s->err))
            return false;
        if (reach_is_known(&last))
            snprintf(s->last_title, sizeof s->last_title, "%.60s", before.title);
    }
    keep(s, &now, &last);
    return true;
}

static bool read_terms(App *app, ReachPage *s)
{
    int32_t today = zone_day(app->zone, app->now);
    Term now, *all = s->terms;
    Err err = {0};
    int count = terms_list(app->store, all, PAGE_TERMS, &s->err), begun = 0;
    if (count < 0)
        return false;
    for (int i = 0; i < count && i < PAGE_TERMS; i++)
        if (all[i].first_day <= today)
            all[begun++] = all[i];
    s->term_count = begun;
    s->has_term = participation_term(app->store, today, NULL, &now, &err);
    if (!s->has_term && err.code != ERR_NOT_FOUND) {
        s->err = err;
        return false;
    }
    s->has_term = s->has_term && begun > 0;
    for (int i = 0; i < begun; i++)
        if (id_equal(all[i].id, now.id))
            s->shown = i;
    return true;
}

void reach_load(App *app, ReachPage *s)
{
    s->is_loaded = true;
    s->division = BY_LANGUAGE;
    s->smallest = (int)settings_number(app->store, "smallest_group");
    if (!read_terms(app, s) || (s->has_term && !read_reach(app, s, &s->terms[s->shown]))) {
        s->has_term = false;
        log_line(LOG_PROBLEM, "participation: %s", s->err.detail);
    }
}

void reach_choose(App *app, ReachPage *s, int which)
{
    s->chooses = false;
    s->shown = which;
    err_clear(&s->err);
    if (!read_reach(app, s, &s->terms[which]))
        log_line(LOG_PROBLEM, "participation: %s", s->err.detail);
}

int reach_missed(const Reach *reach)
{
    return reach->cover == COVER_NOTHING ? reach->families.of - reach->families.count : 0;
}

const char *reach_most_missed(const ReachPage *s)
{
    const ReachGroup *most = NULL;
    int hidden = reach_missed(&s->all);
    for (int i = 0; i < s->counts[BY_LANGUAGE]; i++) {
        const ReachGroup *group = &s->groups[BY_LANGUAGE][i];
        hidden -= reach_missed(&group->now);
        if (group->name[0] && reach_missed(&group->now) > (most ? reach_missed(&most->now) : 0))
            most = group;
    }
    return most && reach_missed(&most->now) > hidden ? most->name : NULL;
}
