#!/bin/bash
# A family of three with a child in childcare meets a full session, waits, is not offered two places
# and is offered three, and takes them at the glass: without a window, in three languages. The places
# are in the records and in the export.
# shellcheck source=tests/e2e/lib.bash
. "$(dirname "$0")/lib.bash"

SIGN_UP='Sign up {0, plural, one {# person} other {# people}}'
TAKE='Take {0, plural, one {# place} other {# places}}'

# state CODE: of that sign-up, in the records.
state()
{
    ask "$db" "SELECT state FROM signup WHERE code = '$1'"
}

# newest: the code of the newest sign-up.
newest()
{
    ask "$db" "SELECT code FROM signup ORDER BY made DESC, id DESC LIMIT 1"
}

# here SCREEN
here()
{
    look
    same "the screen" "$screen" "$1"
}

# more HOW-MANY WHICH: touches the plus of a row, 1 adults, 2 children, 3 childcare.
more()
{
    local i
    for ((i = 0; i < $1; i++)); do
        must "tap button \"One more\" #$2"
    done
}

# walk_in ADULTS NAME: somebody who is not on the roster signs up; the code stands in $code.
walk_in()
{
    must "tap \"Workshops\""
    must "tap button \"Chess for two\""
    more $(($1 - 1)) 1
    must "tap \"$SIGN_UP\""
    must 'tap "Not on the list?"'
    must "type \"$2\""
    must 'tap "Next"'
    must 'tap "Next"'
    must "tap \"Sign up\""
    here signup
    code=$(newest)
    same "places of $2" "$(state "$code")" confirmed
    must 'tap "Done"'
    must 'wait 1'
}

# by_code CODE
by_code()
{
    must 'tap "Workshops"'
    must 'tap "My sign-ups"'
    must 'tap "I have a code"'
    must "type \"$1\""
    must 'tap "Next"'
    here signup
}

# give_up CODE
give_up()
{
    by_code "$1"
    must 'tap "Give up these places"'
    must 'tap "Yes, give them up"'
    same "given up" "$(state "$1")" cancelled
    must 'tap "Done"'
}

cat >"$work/workshops.csv" <<'END'
uid,topic,title,session,starts,ends,place,seats,childcare
chess,math,Chess for two,chess-1,2026-12-02T18:00,2026-12-02T19:00,Library,3,2
END

# in_language TAG
in_language()
{
    db=$work/$1.db
    echo quit | "$FOYER" drive --demo --db "$db" --now 2026-11-19T17:42 >/dev/null || fail "the demo"
    "$FOYER" import workshops --db "$db" "$work/workshops.csv" >/dev/null 2>&1 || fail "the import"
    local rosa card one two family
    rosa=$(ask "$db" "SELECT source_id FROM person WHERE given = 'Rosa' AND family LIKE 'Ram%'")
    card=$("$FOYER" card issue --db "$db" --guardian "$rosa" | tail -1 | tr -d '\r') ||
        fail "foyer card"
    drive_start "$db" --now 2026-11-19T17:42

    must "language $1"
    walk_in 2 'Ann Berg'
    two=$code
    must "language $1"
    walk_in 1 'Bo Dahl'
    one=$code

    must "language $1"
    must 'tap "Workshops"'
    must 'tap button "Chess for two"'
    must "scan \"${card##*,}\"" # their card, where they stand: it is known who they are
    here workshop
    more 1 1
    more 1 2
    more 1 3
    must 'tap choice "4"'
    must 'tap "Join the waiting list"'
    here signup
    family=$(newest)
    same "a full session" "$(state "$family")" waiting
    must 'tap "Done"'

    must "language $1"
    give_up "$two"
    same "two places for three" "$(state "$family")" waiting
    must "language $1"
    give_up "$one"
    same "three places" "$(state "$family")" offered

    must "language $1"
    must "scan \"${card##*,}\""
    here signups # before anything else
    must 'tap button "Chess for two"'
    must "tap \"$TAKE\""
    same "taken" "$(state "$family")" confirmed
    must 'tap "Done"'
    drive_stop
    "$FOYER" export signups --db "$db" --format csv --out "$work/signups.csv" >/dev/null ||
        fail "the export"
    grep -q "$family.*confirmed\|confirmed.*$family" "$work/signups.csv" || fail "not in the export"
    echo "  $1: waits, is not offered two places, is offered three, has them"
}

# Killed between two touches of the same button: one sign-up, and a clear word afterwards.
killed()
{
    db=$work/killed.db
    echo quit | "$FOYER" drive --demo --db "$db" --now 2026-11-19T17:42 >/dev/null || fail "the demo"
    local rosa card
    rosa=$(ask "$db" "SELECT source_id FROM person WHERE given = 'Rosa' AND family LIKE 'Ram%'")
    card=$("$FOYER" card issue --db "$db" --guardian "$rosa" | tail -1 | tr -d '\r') ||
        fail "foyer card"
    drive_start "$db" --now 2026-11-19T17:42
    must 'tap "Workshops"'
    must 'tap button "Reading at home"'
    must "scan \"${card##*,}\""
    must "tap \"$SIGN_UP\""
    printf 'tap "%s"\n' "$SIGN_UP" >&6
    kill -9 "$drive_pid"
    wait "$drive_pid" 2>/dev/null
    exec 6>&- 7<&-
    drive_pid=''

    drive_start "$db" --now 2026-11-19T17:43
    must 'tap "Workshops"'
    must 'tap button "Reading at home"'
    must "scan \"${card##*,}\""
    must "tap \"$SIGN_UP\""
    here workshop
    [[ $answer == *'Your family is on the list for this date already.'* ]] || fail "no clear word"
    drive_stop
    same "sign-ups" "$(ask "$db" "SELECT count(*) FROM signup JOIN person ON person.id = opened_by
        WHERE given = 'Rosa'")" 1
    echo "  killed between two touches: one sign-up"
}

for language in en ar zh_Hans; do
    in_language "$language"
done
killed
