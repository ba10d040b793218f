#!/bin/bash
# The sheets that the command line writes: family cards to cut out, an event's list to tick. Each is
# whole or not there; a card that cannot be printed ends no earlier one.
# shellcheck source=tests/e2e/lib.bash
. "$(dirname "$0")/lib.bash"

event=conference-2026-11

# refused TEXT COMMAND...: in one line, and what stood there stands.
refused()
{
    local text=$1
    shift
    does 1 "$@"
    same "lines said by $*" "$(wc -l <"$said")" 1
    tells "$text"
}

# cards FILTER: how many of them there are.
cards()
{
    ask "$db" "SELECT count(*) FROM card JOIN person ON person.id = guardian WHERE $1"
}

# sheet FILE: its pages and its size in whole points.
sheet()
{
    pdfinfo "$1" | sed -n 's/^Pages: *//p; s/^Page size: *\([0-9]*\)[.0-9]* x \([0-9]*\).*/\1 \2/p' |
        tr '\n' ' '
}

nothing_new()
{
    same "files" "$(ls "$work/paper")" "$1"
    same "good cards" "$(cards 'revoked IS NULL')" "$2"
    same "all cards" "$(cards true)" "$3"
}

wrong_usage()
{
    local words
    while IFS= read -r words; do
        # shellcheck disable=SC2086
        does 2 $words
        [ -s "$said" ] || fail "nothing said of: $words"
    done <<END
card
card print
card sheet
card sheet --all
card sheet --out $work/paper/cards.pdf
card sheet --all --out=
card sheet --all --grade 05 --out $work/paper/cards.pdf
card sheet --all --guardian x --out $work/paper/cards.pdf
card sheet sheet --all --out $work/paper/cards.pdf
card issue --all --out $work/paper/cards.pdf
card list --grade 05
card revoke --guardian x --missing
export checklist
export checklist --format pdf --out $work/paper/list.pdf
export checklist --event $event --format pdf
export checklist --event $event --out $work/paper/list.pdf
export checklist --event $event --format csv --out $work/paper/list.pdf
export checklist --event $event --format xlsx --out $work/paper/list.pdf
export checklist --event $event --format pdf --bom --out $work/paper/list.pdf
export checklist --event $event --format pdf --from 2026-11-19 --out $work/paper/list.pdf
END
    nothing_new '' 0 0
    echo "what is asked wrongly is told, and nothing is written"
}

cards_of_a_grade()
{
    local count
    refused '"99"' card sheet --grade 99 --out "$work/paper/cards.pdf"
    refused "no grade is called so" card sheet --grade "$(printf '%0200d' 0)" --out "$work/paper/x"
    nothing_new '' 0 0
    does 0 card sheet --grade 05 --out "$work/paper/grade.pdf"
    count=$(cards 'revoked IS NULL')
    tells "grade.pdf: $count cards"
    same "who has one" "$count" "$(ask "$db" "SELECT count(DISTINCT guardian) FROM guardian_of
        JOIN person s ON s.id = student JOIN person g ON g.id = guardian
        WHERE s.grade = '05' AND s.is_active AND g.is_active")"
    same "the sheet" "$(sheet "$work/paper/grade.pdf")" "$(((count + 7) / 8)) 612 792 "
    same "its rights" "$(stat -c %a "$work/paper/grade.pdf")" 600
    same "the audit" "$(ask "$db" "SELECT count(*) FROM audit WHERE act = 'card.issued'")" "$count"
    echo "a grade has its cards"
}

cards_of_all()
{
    local earlier all
    earlier=$(cards 'revoked IS NULL')
    does 0 set paper a4
    does 0 card sheet --missing --out "$work/paper/missing.pdf"
    all=$(cards 'revoked IS NULL')
    tells "missing.pdf: $((all - earlier)) cards"
    same "revoked by the missing" "$(cards 'revoked IS NOT NULL')" 0
    same "the sheet" "$(sheet "$work/paper/missing.pdf")" \
        "$(((all - earlier + 7) / 8)) 595 841 "
    refused "who has none" card sheet --missing --out "$work/paper/none.pdf"
    refused "who has none" card sheet --missing --grade 05 --out "$work/paper/none.pdf"
    does 0 set paper letter
    does 0 card sheet --all --out "$work/paper/all.pdf"
    tells "all.pdf: $all cards"
    same "good cards" "$(cards 'revoked IS NULL')" "$all"
    same "earlier ones" "$(cards 'revoked IS NOT NULL')" "$all"
    same "guardians with a good one" "$(ask "$db" \
        'SELECT count(DISTINCT guardian) FROM card WHERE revoked IS NULL')" "$all"
    same "the sheet" "$(sheet "$work/paper/all.pdf")" "$(((all + 7) / 8)) 612 792 "
    same "to standard output" "$("$FOYER" card sheet --grade 05 --out - --db "$db" | head -c 5)" \
        '%PDF-'
    echo "all have theirs, on Letter and A4, and who has a new one loses the earlier"
}

