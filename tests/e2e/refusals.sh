#!/bin/bash
# What the command line does not do, and how it says so: one line that says what and where, 1 when
# it could not be done, 2 for a wrong usage, and nothing changed.
# shellcheck source=tests/e2e/lib.bash
. "$(dirname "$0")/lib.bash"

db=$work/foyer.db
out=$work/out err=$work/err

# ends STATUS COMMAND...: what it said stands in $out and $err.
ends()
{
    local wanted=$1 status
    shift
    "$@" >"$out" 2>"$err" </dev/null
    status=$?
    [ $status -eq "$wanted" ] || fail "exit status $status, not $wanted: $* $(cat "$out" "$err")"
}

# refused TEXT COMMAND...: one line on standard error, with the text in it.
refused()
{
    local text=$1
    shift
    ends 1 "$@"
    same "lines said by $*" "$(wc -l <"$err")" 1
    grep -qF -e "$text" "$err" || fail "\"$text\" is not in \"$(cat "$err")\""
}

usage()
{
    local command words
    ends 0 "$FOYER" --help
    # shellcheck disable=SC2013
    for command in $(sed -n 's/^  \([a-z]*\) .*/\1/p' "$out"); do
        ends 0 "$FOYER" "$command" --help
        grep -q "^Usage: foyer $command" "$out" || fail "$command --help: $(cat "$out")"
        ends 2 "$FOYER" "$command" --no-such-option
        ends 2 "$FOYER" "$command" --db
    done
    while IFS= read -r words; do
        # shellcheck disable=SC2086
        ends 2 "$FOYER" $words
        [ -s "$err" ] || fail "nothing said of: $words"
    done <<'END'

no-such-command
-x
run something
run --size 1920
run --size 0x0
run --size 99999x99999
run --size 1920x1080x24
drive something
drive --size axb
init
init --school X
import
import roster
import teachers file.csv
import roster one two
export
export visits
export visits --format csv
export visits --format pdf --out -
export teachers --format csv --out -
export people --format csv --out - --event x
export visits visits --format csv --out -
report
report --format csv
report --format pdf --out report.pdf
report --format xlsx --out -
check something
set one two three
staff
staff dance
staff lock
staff lock 12 13
staff list 12
staff list --pin-file x
staff add --number 12 --name Ama
staff lock 12 --name Ama
END
}

# page CODE DRIVE-OPTION...: the kiosk does not end; it shows the page with this code.
page()
{
    local code=$1
    shift
    "$FOYER" drive "$@" >"$out" 2>"$err" <<<tree || fail "drive $* ends: $(cat "$err")"
    answer=$(cat "$out")
    [[ $answer == *'"screen":"out_of_order"'* && $answer == *$code* ]] || fail "no $code: $*"
}

no_display()
{
    export XDG_RUNTIME_DIR=$work # without it a library of SDL's adds a line of its own
    refused "no display" env -u DISPLAY -u WAYLAND_DISPLAY -u SDL_VIDEODRIVER \
        "$FOYER" run --demo --db "$work/none.db"
    refused "no display" env -u WAYLAND_DISPLAY -u SDL_VIDEODRIVER DISPLAY=:98765 \
        "$FOYER" run --demo --db "$work/none.db"
    [ ! -e "$work/none.db" ] || fail "a database was made without a display"
}

no_records()
{
    page F6 --db "$work/none.db"
    refused "none.db: there is none" "$FOYER" check --db "$work/none.db"
    refused "none.db: there is none" "$FOYER" export visits --format csv --out - --db "$work/none.db"
    [ ! -e "$work/none.db" ] || fail "a database was made by a look"
    printf 'id,name\n1,Ama\n' >"$work/list.csv"
    cp "$work/list.csv" "$work/list.copy"
    page F1 --db "$work/list.csv"
    page F1 --demo --db "$work/list.csv"
    cmp -s "$work/list.csv" "$work/list.copy" || fail "somebody's file was written"
    : >"$work/empty.db"
    page F1 --demo --db "$work/empty.db"
    refused "is there already" "$FOYER" init --school X --timezone UTC --db "$work/list.csv"
    refused "No/Where" "$FOYER" init --school X --timezone No/Where --db "$work/none.db"
    refused "xx" "$FOYER" init --school X --timezone UTC --languages en,xx --db "$work/none.db"
    [ ! -e "$work/none.db" ] || fail "a database was made for a school that was refused"
}

newer_records()
{
    cp "$db" "$work/newer.db"
    sqlite3 "$work/newer.db" 'PRAGMA user_version = 9999' || fail "sqlite3"
    page F3 --db "$work/newer.db"
    refused "9999" "$FOYER" check --db "$work/newer.db"
}

