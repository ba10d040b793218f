#!/bin/bash
# LibreOffice opens what the office takes away: the same rows and types come back, and no cell is a
# formula, whatever people are called. Each file is read in the ways that one may open it:
#   book      a workbook
#   proposed  CSV, with what Calc's dialog may have ticked: parted by semicolons and tabs too, and
#             what looks like a number, a day or a formula taken for one
#   text      CSV, every column as text
# shellcheck source=tests/e2e/lib.bash
. "$(dirname "$0")/lib.bash"

here=tests/e2e
db=$work/school.db
cells=$work/cells.db
kinds='' # what can be exported

foyer()
{
    "$FOYER" "$@" --db "$db" >>"$work/foyer.log" 2>&1 || fail "foyer $*: $(cat "$work/foyer.log")"
}

# --- the records ----------------------------------------------------------------------------------

# An evening, and the terms before it. The school lies where it is about noon, so that today does
# not end meanwhile.
school()
{
    local line
    drive_start "$db" --demo
    drive_stop
    foyer set timezone "Etc/GMT$(printf '%+d' $((10#$(date -u +%H) - 12)))"
    drive_start "$db"
    while IFS= read -r line; do
        must "$line"
    done <<'END'
history
tap "Check in"
type "Rosa Ramirez"
tap button "Next"
type "0142"
tap button "Next"
tap "We need an interpreter"
tap "Check in {0, plural, one {# person} other {# people}}"
tap "Done"
tap "Check in"
tap "Not on the list?"
type "=1+1"
tap button "Next"
tap button "Next"
type "=HYPERLINK(\"http://example.org\")"
tap button "Check in"
tap "Done"
tap "Check in"
type "Nobody Known"
tap button "Next"
type "9999"
tap button "Next"
tap "Just count us"
tap "Count us"
tap "Done"
tap "Visit or pick up"
tap "Volunteer"
type "Rosa Ramirez"
tap button "Next"
type "0142"
tap button "Next"
tap "Check in {0, plural, one {# person} other {# people}}"
END
    drive_stop
}

# What people are called who mean no good, or by chance.
hostile()
{
    cat <<'END'
CREATE TEMP TABLE hostile (number INTEGER PRIMARY KEY, text TEXT);
INSERT INTO hostile SELECT row_number() OVER () - 1, value FROM json_each(json_array(
    '=1+1', '=HYPERLINK("http://example.org")', '+1', '-1', '-1+1', '@SUM(A1)', '==1+1',
    '=cmd|'' /C calc''!A0', char(9) || '=1+1', char(13) || '=1+1', char(10) || '=1+1',
    '＝1+1', '＋1', '－1', '＠SUM(A1)', ' =1+1', char(0xfeff) || '=1+1', char(0x200e) || '=1+1',
    '''=1+1', '''''', '''Aliyah', 'O''Neil', 'Ann;=1+1', 'Ann' || char(9) || '=1+1', 'Ann,=1+1',
    'Ann",=1+1', '"=1+1', '"Ann", "Bo"', 'Ann' || char(13, 10) || '=1+1',
    'Ann' || char(10, 10) || 'Bo', ' Ann   Bo ', '007', '0142', '12345678901234567890', '1e5',
    '1/2', '5%', '17:42', '2026-11-19', '$5', '#REF!', '_x0041_', '<b>&amp;</b>', '{=1+1}', '%s',
    'محمد عبد الله', '(نور', '王小明', 'ሂሩት', '👩‍👧‍👦 Ann', 'é',
    replace(hex(zeroblob(150)), '0', 'ñ'), '=' || replace(hex(zeroblob(150)), '0', 'x')));
END
}

# spoil TABLE KEY COLUMN [WHERE [TEXT]]: in each row another of these; the first is a formula.
spoil()
{
    offset=$(((offset + 1) % 8))
    cat <<END
UPDATE $1 SET $3 = ${5:-h.text} FROM hostile h, (SELECT $2 AS row_key,
    row_number() OVER (ORDER BY $2) - 1 + $offset AS number FROM $1 WHERE ${4:-true}) o
    WHERE o.row_key = $2 AND h.number = o.number % (SELECT count(*) FROM hostile);
END
}

