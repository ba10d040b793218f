#!/bin/bash
# The ways in, at the real window in three languages, with the touches counted: by card, scanned by
# a scanner that types; by name and digits; by phone and two letters. The visit stands in the
# records and in the export.
# shellcheck source=tests/e2e/lib.bash
. "$(dirname "$0")/lib.bash"

# Rosa Ramírez Núñez, of the demo school: Mateo 05, Sofía 02, Lucía KG.
CHECK_IN='Check in {0, plural, one {# person} other {# people}}'
touches=0

# touch_it [ROLE] LABEL: one that is counted; letters and digits are not.
touch_it()
{
    touches=$((touches + 1))
    both "$@"
}

# at_most HOW MOST
at_most()
{
    [ "$touches" -le "$2" ] || fail "$1 took $touches touches, not $2"
    echo "  $1: $touches touches"
    touches=0
}

# last_visit LANGUAGE METHOD: it is in the records and in the export, and is taken back.
last_visit()
{
    same "the visit" "$(ask "$db" "SELECT language || ' ' || method || ' ' || adults FROM visit
        WHERE undone IS NULL")" "$1 $2 1"
    "$FOYER" export visits --db "$db" --format csv --out - >"$work/visits.csv" ||
        fail "export while the kiosk runs"
    grep -q ",$1,$2," "$work/visits.csv" || fail "no $1 $2 in the export"
}

# scan CODE: in the window and in the mirror; leads to SCREEN.
scan()
{
    xdotool type --delay 2 "$1" && xdotool key Return || fail "xdotool"
    must "scan \"$1\""
    look
    shown "$screen"
}

# begin LANGUAGE WAY: the demo school with a card of Rosa's, the kiosk on it, and its mirror.
begin()
{
    db=$work/$1-$2.db
    kiosk_start "$db" --demo
    kiosk_stop
    local rosa
    rosa=$(ask "$db" "SELECT source_id FROM person WHERE given = 'Rosa' AND family LIKE 'Ram%'")
    code=$("$FOYER" card issue --db "$db" --guardian "$rosa" | tail -1 | tr -d '\r') ||
        fail "foyer card"
    code=${code##*,}
    kiosk_start "$db"
    sqlite3 -readonly "$db" "VACUUM INTO '$work/mirror-$1-$2.db'" || fail "a copy"
    drive_start "$work/mirror-$1-$2.db"
    look
}

end()
{
    drive_stop
    kiosk_stop
}

# by_card LANGUAGE OWN-NAME: the card brings its home's language unless one was chosen.
by_card()
{
    begin "$1" card
    [ "$1" = es ] || touch_it "$2"
    scan "$code"
    same "after the card" "$screen" household
    touch_it "$CHECK_IN"
    same "after Check in" "$screen" thanks
    at_most "by card, in $1" 3
    last_visit "$1" card
    both "Done"
    scan "$code"
    same "the card again" "$screen" already
    end
}

# keys_of LANGUAGE: Latin letters on an Arabic keyboard are a touch more.
keys_of()
{
    [ "$1" != ar ] || both "Change letters"
}

by_name()
{
    begin "$1" name
    touch_it "$2"
    touch_it "Check in"
    keys_of "$1"
    letters 'ROSA RAMIREZ'
    touch_it "Next"
    letters 0142
    touch_it "Next"
    same "after the digits" "$screen" household
    touch_it "$CHECK_IN"
    same "after Check in" "$screen" thanks
    at_most "by name, in $1" 6
    last_visit "$1" name
    end
}

by_phone()
{
    begin "$1" phone
    local number
    number=$(ask "$db" "SELECT substr(phone, -10) FROM person WHERE given = 'Rosa'
        AND family LIKE 'Ram%'")
    touch_it "$2"
    touch_it "Check in"
    touch_it "Use phone number"
    letters "$number"
    touch_it "Next"
    keys_of "$1"
    letters SO
    touch_it "Next"
    same "after the letters" "$screen" household
    touch_it "$CHECK_IN"
    same "after Check in" "$screen" thanks
    at_most "by phone, in $1" 6
    last_visit "$1" phone
    end
}

display_start 1920x1080
[ $# -gt 0 ] || set -- en es ar
for language; do
    case $language in
        en) name=English ;;
        es) name=Español ;;
        ar) name=العربية ;;
    esac
    by_card "$language" "$name"
    by_name "$language" "$name"
    by_phone "$language" "$name"
done
