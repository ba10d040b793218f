/* Family by family, each from a seed of its own: so a roster with changes is else the same, and
 * none is ever whole in memory. */
#include "bench/made.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/bench.h"
#include "exchange/csv.h"

enum { NAME = 160, MEMBERS = 8, GRADES = 13, CLASS_SIZE = 24, FLUSH = 1 << 20 };

/* ---- names ---- */

typedef struct {
    const char *language;
    int weight; /* of 100 */
    const char *given, *family;
    const char *own_given, *own_family; /* the same in the language's letters; null: as they are */
} People;

/* clang-format off */
static const People PEOPLES[] = {
    {"en", 38, "Ava Noah Emma Liam Zoë Owen Ruth Caleb Nora Silas",
     "Abbot Brook O'Connor D’Angelo Hale Smith-Jones Larkin McCall Price Whitlow", NULL, NULL},
    {"es", 26, "Sofía José Lucía Mateo Inés Ángel Noemí Iván Rocío Raúl",
     "García Núñez Peña López Ibáñez Rivas Muñoz Sandoval Güell Zúñiga", NULL, NULL},
    {"so", 6, "Ayaan Hodan Ifrah Liban Faduma Guled Hibo Warsame Amina Zakaria",
     "Abdi Farah Jama Warsame Osman Duale Hersi Mohamud Nur Yusuf", NULL, NULL},
    {"ar", 6, "Layla Omar Salma Yousef Hanan Karim Maryam Tariq Nour Zayd",
     "Haddad Najjar Mansour Qasim Khatib Sayed Saleh Zeid Hakim Nasser",
     "ليلى عمر سلمى يوسف حنان كريم مريم طارق نور زيد",
     "حداد نجار منصور قاسم خطيب سيد صالح زيد حكيم ناصر"},
    {"vi", 5, "Minh Linh Phương Tuấn Hà Đức Bích Huy Ánh Thành",
     "Nguyễn Trần Lê Phạm Võ Đặng Bùi Ngô Đỗ Hồ", NULL, NULL},
    {"zh-Hans", 5, "Lan Bo Lei Qing Jun Jia Xin Hao Mei Tao",
     "Wang Li Chen Lü Ouyang Zhang Liu Yang Zhao Wu",
     "兰 博 磊 青 俊 佳 欣 浩 梅 涛", "王 李 陈 吕 欧阳 张 刘 杨 赵 吴"},
    {"ru", 4, "Yulia Mikhail Darya Timofey Ksenia Pavel Natalia Ilya Lyubov Oleg",
     "Zhukov Belov Yeliseyev Orlov Morozov Volkov Sokolov Lebedev Kozlov Popov",
     "Юлия Михаил Дарья Тимофей Ксения Павел Наталья Илья Любовь Олег",
     "Жуков Белов Елисеев Орлов Морозов Волков Соколов Лебедев Козлов Попов"},
    {"pt", 4, "João Inês Luís Fátima Caio Mônica Tiago Beatriz Rui Conceição",
     "Silva Araújo Gonçalves Brandão Santos Magalhães Melo Teixeira Nunes Simões", NULL, NULL},
    {"am", 3, "Abebe Hirut Meron Yonas Almaz Dawit Selam Tesfa Marta Girma",
     "Bekele Tesfaye Girma Wolde Haile Tadesse Alemu Kebede Desta Mulu",
     "አበበ ሂሩት ሜሮን ዮናስ አልማዝ ዳዊት ሰላም ተስፋ ማርታ ግርማ",
     "በቀለ ተስፋዬ ግርማ ወልደ ኃይሌ ታደሰ አለሙ ከበደ ደስታ ሙሉ"},
    {"ht", 3, "Mirlande Evens Rose-Laure Frantz Wilner Dieudonné Nadège Jean-Rony Guerda Yves",
     "Jean-Baptiste Bien-Aimé Pierre-Louis Désir Toussaint Exantus Noël Joseph Charles Cadet",
     NULL, NULL},
};
/* clang-format on */