# The card that was printed first opens nothing when the second is there.
reissued()
{
    local rosa code
    rosa=$(ask "$db" "SELECT source_id FROM person WHERE given = 'Rosa' AND role = 'guardian' LIMIT 1")
    code=$("$FOYER" card issue --db "$db" --guardian "$rosa" | tail -1 | tr -d '\r') ||
        fail "foyer card"
    drive_start "$db" --now 2026-11-19T17:42
    must "scan \"${code##*,}\""
    look
    same "with the card" "$screen" household
    drive_stop
    does 0 card sheet --all --out "$work/paper/all.pdf"
    drive_start "$db" --now 2026-11-19T17:42
    must "scan \"${code##*,}\""
    look
    [ "$screen" != household ] || fail "a card works that was replaced"
    drive_stop
    echo "a card that was replaced opens nothing"
}

# The list is only read, also beside a kiosk; cards are written.
beside_a_kiosk()
{
    drive_start "$db" --now 2026-11-19T17:42
    look
    does 0 export checklist --event $event --format pdf --out "$work/paper/list.pdf"
    refused "another Foyer is writing" card sheet --all --out "$work/paper/beside.pdf"
    drive_stop
    [ ! -e "$work/paper/beside.pdf" ] || fail "cards beside a kiosk"
}

checklist()
{
    local rows
    refused '"never"' export checklist --event never --format pdf --out "$work/paper/never.pdf"
    refused "none/list.pdf" export checklist --event $event --format pdf \
        --out "$work/none/list.pdf"
    does 0 export checklist --event $event --format pdf --out "$work/paper/list.pdf"
    rows=$(sed -n 's/.*list.pdf: \([0-9]*\) rows/\1/p' "$said")
    [ "$rows" -gt 100 ] || fail "a list of $rows rows"
    pdftotext -layout "$work/paper/list.pdf" "$work/list.txt" || fail "pdftotext"
    grep -q "Ramírez Núñez, Rosa" "$work/list.txt" || fail "Rosa is not on the list"
    [[ $(sheet "$work/paper/list.pdf") == *' 612 792 ' ]] || fail "not on Letter"
    does 0 set paper a4
    does 0 export checklist --event $event --format pdf --out "$work/paper/list.pdf"
    [[ $(sheet "$work/paper/list.pdf") == *' 595 841 ' ]] || fail "not on A4"
    does 0 set paper letter
    same "to standard output" "$("$FOYER" export checklist --event $event --format pdf --out - \
        --db "$db" | head -c 5)" '%PDF-'
    [ ! -e "$work/paper/never.pdf" ] || fail "a list of no event"
    echo "an event has its list"
}

# as_before COMMAND...: it cannot write $1, and the file and the cards of before stand.
as_before()
{
    local file=$1 good all sum
    shift
    good=$(cards 'revoked IS NULL') all=$(cards true) sum=$(cksum <"$file")
    does 1 "$@" --out "$file"
    same "lines said" "$(wc -l <"$said")" 1
    same "$file" "$(cksum <"$file")" "$sum"
    same "good cards" "$(cards 'revoked IS NULL')" "$good"
    same "all cards" "$(cards true)" "$all"
    same "files beside it" "$(find "$(dirname "$file")" -name "$(basename "$file").*")" ''
}

full_output()
{
    local good
    good=$(cards 'revoked IS NULL')
    ! "$FOYER" card sheet --all --out - --db "$db" >/dev/full 2>"$said" || fail "nobody has those"
    tells "standard output"
    same "good cards" "$(cards "revoked IS NULL")" "$good"
    ! "$FOYER" export checklist --event $event --format pdf --out - --db "$db" >/dev/full 2>"$said" ||
        fail "nobody has that list"
    tells "standard output"
    mkdir "$work/small"
    if ! mount -t tmpfs -o size=64k,mode=700 foyer-test "$work/small" 2>/dev/null; then
        echo "not tried, for no small disk can be mounted here: a full disk"
        return
    fi
    is_mounted=yes
    echo "of before" >"$work/small/cards.pdf"
    echo "of before" >"$work/small/list.pdf"
    as_before "$work/small/cards.pdf" card sheet --all
    tells "No space left"
    as_before "$work/small/list.pdf" export checklist --event $event --format pdf
    tells "No space left"
    echo "a full disk keeps the file and the cards of before"
}

# Killed while the file is being written: it is not there, and each card opens as it did.
killed()
{
    local good all pid
    good=$(cards 'revoked IS NULL') all=$(cards true)
    "$FOYER" card sheet --all --out "$work/paper/killed.pdf" --db "$db" >/dev/null 2>&1 &
    pid=$!
    until compgen -G "$work/paper/killed.pdf.*" >/dev/null; do
        kill -0 $pid 2>/dev/null || fail "it ended before it was killed"
    done
    kill -9 $pid
    wait $pid 2>/dev/null
    [ ! -e "$work/paper/killed.pdf" ] || fail "a half file"
    same "good cards" "$(cards 'revoked IS NULL')" "$good"
    same "all cards" "$(cards true)" "$all"
    echo "who is killed leaves no half file and ends no card"
}

unmount()
{
    [ -z "$is_mounted" ] || umount "$work/small"
    finish
}
is_mounted=''
trap unmount EXIT

mkdir "$work/paper"
"$FOYER" drive --db "$db" --demo --now 2026-11-19T17:42 <<<quit >/dev/null || fail "the demo school"
wrong_usage
cards_of_a_grade
cards_of_all
reissued
beside_a_kiosk
checklist
full_output
killed