# As if they had been imported or typed so. What stands in a list has no comma.
spoil_all()
{
    local offset=7 unlike="replace(substr(h.text, 1, 40), ',', '.') || ' ' || o.number"
    hostile
    spoil person id given
    spoil person id middle
    spoil person id family
    spoil person id preferred_given "role = 'student'"
    spoil person id preferred_family "role = 'student'"
    spoil person id homeroom "role = 'student'"
    spoil person id phone "role = 'guardian'"
    spoil person id source_id true "$unlike"
    spoil content 'hex(owner) || field || language' text "language = 'en'"
    spoil event id uid true "$unlike"
    spoil workshop id uid true "$unlike"
    spoil session id uid true "$unlike"
    spoil session id language
    spoil visit id kiosk
    spoil visit id language "language = 'so'"
    spoil headcount id kiosk
    spoil headcount id language
    spoil signup id kiosk
    spoil signup id language
    spoil signup id reason "state <> 'confirmed'"
    spoil signup id interpreter "interpreter <> ''"
    spoil journey id kiosk
    spoil journey id language
    spoil stub id grade
    spoil term id title
    cat <<'END'
UPDATE journey SET switches = '=1+1,large';
UPDATE person SET grade = '=1+1' WHERE grade = '05';
UPDATE enrolment SET grade = '=1+1' WHERE grade = '05';
UPDATE person SET language = '@SUM(A1)' WHERE language = 'so';
UPDATE enrolment SET language = '@SUM(A1)' WHERE language = 'so';
INSERT INTO person_group
    SELECT person, 'programme', iif(grade < '03', '=1+1', 'Band'), first_day, NULL
    FROM enrolment WHERE day_after_last IS NULL AND grade <> '04';
INSERT INTO stub (id, child, grade, adult, language, made, state, matched)
    SELECT zeroblob(16), '+1', '-1', '@SUM(A1)', 'en', 1, 'matched', min(id)
    FROM person WHERE role = 'student';
UPDATE visit SET opened_by = zeroblob(16) WHERE id = (SELECT min(id) FROM visit);
UPDATE signup SET opened_by = zeroblob(16) WHERE id = (SELECT min(id) FROM signup);
END
}

call_names()
{
    {
        echo 'BEGIN;'
        spoil_all
        echo 'COMMIT;'
    } | sqlite3 -bail "$db" || fail "the names"
}

# --- the files ------------------------------------------------------------------------------------

export_all()
{
    local kind
    mkdir "$work/csv" "$work/bom" "$work/xlsx" "$work/json"
    kinds=$("$FOYER" export dictionary --format json --out - --db "$db" |
        sed -n 's/.*"export":"\([a-z-]*\)".*/\1/p' | uniq)
    [[ $kinds == visits*journeys*dictionary ]] || fail "the dictionary tells of: $kinds"
    for kind in $kinds; do
        foyer export "$kind" --format csv --out "$work/csv/$kind.csv"
        foyer export "$kind" --format csv --bom --out "$work/bom/$kind-bom.csv"
        foyer export "$kind" --format xlsx --out "$work/xlsx/$kind.xlsx"
        foyer export "$kind" --format json --out "$work/json/$kind.json"
    done
    foyer report --format csv --out "$work/csv/report.csv"
    foyer report --format xlsx --out "$work/xlsx/report.xlsx"
}

# tables: what was read, and what each file should hold.
tables()
{
    local kind
    cat <<'END'
CREATE TABLE cell (pass TEXT, file TEXT, sheet INTEGER, row INTEGER, rows INTEGER, col INTEGER,
    cols INTEGER, type TEXT, formula TEXT, value TEXT);
CREATE TABLE filter (range TEXT);
CREATE TABLE series (name TEXT);
CREATE TABLE export (name TEXT, json TEXT);
CREATE TABLE opened (pass TEXT, file TEXT, export TEXT);
END
    for kind in $kinds; do
        cat <<END
INSERT INTO export SELECT '$kind', '[' || replace(rtrim(text, char(10)), char(10), ',') || ']'
    FROM (SELECT CAST(readfile('$work/json/$kind.json') AS TEXT) AS text);
INSERT INTO opened VALUES ('book', '$kind', '$kind'), ('text', '$kind', '$kind'),
    ('proposed', '$kind', '$kind'), ('proposed', '$kind-bom', '$kind');
END
    done
}

