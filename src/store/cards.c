/* Cards. A code stands in the records as its 16 bytes and nowhere as text. */
#include "store/cards.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>

#include "base/wipe.h"
#include "store/sql.h"

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* 26 letters hold 130 bits: the first stands for three. */
static void write_text(Id code, char out[CARD_TEXT])
{
    for (int i = 0; i < CARD_TEXT - 1; i++) {
        int value = 0;
        for (int bit = i * 5 - 2; bit < i * 5 + 3; bit++)
            value = value << 1 | (bit >= 0 ? code.byte[bit / 8] >> (7 - bit % 8) & 1 : 0);
        out[i] = letters[value];
    }
    out[CARD_TEXT - 1] = 0;
}

static int read_letter(char c)
{
    c = (char)toupper((unsigned char)c);
    if (c == 'I' || c == 'L')
        c = '1';
    if (c == 'O')
        c = '0';
    const char *at = c ? strchr(letters, c) : NULL;
    return at ? (int)(at - letters) : -1;
}

/* The zero id for what is no code. */
static Id read_text(const char *text)
{
    Id code = {0};
    int count = 0;
    for (; *text; text++) {
        if (*text == '-' || *text == ' ')
            continue;
        int value = read_letter(*text);
        if (value < 0 || count == CARD_TEXT - 1 || (count == 0 && value > 7))
            return (Id){0};
        for (int i = 0; i < 5; i++) {
            int bit = count * 5 - 2 + i;
            if (bit >= 0 && value >> (4 - i) & 1)
                code.byte[bit / 8] |= (uint8_t)(1 << (7 - bit % 8));
        }
        count++;
    }
    return count == CARD_TEXT - 1 ? code : (Id){0};
}

static bool check_guardian(Store *store, Id guardian, Err *err)
{
    Sql *q = sql(store, "SELECT 1 FROM person WHERE id = :id AND role = 'guardian' AND is_active");
    sql_id(q, ":id", guardian);
    bool is_there = sql_row(q);
    if (!sql_done(q, err))
        return false;
    return is_there || err_set(err, ERR_NOT_FOUND, "no active guardian %s", id_text(guardian));
}

static bool insert(Store *store, Id code, Id guardian, int64_t now, Err *err)
{
    Sql *q =
        sql(store, "INSERT INTO card (code, guardian, issued) VALUES (:code, :guardian, :now)");
    sql_id(q, ":code", code);
    sql_id(q, ":guardian", guardian);
    sql_int(q, ":now", now);
    return sql_run(q, err);
}

bool cards_make(char code[CARD_TEXT], Err *err)
{
    Id made;
    if (sodium_init() < 0)
        return err_set(err, ERR_BROKEN, "libsodium does not start");
    do
        randombytes_buf(made.byte, sizeof made.byte);
    while (id_is_zero(made));
    write_text(made, code);
    wipe(&made, sizeof made);
    return true;
}

bool cards_keep(Store *store, Id guardian, const char *code, int64_t now, Err *err)
{
    Id made = read_text(code);
    if (id_is_zero(made))
        return err_set(err, ERR_INVALID, "no code of a card");
    if (!sql_begin(store, err))
        return false;
    bool is_kept = check_guardian(store, guardian, err) &&
        cards_revoke(store, guardian, now, err) >= 0 && insert(store, made, guardian, now, err);
    wipe(&made, sizeof made);
    return sql_end(store, is_kept, err);
}

bool cards_issue(Store *store, Id guardian, int64_t now, char code[CARD_TEXT], Err *err)
{
    char made[CARD_TEXT];
    bool is_kept = cards_make(made, err) && cards_keep(store, guardian, made, now, err);
    if (is_kept)
        memcpy(code, made, CARD_TEXT);
    wipe(made, sizeof made);
    return is_kept;
}

int cards_revoke_code(Store *store, const char *code, int64_t now, Err *err)
{
    Sql *q = sql(store, "UPDATE card SET revoked = :now WHERE code = :code AND revoked IS NULL");
    sql_id(q, ":code", read_text(code));
    sql_int(q, ":now", now);
    return sql_run(q, err) ? sql_changes(store) : -1;
}

int cards_revoke(Store *store, Id guardian, int64_t now, Err *err)
{
    Sql *q =
        sql(store, "UPDATE card SET revoked = :now WHERE guardian = :guardian AND revoked IS NULL");
    sql_id(q, ":guardian", guardian);
    sql_int(q, ":now", now);
    return sql_run(q, err) ? sql_changes(store) : -1;
}