static const People *pick_people(uint64_t *seed)
{
    uint32_t at = bench_random(seed, 100);
    const People *people = PEOPLES;
    for (; at >= (uint32_t)people->weight; people++)
        at -= (uint32_t)people->weight;
    return people;
}

/* The number-th of ten words, after what is in out already. */
static void add_word(char out[NAME], const char *words, uint32_t number)
{
    for (; number > 0; number--)
        words = strchr(words, ' ') + 1;
    size_t used = strlen(out);
    snprintf(out + used, NAME - used, "%.*s", (int)strcspn(words, " "), words);
}

/* Like a town's: few surnames that many share, many that few do. */
static void add_rare_name(char out[NAME], uint64_t *seed)
{
    static const char *const PARTS[] = {"ma", "te", "lo", "sha", "ri", "no", "ka", "be", "yu", "do",
        "an", "el", "is", "or", "un", "fa", "gre", "han", "ji", "pe", "qui", "sto", "tra", "vel"};
    size_t first = strlen(out), used = first;
    for (uint32_t i = 2 + bench_random(seed, 2); i > 0; i--)
        used += (size_t)snprintf(
            out + used, NAME - used, "%s", PARTS[bench_random(seed, sizeof PARTS / sizeof *PARTS)]);
    out[first] = (char)(out[first] - 'a' + 'A');
}

/* ---- a family ---- */

typedef struct {
    bool is_student;
    int number;      /* of this person in the roster */
    uint32_t family; /* a bit for each guardian, by their place: a child's */
    char given[NAME], last[NAME], own_given[NAME], own_last[NAME], phone[24];
    int grade, month, day;
} Member;

typedef struct {
    const People *people;
    Member members[MEMBERS];
    int count, guardians;
    bool is_staff; /* somebody who works there, alone */
} Family;

static void name_last(Family *f, Member *m, uint64_t *seed)
{
    uint32_t number = bench_random(seed, 10);
    m->last[0] = m->own_last[0] = 0;
    if (bench_random(seed, 10) < 4) {
        add_rare_name(m->last, seed);
        return;
    }
    add_word(m->last, f->people->family, number);
    if (f->people->own_family && bench_random(seed, 2))
        add_word(m->own_last, f->people->own_family, number);
    if (strcmp(f->people->language, "es") == 0) {
        strcat(m->last, " ");
        add_word(m->last, f->people->family, bench_random(seed, 10));
    }
}

static void name_given(const Family *f, Member *m, uint64_t *seed)
{
    uint32_t number = bench_random(seed, 10);
    m->given[0] = m->own_given[0] = 0;
    if (bench_random(seed, 10) < 3)
        add_rare_name(m->given, seed);
    else
        add_word(m->given, f->people->given, number);
    if (m->own_last[0])
        add_word(m->own_given, f->people->own_given, number);
}

/* Another one. Of no real area: any last four digits, as a town's are. */
static void make_phone(Member *m, uint64_t *seed)
{
    char old[sizeof m->phone];
    memcpy(old, m->phone, sizeof old);
    do
        snprintf(m->phone, sizeof m->phone, "+1555%03u%04u", 10 + bench_random(seed, 10),
            bench_random(seed, 10000));
    while (strcmp(m->phone, old) == 0);
}

static void add_guardian(Family *f, uint64_t *seed)
{
    Member *m = &f->members[f->count++];
    f->guardians++;
    *m = f->count > 1 && bench_random(seed, 3) ? f->members[0] : (Member){0};
    if (!m->last[0])
        name_last(f, m, seed);
    name_given(f, m, seed);
    m->phone[0] = 0;
    if (bench_random(seed, 25))
        make_phone(m, seed);
}