# While one kiosk writes, nobody else does; reading goes on.
second_writer()
{
    drive_start "$db"
    look
    page F5 --db "$db"
    refused "another Foyer is writing" "$FOYER" import roster tests/data/roster-1.2 --db "$db"
    ends 0 "$FOYER" check --db "$db"
    ends 0 "$FOYER" export visits --format csv --out - --db "$db"
    ends 0 "$FOYER" export visits --format csv --out "$work/visits.csv" --db "$db"
    refused "none/visits.csv" "$FOYER" export visits --format csv --out "$work/none/visits.csv" \
        --db "$db"
    refused "nobody" "$FOYER" export visits --format csv --out - --event nobody --db "$db"
    refused "--to" "$FOYER" export visits --format csv --out - --from 2026-11-20 --to 2026-11-19 \
        --db "$db"
    refused "" "$FOYER" export visits --format csv --out - --from yesterday --db "$db"
    look
    same "who wrote first" "$screen" welcome
    drive_stop
}

# cannot LINE: drive says so, and goes on.
cannot()
{
    drive "$1"
    [[ $answer == *'"ok":false'* && $answer == *'"reason":"'* ]] || fail "drive took: $1"
}

misused_drive()
{
    local line long
    drive_start "$db"
    while IFS= read -r line; do
        cannot "$line"
    done <<'END'
dance
TREE
tap
tap ""
tap "
tap "No such button"
tap button "Welcome"
tap "Check in" #2
tap "Check in" #-1
hold
press
press 1
press 1 2 3
drag 1 2 3
type
key
key F13
scan
wait
wait x
wait -1
wait 1e300
clock
clock tomorrow
clock 2026-13-45T99:99
language
language xx
size
size 1x1
size 100000x100000
switch
switch large
switch loud on
shot
shot /nowhere/at/all.png
a b c d e f g h i j k
END
    cannot $'\xff\xfe\x01\x02'
    cannot $'tap "\xff\xfe"'
    # What stands off the glass, and numbers that are none, touch nothing and break nothing.
    must 'press -5000 99999'
    must 'press nan inf'
    must 'press x y'
    must 'drag 10 10 -100000 100000'
    must $'type "\xff\xc3"'
    must 'type "\\"'
    must 'scan "no such card"'
    must 'wait 600'
    printf -v long '%5000s' ''
    printf 'tap "%s"\n%s\n' "${long// /y}" "${long// /é}" >&6
    printf 'tree\nlanguage xx\n' >&6
    until [[ $answer == *'no catalogue'* ]]; do
        IFS= read -r -t "$LONGEST" -u 7 answer || fail "a long line ended drive"
    done
    look
    same "after all this" "$screen" welcome
    drive_stop
}

# roster NAME WHERE: refused with file and line, and nothing of it is kept.
roster()
{
    ends 1 "$FOYER" import roster "tests/data/roster-$1" --db "$work/roster.db"
    grep -qF -e "foyer import: $2" "$err" || fail "roster-$1: $(cat "$err")"
    same "people of roster-$1" "$(ask "$work/roster.db" 'SELECT count(*) FROM person')" "$3"
    same "links of roster-$1" "$(ask "$work/roster.db" 'SELECT count(*) FROM guardian_of')" "$4"
}

rosters()
{
    local round
    printf '864209\n' >"$work/pin"
    ends 0 "$FOYER" init --school Lincoln --timezone America/Chicago --pin-file "$work/pin" \
        --db "$work/roster.db"
    roster delta 'users.csv: ' 0 0
    # Into an empty database, then where a good roster is in already.
    for round in '0 0' '8 4'; do
        # shellcheck disable=SC2086
        {
            roster bad-date 'demographics.csv:2:7: ' $round
            roster bad-rows 'users.csv:62:13: ' $round
            roster latin1 'users.csv:2:20: ' $round
            roster no-column 'users.csv:1:1: ' $round
            roster no-role 'users.csv:1:1: ' $round
            roster no-roles 'roles.csv: ' $round
            roster no-student 'users.csv: ' $round
            roster open-quote 'users.csv:2:17: ' $round
            roster stray-quote 'users.csv:2:19: ' $round
            roster twice-column 'users.csv:1:254: ' $round
            roster version 'manifest.csv:3:19: ' $round
            roster no-such-folder '' $round
        }
        ends 0 "$FOYER" import roster tests/data/roster-1.1 --db "$work/roster.db"
    done
    same "the second time" "$(sed -n 's/^added \(0, changed 0, left 0\).*/\1/p' "$out")" \
        '0, changed 0, left 0'
}

usage
no_display
no_records
drive_start "$db" --demo
drive_stop
newer_records
display_start 640x480
second_writer
misused_drive
rosters
echo "refused what must be"