# opens PASS FILTER FILE...: by LibreOffice; what it reads goes to the cells.
opens()
{
    local pass=$1 filter=$2 file
    shift 2
    soffice -env:UserInstallation="file://$work/office" --headless ${filter:+--infilter="$filter"} \
        --convert-to fods --outdir "$work/$pass" "$@" >"$work/office.log" 2>&1
    for file; do
        file=${file##*/}
        [ -s "$work/$pass/${file%.*}.fods" ] || fail "$pass: $file $(cat "$work/office.log")"
    done
    {
        echo 'BEGIN;'
        xsltproc --stringparam pass "$pass" "$here/cells.xsl" "$work/$pass"/*.fods
        echo 'COMMIT;'
    } | sqlite3 -bail "$cells" || fail "the cells of $pass"
}

# CSV's options: what parts fields, what quotes them, UTF-8, from line 1, the columns' formats (2: a
# text), English; whether what is quoted is a text; whether days and flags are looked for; and last
# whether formulas are evaluated.
open_all()
{
    local csv='CSV:9/44/59,34,76,1' texts
    texts=$(seq -s/ -f '%g/2' 60)
    tables | sqlite3 -bail "$cells" || fail "the rows"
    opens book '' "$work"/xlsx/*
    opens proposed "$csv,,1033,false,true,false,false,false,-1,true" "$work"/{csv,bom}/*
    opens text "$csv,$texts,1033,false,false,false,false,false,-1,true" "$work"/csv/*
}

# --- what was read --------------------------------------------------------------------------------

# none WHAT SQL: of the cells.
none()
{
    local found
    found=$(sqlite3 -bail -quote "$cells" "ATTACH '$db' AS school; $2 LIMIT 20") ||
        fail "sqlite3: $2"
    [ -z "$found" ] || fail "$1: $found"
}

compare()
{
    sqlite3 -bail "$cells" <"$here/compare.sql" || fail "compare.sql"
    none "nothing to compare" \
        "SELECT name FROM export WHERE name NOT IN (SELECT export FROM wanted WHERE row > 1)"
    none "names lost on the way to JSON" "SELECT given, family FROM school.person EXCEPT
        SELECT g.value, f.value FROM told g JOIN told f USING (export, row)
        WHERE export = 'people' AND g.name = 'given_name' AND f.name = 'family_name'"
    none "read otherwise: pass, file, row, column, wanted, type, value, formula" \
        "SELECT * FROM wrong ORDER BY formula = ''"
    none "the report" "SELECT * FROM wrong_report"
    none "without a filter over all of it" "SELECT * FROM without_filter"
    none "bars of a chart that no cell names" \
        "SELECT name FROM series WHERE name NOT GLOB '''By *''.[EI]2:*'"
    same "bars of the charts" "$(ask "$cells" 'SELECT count(DISTINCT name) FROM series')" 6
}

# Without a window LibreOffice does not keep what stays in sight: so the files themselves are asked.
headings_stay()
{
    local book loose
    for book in "$work"/xlsx/*; do
        loose=$(sqlite3 -bail :memory: "SELECT name FROM zipfile('$book')
            WHERE name GLOB 'xl/worksheets/sheet*' AND NOT
                instr(CAST(data AS TEXT), '<pane ySplit=\"1\" topLeftCell=\"A2\"')") || fail "$book"
        same "sheets of ${book##*/} whose heading scrolls away" "$loose" ''
    done
}

school
call_names
export_all
open_all
compare
headings_stay
echo "LibreOffice reads what was written"
