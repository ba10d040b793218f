#!/bin/bash
# kill -9 while a PIN is looked at, or the moment before or after: each of those tries is counted,
# and when five have failed the number is locked, also for the right PIN.
#   FOYER_SEED=N: the same moments again.
# shellcheck source=tests/e2e/lib.bash
. "$(dirname "$0")/lib.bash"

ROUNDS=16 SURE=3 # these are killed when the PIN has certainly been typed
SEED=${FOYER_SEED:-$RANDOM}
RANDOM=$SEED
echo "seed $SEED"
db=$work/foyer.db

failures()
{
    ask "$db" "SELECT failures FROM staff WHERE number = '01'"
}

locked()
{
    ask "$db" "SELECT locked_s FROM staff WHERE number = '01'"
}

die()
{
    kill -9 "$1"
    wait "$1" 2>/dev/null
}

# Not longer than starting the check takes, and rather shortly.
moment()
{
    local wait
    printf -v wait '0.%06d' $((RANDOM * RANDOM % 60000))
    read -r -t "$wait" -u 9
}

# guess ROUND: types a wrong PIN and is killed between that and the answer.
guess()
{
    drive_start "$db"
    must 'device desk'
    must 'type "01"'
    if [ "$1" -lt $SURE ]; then
        must 'type "305173"'
    else
        printf '%s\n' 'type "305173"' 'wait jobs' >&6
        moment
    fi
    die "$drive_pid"
    drive_pid=''
    exec 6>&- 7<&-
}

mkfifo "$work/nothing"
exec 9<>"$work/nothing"
drive_start "$db" --demo
drive_stop

last=0
for ((i = 0; i < ROUNDS; i++)); do
    guess $i
    count=$(failures)
    [ "$count" -ge "$last" ] || fail "a guess was forgotten: $last, then $count"
    [ $i -ge $SURE ] || same "guesses counted" "$count" $((i + 1))
    [ "$count" -le 5 ] || fail "guess $count was taken"
    last=$count
done
while [ "$last" -lt 5 ]; do
    guess 0
    last=$(failures)
done
same "the lockout" "$(locked)" 60

# Over starts and the wall clock's jumps it stays as long; time that passes here ends it.
for now in 2026-11-20T08:00 2031-01-01T00:00 2019-05-05T12:00; do
    drive_start "$db" --now "$now"
    must 'device desk'
    must 'type "01246810"'
    must 'wait jobs'
    look
    same "the right PIN at $now" "$screen" pin
    [[ $answer == *'"id":"Too many tries"'* ]] || fail "not locked out"
    must 'clock 2040-01-01T00:00'
    must 'key Escape'
    drive_stop
    same "the lockout at $now" "$(locked)" 60
done
drive_start "$db"
must 'device desk'
must 'wait 60'
must 'type "01246810"'
must 'wait jobs'
look
[ "$screen" != pin ] || fail "the right PIN after a minute does not open"
drive_stop
same "failures after the right PIN" "$(failures)" 0
same "the audit" "$(ask "$db" "SELECT count(*) FROM audit WHERE act = 'staff.signed_in'")" 1
echo "$ROUNDS killed: five guesses, no more"
