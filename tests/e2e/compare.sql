-- What LibreOffice read against what should be there: the JSON of the same records.

CREATE TABLE heading AS
SELECT d.value ->> 'export' AS export, d.value ->> 'position' AS col, d.value ->> 'column' AS name,
    CASE WHEN d.value ->> 'kind' LIKE 'a number%' THEN 'number'
        WHEN d.value ->> 'kind' LIKE 'true or false%' THEN 'flag'
        WHEN d.value ->> 'kind' LIKE 'a day%' THEN 'day'
        WHEN d.value ->> 'kind' LIKE 'the school''s time%' THEN 'moment'
        ELSE 'text' END AS kind
FROM export, json_each(export.json) d WHERE export.name = 'dictionary';
CREATE INDEX heading_at ON heading (export, name);

-- A list is a text with commas.
CREATE VIEW told AS
SELECT e.name AS export, r.key + 2 AS row, c.key AS name,
    CASE c.type
        WHEN 'array' THEN (SELECT group_concat(value, ',') FROM json_each(c.value))
        WHEN 'true' THEN 'true'
        WHEN 'false' THEN 'false'
        ELSE c.value END AS value
FROM export e, json_each(e.json) r, json_each(r.value) c;

CREATE TABLE wanted AS
SELECT export, 1 AS row, col, 'text' AS kind, name AS value FROM heading
UNION ALL
SELECT export, row, col, kind, value FROM told JOIN heading USING (export, name)
WHERE value IS NOT NULL;
CREATE INDEX wanted_at ON wanted (export, row, col);

CREATE TABLE found AS
SELECT pass, file, sheet, row + r.value AS row, col + c.value AS col, type, formula,
    cell.value AS value
FROM cell, generate_series(0, max(rows, 1) - 1) r, generate_series(0, max(cols, 1) - 1) c;
CREATE INDEX found_at ON found (pass, file, row, col);

-- In CSV a text that begins as a formula does has an apostrophe before it.
UPDATE found SET value = substr(value, 2) WHERE pass <> 'book' AND value GLOB '''*'
    AND substr(ltrim(value, ''''), 1, 1)
        IN ('=', '+', '-', '@', char(9), char(10), '＝', '＋', '－', '＠');

-- In a cell all ends of lines are one, and beside them LibreOffice leaves tabs out.
UPDATE wanted SET value = replace(replace(value, char(13, 10), char(10)), char(13), char(10))
    WHERE instr(value, char(13));
UPDATE found SET value = replace(value, char(13), char(10)) WHERE instr(value, char(13));
UPDATE wanted SET value = replace(value, char(9), '') WHERE instr(value, char(10));
UPDATE found SET value = replace(value, char(9), '') WHERE instr(value, char(10));

-- A workbook's time is the school's wall clock; its flags LibreOffice reads as =TRUE() or =FALSE().
-- Of CSV it takes what begins as a number does for a number or a day, unless told that all is text.
CREATE VIEW compared AS
SELECT o.pass, o.file, w.row, w.col, w.kind, w.value AS wanted, f.type, f.formula, f.value,
    CASE
        WHEN w.kind = 'number'
            THEN f.type = iif(o.pass = 'text', 'string', 'float') AND f.value + 0.0 = w.value
        WHEN w.kind = 'day' AND o.pass <> 'text'
            THEN f.type = 'date' AND f.value = w.value
        WHEN w.kind = 'moment' AND o.pass = 'book'
            THEN f.type = 'date' AND
                abs(julianday(f.value) - julianday(substr(w.value, 1, 19))) * 86400 < 0.5
        WHEN w.kind = 'flag' AND o.pass = 'book'
            THEN f.formula = 'of:=' || upper(w.value) || '()'
        WHEN w.kind = 'flag' AND o.pass = 'proposed'
            THEN f.type = 'boolean' AND f.value = w.value
        WHEN f.type <> 'string'
            THEN o.pass = 'proposed' AND w.value GLOB '[0-9$]*'
        ELSE f.value = w.value END AS is_same
FROM opened o JOIN wanted w ON w.export = o.export
LEFT JOIN found f ON f.pass = o.pass AND f.file = o.file AND f.row = w.row AND f.col = w.col;

CREATE VIEW wrong AS
SELECT pass, file, row, col, wanted, type, value, formula FROM compared WHERE is_same IS NOT 1
UNION ALL
SELECT pass, file, row, col, 'nothing', type, value, formula
FROM found f JOIN opened o USING (pass, file)
WHERE NOT EXISTS (SELECT 1 FROM wanted w
    WHERE w.export = o.export AND w.row = f.row AND w.col = f.col)
UNION ALL
SELECT pass, file, row, col, 'no formula', type, value, formula FROM cell
WHERE formula <> '' AND NOT (pass = 'book' AND formula IN ('of:=TRUE()', 'of:=FALSE()'));

-- The report: its sheets one after the other, without their headings.
CREATE VIEW reported AS
SELECT pass, dense_rank() OVER (PARTITION BY pass ORDER BY sheet, row) AS row, col, type, value
FROM found WHERE row > 1 AND file NOT IN (SELECT file FROM opened) AND file <> 'About';

-- Its numbers are numbers or not told, and CSV has the same. When each was made differs.
CREATE VIEW wrong_report AS
SELECT * FROM (SELECT * FROM reported WHERE pass = 'book') b
FULL JOIN (SELECT * FROM reported WHERE pass = 'text') t USING (row, col)
WHERE (b.value IS NOT t.value AND coalesce(b.value, '') NOT LIKE '____-__-__T%')
    OR (col IN (6, 7, 8, 10, 11, 12, 13) AND b.type IS NOT 'float' AND b.value IS NOT '*');

CREATE VIEW sheet AS
SELECT iif(file GLOB '*[ -]*', '''' || file || '''', file) || '.' AS name,
    max(col) FILTER (WHERE row = 1) AS width, max(row) AS height
FROM found WHERE pass = 'book' AND file <> 'About' GROUP BY file;

-- Each has a filter over all of its columns and rows.
CREATE VIEW without_filter AS
SELECT * FROM sheet WHERE NOT EXISTS (SELECT 1 FROM filter WHERE range = name || 'A1:' || name
    || iif(width > 26, char(64 + (width - 1) / 26), '') || char(65 + (width - 1) % 26) || height);