static void add_student(Family *f, uint64_t *seed)
{
    Member *m = &f->members[f->count++];
    *m = (Member){.is_student = true, .family = (1u << f->guardians) - 1};
    if (f->guardians > 0) {
        const Member *parent = &f->members[bench_random(seed, (uint32_t)f->guardians)];
        memcpy(m->last, parent->last, NAME);
        memcpy(m->own_last, parent->own_last, NAME);
        if (bench_random(seed, 30) == 0)
            m->family = 1; /* a half-sibling: of the first guardian alone */
    } else
        name_last(f, m, seed);
    name_given(f, m, seed);
    m->grade = (int)bench_random(seed, GRADES);
    m->month = 1 + (int)bench_random(seed, 12);
    m->day = 1 + (int)bench_random(seed, 28);
    if (bench_random(seed, 50) == 0)
        m->month = m->day = 1;
}

/* At most `room` people, the first of them number `first`. */
static void make_family(Family *f, uint64_t seed, int first, int room)
{
    *f = (Family){.people = pick_people(&seed), .is_staff = bench_random(&seed, 40) == 0};
    int guardians = 1 + (bench_random(&seed, 3) > 0) + (bench_random(&seed, 8) == 0);
    int students = 1 + (int)bench_random(&seed, 2) + (bench_random(&seed, 4) == 0);
    if (f->is_staff)
        add_guardian(f, &seed);
    while (!f->is_staff && f->guardians < guardians && f->count + 1 < room)
        add_guardian(f, &seed);
    for (int i = 0; !f->is_staff && i < students && f->count < room; i++)
        add_student(f, &seed);
    for (int i = 0; i < f->count; i++)
        f->members[i].number = first + i;
}

/* ---- the files ---- */

typedef enum { USERS, ROLES, ENROLLMENTS, DEMOGRAPHICS, CLASSES, COURSES, FILES } FileKind;

typedef struct {
    const MadeRoster *roster;
    Family family;
    FILE *files[FILES];
    Buf text[FILES];
    int rooms; /* of each grade */
    bool has_failed;
} Writing;

static void flush(Writing *w, FileKind kind)
{
    Buf *text = &w->text[kind];
    w->has_failed |=
        text->is_full || fwrite(text->data, 1, text->size, w->files[kind]) < text->size;
    buf_clear(text);
}

/* The fields of a row, up to a null. */
static void add_row(Writing *w, FileKind kind, ...)
{
    va_list fields;
    va_start(fields, kind);
    for (const char *field; (field = va_arg(fields, const char *));)
        csv_plain(&w->text[kind], field);
    va_end(fields);
    csv_end_row(&w->text[kind]);
    if (w->text[kind].size > FLUSH)
        flush(w, kind);
}

static const char *grade_name(int grade)
{
    static const char *const NAMES[GRADES] = {
        "KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"};
    return NAMES[grade];
}

/* Exactly `changed` of all the people, evenly; how: below. */
static bool is_changed(const MadeRoster *roster, int number)
{
    int64_t at = number, all = roster->people, changed = roster->changed;
    return at * changed / all != (at + 1) * changed / all;
}

typedef enum { NEW_NAME, NEW_GRADE_OR_PHONE, GONE, JOINED, WAYS } Way;

static Way way_of(const MadeRoster *roster, int number)
{
    return (Way)(made_seed(roster->seed, (uint64_t)number) / 2 % WAYS);
}

static bool is_gone(const MadeRoster *roster, int number)
{
    return is_changed(roster, number) && way_of(roster, number) == GONE;
}

static void change_member(const MadeRoster *roster, Member *m)
{
    uint64_t seed = made_seed(~roster->seed, (uint64_t)m->number);
    Way way = way_of(roster, m->number);
    if (way == NEW_NAME)
        add_rare_name(strcat(m->last, "-"), &seed);
    else if (way == NEW_GRADE_OR_PHONE && m->is_student)
        m->grade = (m->grade + 1) % GRADES;
    else if (way == NEW_GRADE_OR_PHONE)
        make_phone(m, &seed);
}

static void write_id(char out[16], char letter, int number)
{
    snprintf(out, 16, "%c%07d", letter, number);
}

