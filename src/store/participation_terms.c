/* Which term a report is about, and which one it is compared with. */
#include <stdlib.h>
#include <string.h>

#include "store/participation.h"

static bool read_terms(Store *store, Term **terms, int *count, Err *err)
{
    *terms = NULL;
    *count = terms_list(store, NULL, 0, err);
    if (*count < 0)
        return false;
    *terms = calloc((size_t)*count + 1, sizeof **terms);
    if (!*terms)
        return err_set(err, ERR_BROKEN, "no memory for the terms");
    *count = terms_list(store, *terms, *count, err);
    return *count >= 0;
}

static int length(const Term *term)
{
    return term->day_after_last - term->first_day;
}

/* They come with the latest first. */
static const Term *choose(const Term *terms, int count, int32_t today, const char *title)
{
    const Term *chosen = NULL, *begun = NULL;
    for (int i = 0; i < count; i++) {
        const Term *term = &terms[i];
        bool has_begun = term->first_day <= today;
        bool is_on = has_begun && today < term->day_after_last;
        if (title && !chosen && strcmp(term->title, title) == 0)
            chosen = term;
        if (!title && is_on && (!chosen || length(term) < length(chosen)))
            chosen = term;
        if (!title && has_begun && !begun)
            begun = term;
    }
    return chosen ? chosen : begun;
}

bool participation_term(Store *store, int32_t today, const char *title, Term *out, Err *err)
{
    Term *terms;
    int count;
    bool done = read_terms(store, &terms, &count, err);
    const Term *chosen = done ? choose(terms, count, today, title) : NULL;
    if (chosen)
        *out = *chosen;
    free(terms);
    if (done && !chosen)
        return title ? err_set(err, ERR_NOT_FOUND, "no term is called \"%.100s\"", title)
                     : err_set(err, ERR_NOT_FOUND, "no term has begun: a roster brings them");
    return done;
}

bool participation_before(Store *store, const Term *term, Term *out, Err *err)
{
    Term *terms;
    int count;
    bool done = read_terms(store, &terms, &count, err);
    *out = (Term){0};
    for (int i = 0; done && i < count && id_is_zero(out->id); i++)
        if (terms[i].kind == term->kind && terms[i].day_after_last <= term->first_day)
            *out = terms[i];
    free(terms);
    return done;
}
