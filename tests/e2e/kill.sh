#!/bin/bash
# kill -9 at any moment between the tap on "Check in" and the thank-you, fifty times (in the long
# run two hundred; FOYER_KILLS=N: as many), a few of them in the real window. Who was thanked is
# kept, nobody is kept twice, and who tries again is either "already here" or kept now.
#   FOYER_SEED=N: the same moments again, as shares of how long a check-in takes here.
# shellcheck source=tests/e2e/lib.bash
. "$(dirname "$0")/lib.bash"

KILLS=50 IN_WINDOW=6
[ -z "${FOYER_LONG-}" ] || KILLS=200
KILLS=${FOYER_KILLS:-$KILLS}
GONE=100 # seconds, after which the glass has forgotten whoever was there
SEED=${FOYER_SEED:-$RANDOM}
RANDOM=$SEED
echo "seed $SEED"

CHECK_IN='Check in {0, plural, one {# person} other {# people}}'
db=$work/foyer.db
names=() digits=() ids=()
thanked=0 kept=0

# find_home NAME DIGITS: drive stands at welcome and stands then where the home led to.
find_home()
{
    must 'tap "Check in"'
    must "type \"$1\""
    must 'tap "Next"'
    must "type \"$2\""
    must 'tap "Next"'
    look
}

# choose_homes: guardians whom name and digits lead to one home, KILLS of them.
choose_homes()
{
    local id name last4
    cp "$db" "$work/choose.db"
    drive_start "$work/choose.db"
    while IFS='|' read -r id name last4; do
        find_home "$name" "$last4"
        if [ "$screen" = household ]; then
            ids+=("$id") names+=("$name") digits+=("$last4")
            must "tap \"$CHECK_IN\""
            must 'tap "Done"'
        else
            must "wait $GONE"
        fi
        [ ${#ids[@]} -lt $KILLS ] || break
    done < <(ask "$db" "SELECT hex(id), given || ' ' || family, phone_last4 FROM person
        WHERE role = 'guardian' AND is_active AND phone_last4 <> ''
            AND given || family NOT GLOB '*[^A-Za-z ]*' ORDER BY source_id")
    drive_stop
    same "homes" ${#ids[@]} $KILLS
}

# Waits at random on a pipe where nothing comes: not longer than a check-in takes, and rather
# shortly, since the records are written at its begin and the rest is drawing.
moment()
{
    local share=$RANDOM wait
    printf -v wait '0.%06d' $((((span * share >> 15) * share >> 15) * share >> 15))
    read -r -t "$wait" -u 9
}

die()
{
    kill -9 "$1"
    wait "$1" 2>/dev/null
}

# A process that was killed has closed its pipe: what it said is all there.
# kill_drive HOME: sets is_thanked.
kill_drive()
{
    find_home "${names[$1]}" "${digits[$1]}"
    same "home $1" "$screen" household
    printf '%s\n' "tap \"$CHECK_IN\"" tree >&6
    moment
    die "$drive_pid"
    drive_pid=''
    is_thanked=$(grep -c '"screen":"thanks"' <&7)
    exec 6>&- 7<&-
}

# kill_window HOME: likewise; the mirror, on a copy, tells where to touch.
kill_window()
{
    rm -f "$work"/mirror.db*
    sqlite3 -readonly "$db" "VACUUM INTO '$work/mirror.db'" || fail "a copy"
    kiosk_start "$db"
    drive_start "$work/mirror.db"
    look
    both "Check in"
    letters "${names[$1]^^}"
    both "Next"
    letters "${digits[$1]}"
    both "Next"
    same "home $1" "$screen" household
    place "$CHECK_IN"
    press "$x" "$y"
    moment
    die "$kiosk_pid"
    kiosk_pid=''
    is_thanked=$(grep -c 'shown thanks' <&5)
    exec 5<&-
    drive_stop
}

visits_of()
{
    ask "$db" "SELECT count(*) FROM visit WHERE undone IS NULL AND hex(opened_by) = '${ids[$1]}'"
}

# look_after HOME: what is in the records of who was just killed; drive is started for the next.
look_after()
{
    local count
    drive_start "$db"
    count=$(visits_of "$1")
    [ "$count" -le 1 ] || fail "home $1 was kept $count times"
    [ "$count" -ge "$is_thanked" ] || fail "home $1 was thanked and is not kept"
    thanked=$((thanked + is_thanked)) kept=$((kept + count))
    find_home "${names[$1]}" "${digits[$1]}"
    if [ "$count" -eq 1 ]; then
        same "home $1 again" "$screen" already
    else
        same "home $1 again" "$screen" household
        must "tap \"$CHECK_IN\""
        look
        same "home $1 at last" "$screen" thanks
    fi
    must 'tap "Done"'
    same "visits of home $1" "$(visits_of "$1")" 1
}

# How long a check-in takes here, from the tap to the thank-you, in microseconds.
measure()
{
    local began
    cp "$db" "$work/measure.db"
    drive_start "$work/measure.db"
    find_home "${names[0]}" "${digits[0]}"
    began=${EPOCHREALTIME/[.,]/}
    must "tap \"$CHECK_IN\""
    must tree
    span=$((${EPOCHREALTIME/[.,]/} - began))
    drive_stop
    echo "a check-in takes $((span / 1000)) ms"
}

mkfifo "$work/nothing"
exec 9<>"$work/nothing"
display_start 1920x1080
drive_start "$db" --demo
drive_stop
choose_homes
measure

drive_start "$db"
for ((i = 0; i < KILLS; i++)); do
    if [ $i -lt $IN_WINDOW ]; then
        drive_stop
        kill_window $i
    else
        kill_drive $i
    fi
    look_after $i
done
drive_stop

same "visits" "$(ask "$db" 'SELECT count(*) FROM visit WHERE undone IS NULL')" $KILLS
same "homes" "$(ask "$db" 'SELECT count(DISTINCT opened_by) FROM visit')" $KILLS
same "visits in the outbox" "$(ask "$db" "SELECT count(*) FROM outbox
    WHERE kind = 'visit.arrived'")" $KILLS
same "integrity" "$(ask "$db" 'PRAGMA integrity_check')" ok
same "keys" "$(ask "$db" 'PRAGMA foreign_key_check')" ''
"$FOYER" check --db "$db" >"$work/check.log" || fail "check: $(cat "$work/check.log")"
echo "$KILLS killed: $thanked of them thanked, $kept kept, none lost, none twice"