static void write_enrolment(Writing *w, const Member *m, const char *id)
{
    char room[32], date[48], key[20];
    snprintf(room, sizeof room, "H-%s-%d", grade_name(m->grade), m->number % w->rooms);
    snprintf(key, sizeof key, "E-%s", id);
    add_row(w, ENROLLMENTS, key, "", "", room, "SCHOOL", id, "student", "", "2026-09-01",
        "2027-06-12", NULL);
    snprintf(date, sizeof date, "%d-%02d-%02d", 2021 - m->grade, m->month, m->day);
    add_row(
        w, DEMOGRAPHICS, id, "", "", date, "", "", "", "", "", "", "", "", "", "", "", "", NULL);
}

/* A child names the guardians who are still in the file. */
static void write_agents(const Writing *w, const Member *m, char out[64])
{
    size_t used = 0;
    out[0] = 0;
    for (int i = 0; i < w->family.guardians; i++) {
        int number = w->family.members[i].number;
        if (m->family & 1u << i && !is_gone(w->roster, number))
            used += (size_t)snprintf(out + used, 64 - used, "%sP%07d", used ? "," : "", number);
    }
}

static void write_member(Writing *w, const Member *m, const char *id)
{
    char agents[64], key[20];
    const char *grade = m->is_student ? grade_name(m->grade) : "";
    write_agents(w, m, agents);
    snprintf(key, sizeof key, "R-%s", id);
    add_row(w, USERS, id, "", "", "true", id, "", m->given, m->last, "", "", "", m->phone, "",
        agents, grade, "", "", "", m->own_given, "", m->own_last, "SCHOOL", "",
        w->family.people->language, NULL);
    add_row(w, ROLES, key, "", "", id, "primary",
        m->is_student            ? "student"
            : w->family.is_staff ? "teacher"
                                 : "parent",
        "", "", "SCHOOL", "", NULL);
    if (m->is_student)
        write_enrolment(w, m, id);
}

static void write_family(Writing *w)
{
    char id[16];
    for (int i = 0; i < w->family.count; i++) {
        Member m = w->family.members[i];
        write_id(id, 'P', m.number);
        bool changes = is_changed(w->roster, m.number);
        if (changes)
            change_member(w->roster, &m);
        if (!is_gone(w->roster, m.number))
            write_member(w, &m, id);
        if (!changes || way_of(w->roster, m.number) != JOINED)
            continue;
        uint64_t seed = made_seed(w->roster->seed + 1, (uint64_t)m.number);
        Family bigger = w->family;
        bigger.count = MEMBERS - 1;
        add_student(&bigger, &seed);
        bigger.members[MEMBERS - 1].number = m.number;
        write_id(id, 'N', m.number);
        write_member(w, &bigger.members[MEMBERS - 1], id);
    }
}

static void write_classes(Writing *w)
{
    char course[16], room[32], title[48], location[32];
    for (int grade = 0; grade < GRADES; grade++) {
        const char *name = grade_name(grade);
        snprintf(course, sizeof course, "HOME-%s", name);
        add_row(w, COURSES, course, "", "", "Y2027", course, course, name, "SCHOOL", "", "", NULL);
        for (int i = 0; i < w->rooms; i++) {
            snprintf(room, sizeof room, "H-%s-%d", name, i);
            snprintf(title, sizeof title, "Homeroom %s %d", name, i + 1);
            snprintf(location, sizeof location, "Room %d", grade * w->rooms + i + 1);
            add_row(w, CLASSES, room, "", "", title, name, course, "", "homeroom", location,
                "SCHOOL", "Y2027", "", "", "1", NULL);
        }
    }
}

/* ---- the folder ---- */

