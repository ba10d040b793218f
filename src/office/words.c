/* What the roster's codes are called. */
#include "base/utf8.h"
#include "base/wipe.h"
#include "office/office.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *office_grade(Ui *ui, const char *grade)
{
    if (strcmp(grade, "KG") == 0)
        return language_text(ui->language, MSG("Kindergarten"));
    if (strcmp(grade, "PK") == 0 || strcmp(grade, "PR") == 0)
        return language_text(ui->language, MSG("Preschool"));
    if (isdigit((unsigned char)grade[0]))
        return ui_words(ui, "Grade {0, number}", atoi(grade));
    return arena_text(&ui->arenas[ui->current], grade);
}

const char *office_clock(App *app, Ui *ui, int64_t at)
{
    char words[64];
    format_date(app->formats, app->language, words, sizeof words, FORMAT_TIME, at);
    return arena_text(&ui->arenas[ui->current], words);
}

const char *office_language(App *app, Ui *ui, const char *tag)
{
    char name[96], hyphened[36];
    utf8_copy(hyphened, sizeof hyphened, tag);
    for (char *c = hyphened; *c; c++)
        *c = *c == '_' ? '-' : *c;
    format_language(app->formats, app->language, name, sizeof name, hyphened);
    return arena_text(&ui->arenas[ui->current], name);
}

const char *office_children(Ui *ui, const RepairFamily *family)
{
    char words[1024] = "";
    size_t used = 0;
    for (int i = 0; i < family->count && i < REPAIR_CHILDREN; i++) {
        const RepairChild *child = &family->children[i];
        used += (size_t)snprintf(words + used, sizeof words - used, "%s%s, %s", i ? " · " : "",
            child->name, office_grade(ui, child->grade));
        if (used >= sizeof words)
            break;
    }
    const char *kept = arena_text(&ui->arenas[ui->current], words);
    wipe(words, sizeof words);
    return kept;
}