HomeAnswer cards_find(Store *store, const char *code, Home *out, Err *err)
{
    Sql *q = sql(store,
        "SELECT guardian FROM card JOIN person ON person.id = guardian"
        " WHERE code = :code AND revoked IS NULL AND +role = 'guardian' AND is_active");
    sql_id(q, ":code", read_text(code));
    Id guardian = sql_row(q) ? sql_get_id(q, 0) : (Id){0};
    return sql_done(q, err) ? homes_open(store, guardian, out, err) : HOME_NONE;
}

int cards_list(Store *store, int from, Card *out, int max, Err *err)
{
    int count = 0;
    Sql *q = sql(store,
        "SELECT source_id, NOT is_active, issued, ifnull(revoked, 0) FROM card"
        " JOIN person ON person.id = guardian"
        " ORDER BY source_id, issued, code LIMIT :max OFFSET :from");
    sql_int(q, ":max", max);
    sql_int(q, ":from", from);
    while (count < max && sql_row(q)) {
        Card *card = &out[count++];
        sql_get_copy(q, 0, card->source_id, sizeof card->source_id);
        card->has_left = sql_get_int(q, 1);
        card->issued = sql_get_int(q, 2);
        card->revoked = sql_get_int(q, 3);
    }
    return sql_done(q, err) ? count : -1;
}

/* --- for whom ------------------------------------------------------------------------------ */

#define ASKED                                                                                      \
    " FROM person g WHERE g.role = 'guardian' AND g.is_active"                                     \
    " AND (:grade = '' OR EXISTS (SELECT 1 FROM tie JOIN person s ON s.id = tie.student"           \
    "  WHERE tie.guardian = g.id AND s.grade = :grade))"                                           \
    " AND (NOT :only_missing OR NOT EXISTS (SELECT 1 FROM card WHERE card.guardian = g.id"         \
    "  AND card.revoked IS NULL))"                                                                 \
    " AND (:family IS NULL OR g.id IN (SELECT adult FROM home_adult WHERE opened_by = :family))"

static void bind_ask(Sql *q, const CardAsk *ask)
{
    sql_text(q, ":grade", ask->grade);
    sql_int(q, ":only_missing", ask->only_missing);
    sql_id(q, ":family", ask->family);
}

int cards_grades(Store *store, char out[][32], int max, Err *err)
{
    int count = 0;
    Sql *q = sql(store,
        "SELECT grade FROM person WHERE role = 'student' AND is_active AND grade <> ''"
        " GROUP BY grade ORDER BY min(grade_order), grade LIMIT :max");
    sql_int(q, ":max", max);
    while (count < max && sql_row(q))
        sql_get_copy(q, 0, out[count++], 32);
    return sql_done(q, err) ? count : -1;
}

int cards_asked(Store *store, const CardAsk *ask, Err *err)
{
    int count = 0;
    Sql *q = sql(store, "SELECT count(*)" ASKED);
    bind_ask(q, ask);
    if (sql_row(q))
        count = (int)sql_get_int(q, 0);
    return sql_done(q, err) ? count : -1;
}

int cards_holders(Store *store, const CardAsk *ask, int from, CardHolder *out, int max, Err *err)
{
    int count = 0;
    Sql *q = sql(store,
        "SELECT g.id, g.source_id,"
        " trim(coalesce(nullif(g.preferred_given, ''), g.given) || ' ' ||"
        "  coalesce(nullif(g.preferred_family, ''), g.family)),"
        " coalesce(nullif(g.language, ''), (SELECT s.language FROM tie"
        "  JOIN person s ON s.id = tie.student WHERE tie.guardian = g.id AND s.language <> ''"
        "  ORDER BY s.grade_order DESC, s.id LIMIT 1), '')" ASKED
        " ORDER BY g.family, g.given, g.id LIMIT :max OFFSET :from");
    bind_ask(q, ask);
    sql_int(q, ":max", max);
    sql_int(q, ":from", from);
    while (count < max && sql_row(q)) {
        CardHolder *holder = &out[count++];
        holder->guardian = sql_get_id(q, 0);
        sql_get_copy(q, 1, holder->source_id, sizeof holder->source_id);
        sql_get_copy(q, 2, holder->name, sizeof holder->name);
        sql_get_copy(q, 3, holder->language, sizeof holder->language);
    }
    return sql_done(q, err) ? count : -1;
}
