#!/bin/bash
# A family checks in at the real window, touch by touch, in three languages; a second time it is
# already here; who is not found writes a name.
# shellcheck source=tests/e2e/lib.bash
. "$(dirname "$0")/lib.bash"

# Rosa Ramírez Núñez, of the demo school: Mateo 05, Sofía 02, Lucía KG.
NAME='ROSA RAMIREZ' DIGITS=0142

# What a walk-in writes, on the keys of their language.
declare -A CHILD=([en]=NOOR [es]=NOOR [ar]=نور) ADULT=([en]=AMAL [es]=AMAL [ar]=امل)
declare -A WRITTEN=([en]='Noor Amal' [es]='Noor Amal' [ar]='نور امل')

# other_keys LANGUAGE: the Arabic keyboard's key to Latin letters, and back.
other_keys()
{
    [ "$1" != ar ] || both "Change letters"
}

# find_home LANGUAGE NAME DIGITS
find_home()
{
    both "Check in"
    same "after Check in" "$screen" name
    other_keys "$1"
    letters "$2"
    both "Next"
    same "after the name" "$screen" proof
    letters "$3"
    both "Next"
}

# check_in LANGUAGE: with two children; and an interpreter is wanted.
check_in()
{
    find_home "$1" "$NAME" "$DIGITS"
    same "after the digits" "$screen" household
    [[ $answer == *'"label":"R. '* ]] || fail "no R. among the home"
    child M
    child S
    both "We need an interpreter"
    both "Check in {0, plural, one {# person} other {# people}}"
    same "after Check in" "$screen" thanks
    both "Done"
}

# child LETTER: the choice whose label begins with it is touched.
child()
{
    [[ $answer =~ \"label\":\"($1\.\ [^\"]+)\" ]] || fail "no child $1"
    both "${BASH_REMATCH[1]}"
}

# again LANGUAGE
again()
{
    find_home "$1" "$NAME" "$DIGITS"
    same "the second time" "$screen" already
    both "Done"
}

# walk_in LANGUAGE
walk_in()
{
    find_home "$1" 'NOBODY HERE' 9999
    same "an unknown name" "$screen" not_found
    both "Write a name"
    same "after Write a name" "$screen" stub
    other_keys "$1"
    letters "${CHILD[$1]}"
    both "Next"
    both "Next"
    letters "${ADULT[$1]}"
    both "Check in"
    same "after a name was written" "$screen" thanks
    both "Done"
}

visits='SELECT group_concat(language || " " || method || " " || adults || "+" || children || " " ||
    needs_interpreter || " " || (SELECT count(*) FROM visit_person WHERE visit = v.id), ", ")
    FROM (SELECT * FROM visit WHERE undone IS NULL ORDER BY method) AS v'

# records LANGUAGE
records()
{
    same "visits" "$(ask "$db" "${visits//\"/\'}")" "$1 name 1+2 1 3, $1 walk_in 1+1 0 0"
    same "who came" "$(ask "$db" "SELECT group_concat(given, ' ') FROM (SELECT given FROM person
        JOIN visit_person ON person = person.id ORDER BY given)")" 'Mateo Rosa Sofía'
    same "stub" "$(ask "$db" "SELECT child || ' ' || adult || ' ' || language || ' ' || state
        FROM stub")" "${WRITTEN[$1]} $1 open"
    same "misses" "$(ask "$db" 'SELECT count(*) FROM miss')" 1
    same "integrity" "$(ask "$db" 'PRAGMA integrity_check')" ok
}

# exported LANGUAGE: while the kiosk runs.
exported()
{
    "$FOYER" export visits --db "$db" --format csv --out - >"$work/visits.csv" ||
        fail "export while the kiosk runs"
    same "rows of the export" "$(grep -c '' "$work/visits.csv")" 5
    local name
    for name in Mateo Sofía Rosa "${WRITTEN[$1]% *}"; do
        same "$name in the export" "$(grep -c "$name" "$work/visits.csv")" 1
    done
}

# evening LANGUAGE OWN-NAME
evening()
{
    db=$work/$1.db
    kiosk_start "$db" --demo
    sqlite3 -readonly "$db" "VACUUM INTO '$work/mirror-$1.db'" || fail "a copy"
    drive_start "$work/mirror-$1.db"
    look
    both "$2"
    check_in "$1"
    both "$2"
    again "$1"
    both "$2"
    walk_in "$1"
    records "$1"
    exported "$1"
    drive_stop
    kiosk_stop
    echo "a family checked in, in $1"
}

display_start 1920x1080
[ $# -gt 0 ] || set -- en es ar
for language; do
    case $language in
        en) evening en English ;;
        es) evening es Español ;;
        ar) evening ar العربية ;;
    esac
done
