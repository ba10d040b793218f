# The real window under Xvfb, touched by xdotool; and its mirror: foyer drive on a copy of the
# records, taken along the same way, which tells where everything is. Sourced by the scripts here.
#
# Nothing waits for time: the kiosk says `shown SCREEN`, and its and drive's pipes end when they do.
# shellcheck shell=bash disable=SC2001,SC2015

set -u

FOYER=${FOYER:-.build/debug/foyer}
LONGEST=60 # seconds before something that does not come is a failure
work=$(mktemp -d)
db=$work/school.db said=$work/said
display_pid='' kiosk_pid='' drive_pid=''
screen='' answer='' x=0 y=0
export LC_ALL=C.UTF-8 SDL_AUDIODRIVER=dummy LSAN_OPTIONS=print_suppressions=0

finish()
{
    local pid
    for pid in $kiosk_pid $drive_pid $display_pid; do
        kill -9 "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
    done
    rm -rf "$work"
}
trap finish EXIT

fail()
{
    echo "failed: $*" >&2
    echo "  at line ${BASH_LINENO[*]}; the screen: ${screen:-none}; the last answer:" >&2
    echo "  ${answer:0:2000}" >&2
    [ ! -s "$work/kiosk.log" ] || sed 's/^/  kiosk: /' "$work/kiosk.log" >&2
    exit 1
}

# same WHAT IS SHOULD-BE
same()
{
    [ "$2" = "$3" ] || fail "$1: \"$2\", not \"$3\""
}

# ask FILE SQL: of a database that may be open elsewhere.
ask()
{
    sqlite3 -readonly -bail "$1" "$2" || fail "sqlite3: $2"
}

# does STATUS COMMAND...: foyer on $db, without a terminal; what it said stands in $said.
does()
{
    local wanted=$1 status
    shift
    "$FOYER" "$@" --db "$db" >"$said" 2>&1 </dev/null
    status=$?
    [ $status -eq "$wanted" ] || fail "exit status $status, not $wanted: $* $(cat "$said")"
}

# tells TEXT: stands in what was said.
tells()
{
    grep -qF -e "$1" "$said" || fail "\"$1\" is not in \"$(cat "$said")\""
}

# --- the mirror -----------------------------------------------------------------------------------

# drive_start DB [OPTION...]
drive_start()
{
    local db=$1
    shift
    rm -f "$work/to" "$work/from"
    mkfifo "$work/to" "$work/from"
    "$FOYER" drive --db "$db" "$@" <"$work/to" >"$work/from" 2>>"$work/drive.log" &
    drive_pid=$!
    exec 6>"$work/to" 7<"$work/from"
}

# drive LINE: its answer stands in $answer.
drive()
{
    printf '%s\n' "$1" >&6
    IFS= read -r -t "$LONGEST" -u 7 answer || fail "drive does not answer: $1 $(cat "$work/drive.log")"
}

# must LINE: as drive, and it is done.
must()
{
    drive "$1"
    [[ $answer == *'"ok":true'* ]] || fail "drive: $1"
}

# look: the tree stands in $answer, the screen's name in $screen.
look()
{
    must tree
    [[ $answer =~ \"screen\":\"([a-z_]+)\" ]] || fail "a tree without a screen"
    screen=${BASH_REMATCH[1]}
}

drive_stop()
{
    exec 6>&- 7<&-
    wait "$drive_pid"
    same "drive's exit status" $? 0
    drive_pid=''
}

# place [ROLE] LABEL: the middle of the control with this id or label stands in $x $y.
place()
{
    local role='button|choice|toggle|field|key' node
    [ $# -eq 1 ] || role=$1
    node=$(sed 's/{"role":/\n&/g' <<<"$answer" |
        grep -E "^\{\"role\":\"($role)\"" |
        grep -F -m1 -e "\"id\":\"${!#}\"" -e "\"label\":\"${!#}\"")
    [[ $node =~ \"box\":\[([0-9]+),([0-9]+),([0-9]+),([0-9]+)\] ]] || fail "nowhere: $*"
    x=$((BASH_REMATCH[1] + BASH_REMATCH[3] / 2))
    y=$((BASH_REMATCH[2] + BASH_REMATCH[4] / 2))
}

# --- the window -----------------------------------------------------------------------------------

# display_start WIDTHxHEIGHT
display_start()
{
    mkfifo "$work/display"
    Xvfb -displayfd 8 -screen 0 "${1}x24" -nolisten tcp -noreset 8>"$work/display" \
        >/dev/null 2>&1 &
    display_pid=$!
    local number
    read -r -t "$LONGEST" number <"$work/display" || fail "no Xvfb"
    export DISPLAY=:$number
}

# kiosk_start DB [OPTION...]: and welcome is shown.
kiosk_start()
{
    local db=$1
    shift
    rm -f "$work/told"
    mkfifo "$work/told"
    "$FOYER" run --db "$db" "$@" >"$work/told" 2>>"$work/kiosk.log" &
    kiosk_pid=$!
    exec 5<"$work/told"
    shown welcome
}

# shown SCREEN: the next one that the kiosk shows is this.
shown()
{
    local line=''
    IFS= read -r -t "$LONGEST" -u 5 line
    same "the window" "$line" "shown $1"
}

kiosk_stop()
{
    kill -TERM "$kiosk_pid"
    wait "$kiosk_pid"
    same "the kiosk's exit status" $? 0
    kiosk_pid=''
    exec 5<&-
}

# press X Y: a touch in the window.
press()
{
    xdotool mousemove "$1" "$2" mousedown 1 mouseup 1 || fail "xdotool"
}

# both [ROLE] LABEL: touched in the window and in the mirror; $answer must be the tree before, and
# is the one after. If it leads to another screen, that has been shown.
both()
{
    local before=$screen
    place "$@"
    press "$x" "$y"
    [ $# -eq 1 ] && must "tap \"$1\"" || must "tap $1 \"$2\""
    look
    [ "$screen" = "$before" ] || shown "$screen"
}

# letters WORDS: on the glass's own keys, a space by the space key.
letters()
{
    local i letter
    for ((i = 0; i < ${#1}; i++)); do
        letter=${1:i:1}
        [ "$letter" = ' ' ] && letter=Space
        both "$letter"
    done
}