static const struct {
    const char *name, *header;
} FILE_ROWS[FILES] = {
    [USERS] = {"users",
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourceIds,grades,password,"
        "userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,"
        "preferredFamilyName,primaryOrgSourcedId,pronouns,metadata.homeLanguage"},
    [ROLES] = {"roles",
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
        "orgSourcedId,userProfileSourcedId"},
    [ENROLLMENTS] = {"enrollments",
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,"
        "primary,beginDate,endDate"},
    [DEMOGRAPHICS] = {"demographics",
        "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,"
        "blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,"
        "demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,"
        "stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus"},
    [CLASSES] = {"classes",
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
        "location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods"},
    [COURSES] = {"courses",
        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
        "orgSourcedId,subjects,subjectCodes"},
};

static FILE *create(const char *folder, const char *name, Err *err)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    FILE *file = fopen(path, "w");
    if (!file)
        err_set(err, ERR_REFUSED, "%s: %s", path, strerror(errno));
    return file;
}

static bool write_whole(const char *folder, const char *name, const char *text, Err *err)
{
    FILE *file = create(folder, name, err);
    if (!file)
        return false;
    bool done = fputs(text, file) >= 0;
    done &= fclose(file) == 0;
    return done || err_set(err, ERR_FULL, "%s/%s.csv: %s", folder, name, strerror(errno));
}

static bool write_small_files(const char *folder, Err *err)
{
    return write_whole(folder, "manifest",
               "propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.2\r\n"
               "file.academicSessions,bulk\r\nfile.categories,absent\r\nfile.classes,bulk\r\n"
               "file.classResources,absent\r\nfile.courses,bulk\r\nfile.courseResources,absent\r\n"
               "file.demographics,bulk\r\nfile.enrollments,bulk\r\nfile.lineItems,absent\r\n"
               "file.lineItemLearningObjectiveIds,absent\r\nfile.lineItemScoreScales,absent\r\n"
               "file.orgs,bulk\r\nfile.resources,absent\r\nfile.results,absent\r\n"
               "file.resultLearningObjectiveIds,absent\r\nfile.resultScoreScales,absent\r\n"
               "file.roles,bulk\r\nfile.scoreScales,absent\r\nfile.userProfiles,absent\r\n"
               "file.userResources,absent\r\nfile.users,bulk\r\n",
               err) &&
        write_whole(folder, "orgs",
            "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\r\n"
            "SCHOOL,,,Made-up School,school,1,\r\n",
            err) &&
        write_whole(folder, "academicSessions",
            "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,"
            "schoolYear\r\nY2027,,,2026-27,schoolYear,2026-09-01,2027-06-12,,2027\r\n",
            err);
}

static bool open_files(Writing *w, const char *folder, Err *err)
{
    for (FileKind kind = USERS; kind < FILES; kind++) {
        w->files[kind] = create(folder, FILE_ROWS[kind].name, err);
        if (!w->files[kind])
            return false;
        buf_init(&w->text[kind], 2 * FLUSH);
        buf_format(&w->text[kind], "%s\r\n", FILE_ROWS[kind].header);
    }
    return true;
}

static bool close_files(Writing *w, Err *err)
{
    for (FileKind kind = USERS; kind < FILES; kind++) {
        if (!w->files[kind])
            continue;
        flush(w, kind);
        w->has_failed |= fclose(w->files[kind]) != 0;
        buf_finish(&w->text[kind]);
    }
    return !w->has_failed || err_set(err, ERR_FULL, "a roster's files: cannot be written");
}

bool made_roster(const char *folder, const MadeRoster *roster, Err *err)
{
    static Writing w;
    w = (Writing){.roster = roster, .rooms = 1 + roster->people / 2 / GRADES / CLASS_SIZE};
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return err_set(err, ERR_REFUSED, "%s: %s", folder, strerror(errno));
    bool done = write_small_files(folder, err) && open_files(&w, folder, err);
    if (done)
        write_classes(&w);
    for (int next = 0; done && next < roster->people && !w.has_failed; next += w.family.count) {
        make_family(
            &w.family, made_seed(roster->seed, (uint64_t)next), next, roster->people - next);
        write_family(&w);
    }
    return close_files(&w, err) && done;
}
