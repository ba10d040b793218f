#!/bin/bash
# What goes wrong around the real program: each time one clear line or one page, no crash, and
# nothing thanked that is not kept.
. "$(dirname "$0")/lib.bash"

disk=$work/disk is_mounted=''

unmount()
{
    finish
    [ -z "$is_mounted" ] || umount -l "$disk"
    rm -rf "$work"
}

# The folder holds the mount: it goes after it.
eval "$(declare -f finish | sed 's/rm -rf "$work"/:/')"
trap unmount EXIT

# one_line WORDS COMMAND...: ends with 1 and says one line on standard error, with these words.
one_line()
{
    local words=$1 status
    shift
    timeout $LONGEST "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
    screen=$* answer=$(cat "$work/err")
    same "the exit status" $status 1
    same "lines said" "$(grep -c '' "$work/err")" 1
    [[ $answer == *"$words"* ]] || fail "it does not say: $words"
}

# starts_with SCREEN DB [OPTION...]: a kiosk whose first screen is this.
starts_with()
{
    local first=$1 db=$2
    shift 2
    rm -f "$work/told"
    mkfifo "$work/told"
    "$FOYER" run --db "$db" "$@" >"$work/told" 2>"$work/kiosk.log" &
    kiosk_pid=$!
    exec 5<"$work/told"
    shown "$first"
}

# says CODE: what drive shows of these records is the page with this code.
says()
{
    local code=$1
    shift
    drive_start "$@"
    look
    same "the screen" "$screen" out_of_order
    [[ $answer == *"$code"* ]] || fail "no $code on the page"
    drive_stop
}

no_display()
{
    one_line "no display" env -u DISPLAY -u WAYLAND_DISPLAY -u XDG_RUNTIME_DIR \
        "$FOYER" run --db "$work/school.db"
    one_line "no display" env -u XDG_RUNTIME_DIR DISPLAY=:987 "$FOYER" run --db "$work/school.db"
    echo "without a display it says so"
}

no_fonts()
{
    one_line "install the package fonts-noto" env FOYER_FONTS="$work" \
        "$FOYER" run --db "$work/school.db"
    one_line "install the package fonts-noto" env FOYER_FONTS="$work" \
        "$FOYER" drive --db "$work/school.db"
    echo "without fonts it names the package"
}

bad_configuration()
{
    printf 'kiosk = Hall\nrole = foyer\n' >"$work/foyer.ini"
    local command
    for command in run drive check; do
        one_line "$work/foyer.ini:2: role = foyer: allowed is lobby or desk" \
            "$FOYER" $command --config "$work/foyer.ini"
    done
    one_line "$work/nowhere.ini" "$FOYER" drive --config "$work/nowhere.ini"
    printf 'kiosk = Hall\ndatabase = %s/school.db\ndiagonal = 9\n' "$work" >"$work/foyer.ini"
    one_line "inches, 10 to 100" "$FOYER" run --config "$work/foyer.ini"
    echo "a wrong configuration is said with file and line"
}

configuration()
{
    printf 'kiosk = Hall\ndatabase = %s/school.db\ndiagonal = 24\n' "$work" >"$work/foyer.ini"
    "$FOYER" drive --config "$work/foyer.ini" >"$work/out" <<<'tap "Help"' || fail "drive"
    same "who called" "$(ask "$work/school.db" 'SELECT kiosk FROM help_call')" Hall
    "$FOYER" check --config "$work/foyer.ini" | grep -q "^ok *database: $work/school.db" ||
        fail "check looks at other records"
    same "what --db names" "$("$FOYER" drive --config "$work/foyer.ini" --db "$work/none.db" \
        2>/dev/null <<<tree | grep -c F6)" 1
    echo "the configuration says where the records are and what the kiosk is called"
}

# told WORD PLACE: what check says of the second place begins so.
told()
{
    "$FOYER" check --config "$work/foyer.ini" >"$work/out" 2>/dev/null
    grep -q "^$1 *backup_to: $2; the last copy there: never$" "$work/out" ||
        fail "check does not say $1 of $2: $(grep backup "$work/out")"
}

