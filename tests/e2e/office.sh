#!/bin/bash
# Setting up a school from the command line: the first PIN, staff, settings, the roster out.
# shellcheck source=tests/e2e/lib.bash
. "$(dirname "$0")/lib.bash"

pins=$work/pins

# asked PIN PIN COMMAND...: on a terminal; the first and the second answer.
asked()
{
    local first=$1 second=$2 heard=''
    shift 2
    rm -f "$work/keys" "$work/glass"
    mkfifo "$work/keys" "$work/glass"
    script -qec "$(printf '%q ' "$FOYER" "$@" --db "$db")" /dev/null \
        <"$work/keys" >"$work/glass" 2>&1 &
    exec 8>"$work/keys" 9<"$work/glass"
    IFS= read -r -d ':' -t "$LONGEST" -u 9 heard || fail "no question: $heard"
    [[ $heard == *'six digits' ]] || fail "asked: $heard"
    printf '%s\n' "$first" >&8
    IFS= read -r -d ':' -t "$LONGEST" -u 9 heard
    if [[ $heard == *'The same again' ]]; then
        printf '%s\n' "$second" >&8
        heard=''
    fi
    printf '%s' "$heard" >"$said"
    cat <&9 >>"$said"
    exec 8>&- 9<&-
    wait $!
    status=$?
    ! grep -qF -e "$first" "$said" || fail "the PIN was shown: $(cat "$said")"
}

first_pin()
{
    does 1 init --school Lincoln --timezone America/Chicago
    tells "--pin-file"
    printf '123456\n' >"$pins"
    does 1 init --school Lincoln --timezone America/Chicago --pin-file "$pins"
    tells "easily guessed"
    does 1 init --school Lincoln --timezone America/Chicago --pin-file "$work/none"
    tells "none: No such file"
    same "files of a school that was not made" "$(ls "$work")" "$(printf 'pins\nsaid')"
    asked 864209 864208 init --school Lincoln --timezone America/Chicago
    same "two PINs that differ" "$status" 1
    tells "not the same"
    [ ! -e "$db" ] || fail "a database was made without a PIN"
    asked 864209 864209 init --school Lincoln --timezone America/Chicago --languages en,es
    same "a PIN from the terminal" "$status" 0
    tells "made"
    does 0 staff list
    same "the first administrator" "$(tr -s ' ' <"$said")" '01 Administrator administrator active'
}

staff()
{
    printf '305172\r\n99\n' >"$pins"
    does 0 staff add --number 12 --name 'Mr. Lindqvist' --role desk --pin-file "$pins"
    does 1 staff add --number 12 --name 'Ms. Okafor' --role desk --pin-file "$pins"
    tells "12 is taken"
    does 1 staff add --number 13 --name 'Ms. Okafor' --role king --pin-file "$pins"
    tells "desk, office or administrator"
    does 1 staff add --number 123 --name 'Ms. Okafor' --role desk --pin-file "$pins"
    tells "two digits"
    does 1 staff lock 01
    tells "last administrator"
    does 0 staff lock 12
    does 0 staff list
    tells "locked"
    does 0 staff unlock 12
    sqlite3 "$db" "UPDATE staff SET failures = 6, locked_s = 241 WHERE number = '12'" ||
        fail "sqlite3"
    does 0 staff list
    tells "tries again in 5 min"
    "$FOYER" staff reset 12 --pin-file - --db "$db" <"$pins" || fail "a PIN from standard input"
    asked 305172 305172 staff reset 12
    same "a PIN from the terminal" "$status" 0
    does 0 staff list
    same "who is active" "$(grep -c active "$said")" 2
    does 1 staff reset 77 --pin-file "$pins"
    tells "nobody has the number 77"
    same "the audit" "$(ask "$db" 'SELECT group_concat(act) FROM audit')" \
        'staff.added,staff.added,staff.locked,staff.unlocked,staff.reset,staff.reset'
    ! grep -qE '864209|305172' "$db" || fail "a PIN is in the records"
}

settings()
{
    does 0 set
    tells "school = Lincoln"
    tells "a number from 30 to 300"
    does 0 set idle_seconds 90
    does 0 set idle_seconds
    same "a setting" "$(cat "$said")" 90
    does 1 set idle_seconds 9
    tells "a number from 30 to 300"
    does 1 set idle 90
    tells "idle_seconds"
    does 1 set timezone Nowhere
    tells "as America/Chicago"
    does 1 set languages en,xx
    tells '"xx"'
    does 1 set school_xx Lincoln
    tells '"xx"'
    does 0 set school_es 'Escuela Lincoln'
    does 0 set
    tells "school_es = Escuela Lincoln"
    same "the audit of settings" \
        "$(ask "$db" "SELECT subject || ' ' || detail FROM audit WHERE act = 'setting.set' LIMIT 1")" \
        'idle_seconds 60 -> 90'
}

# What reads goes on; what writes says what to do.
beside_a_kiosk()
{
    drive_start "$db"
    look
    does 0 staff list
    does 0 set idle_seconds
    does 1 set idle_seconds 60
    tells "the kiosk is running; stop it first or use its staff page"
    same "lines said" "$(wc -l <"$said")" 1
    does 1 staff lock 12
    tells "the kiosk is running"
    drive_stop
}

people_out()
{
    does 0 import roster tests/data/roster-1.2
    does 0 export people --format csv --out "$work/people.csv"
    same "rows of people" "$(wc -l <"$work/people.csv")" \
        "$(($(ask "$db" 'SELECT count(*) FROM person') + 1))"
    does 0 export people --format json --out -
    same "lines of people" "$(wc -l <"$said")" "$(ask "$db" 'SELECT count(*) FROM person')"
    does 2 export people --format csv --out - --from 2026-11-19
    tells "not for people"
}

# So few families that nothing is told of them.
report_out()
{
    does 1 report --format csv --out "$work/report.csv"
    tells "no term has begun"
    sqlite3 "$db" "INSERT INTO term VALUES (randomblob(16), 'Fall', 'semester', 20200101, 20991231)"
    does 0 report --format csv --out "$work/report.csv"
    grep -q '^all,reached,.*,\*,\*,\*' "$work/report.csv" || fail "few families are told"
    grep -q '^setting,smallest_group,10,' "$work/report.csv" || fail "no settings in the report"
    does 0 report --term Fall --format xlsx --out "$work/report.xlsx"
    same "a workbook" "$(head -c 2 "$work/report.xlsx")" PK
    does 1 report --term Never --format csv --out -
    tells '"Never"'
}

first_pin
staff
settings
beside_a_kiosk
people_out
report_out
echo "a school is set up"