second_place()
{
    printf 'database = %s/school.db\nbackup_to = %s/copies\n' "$work" "$work" >"$work/foyer.ini"
    told WRONG "$work/copies: there is no such folder"
    mkdir "$work/copies"
    told ok "$work/copies"
    printf 'database = %s/school.db\nbackup_to = stick\n' "$work" >"$work/foyer.ini"
    FOYER_STICKS=$work told WRONG "no stick is mounted"
    printf 'database = %s/school.db\n' "$work" >"$work/foyer.ini"
    "$FOYER" check --config "$work/foyer.ini" | grep -q backup_to: && fail "check tells of no place"
    echo "check says whether the second place for copies is there"
}

# The window's new size is drawn and touched.
other_size()
{
    cp "$work/school.db" "$work/mirror.db"
    starts_with welcome "$work/school.db" --windowed --size 1280x720
    local window size
    window=$(xdotool search --sync --name '^Foyer$') || fail "no window"
    drive_start "$work/mirror.db"
    for size in 1080x1800 200x100 1600x900; do
        xdotool windowsize --sync "$window" "${size%x*}" "${size#*x}" windowmove "$window" 0 0
    done
    must "size 1600x900"
    look
    local tries=0
    place "Check in"
    # The window learns of its size when it will: until then the touch falls beside.
    until press "$x" "$y" && IFS= read -r -t 1 -u 5 line; do
        tries=$((tries + 1))
        [ $tries -lt 20 ] || fail "no touch reaches Check in at 1600x900"
    done
    same "the window" "$line" "shown name"
    drive_stop
    kiosk_stop
    echo "the window follows its size"
}

# In real time: the page, and half a minute later the way back.
comes_back()
{
    cp "$work/school.db" "$work/good.db"
    head -c 30000 /dev/zero >"$work/broken.db"
    starts_with out_of_order "$work/broken.db"
    same "lines about it" "$(grep -c 'out of order, F1' "$work/kiosk.log")" 1
    cp "$work/good.db" "$work/broken.db"
    shown welcome
    same "lines about it" "$(grep -c 'out of order' "$work/kiosk.log")" 1
    kiosk_stop
    echo "damaged records are a page until they are put back"
}

check_in()
{
    local line
    for line in 'tap button "Check in"' 'type "ama mensah"' 'tap button "Next"' 'type "0117"' \
        'tap button "Next"'; do
        must "$line"
    done
    look
    same "after the digits" "$screen" household
}

confirm='tap button "Check in {0, plural, one {# person} other {# people}}"'

full_disk()
{
    local db=$disk/school.db room
    drive_start "$db" --demo --now 2026-11-19T17:42
    check_in
    dd if=/dev/zero of="$disk/filler" bs=4k 2>/dev/null
    room=$(ask "$db" 'SELECT count(*) FROM visit')
    must "$confirm"
    look
    same "on a full disk" "$screen" household
    same "visits" "$(ask "$db" 'SELECT count(*) FROM visit')" "$room"
    must 'wait 95'
    look
    same "for the next one" "$screen" out_of_order
    [[ $answer == *F2* ]] || fail "no F2 on the page"
    must 'wait 60'
    look
    same "while it is full" "$screen" out_of_order
    rm "$disk/filler"
    must 'wait 31'
    look
    same "with room again" "$screen" welcome
    check_in
    must "$confirm"
    look
    same "with room again" "$screen" thanks
    same "visits" "$(ask "$db" 'SELECT count(*) FROM visit')" $((room + 1))
    same "integrity" "$(ask "$db" 'PRAGMA integrity_check')" ok
    drive_stop
    echo "a full disk thanks nobody, and what it said before is kept"
}

read_only_home()
{
    mount -o remount,ro "$disk" || fail "remount"
    says F4 "$disk/school.db"
    says F4 "$disk/new/school.db" --demo
    starts_with out_of_order "$disk/school.db"
    kiosk_stop
    echo "a home that cannot be written is a page"
}

"$FOYER" drive --db "$work/school.db" --demo <<<quit >/dev/null || fail "the demo school"
no_display
display_start 1920x1080
no_fonts
bad_configuration
configuration
second_place
other_size
comes_back
mkdir "$disk"
if mount -t tmpfs -o size=8m,mode=700 foyer-test "$disk" 2>/dev/null; then
    is_mounted=yes
    full_disk
    read_only_home
else
    echo "not tried, for no small disk can be mounted here: full disk, read-only home"
fi
