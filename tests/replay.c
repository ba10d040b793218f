/* What a power cut leaves: an operation at a time is taken from what the recording disk wrote down;
 * what no sync has made last yet waits. */
#include "replay.h"
#include "check.h"
#include "dice.h"
#include "vfs.h"

enum { SECTOR = 512 };

typedef struct {
    unsigned char *bytes;
    size_t size, room;
} Bytes;

typedef struct {
    Bytes lasting;
    int *waiting, count, room; /* operations that no sync has made last */
} File;

static struct {
    File files[VFS_FILES];
    VfsNames lasting;
    int *waiting, count, room; /* likewise, of the folder */
    int at;
} replay;

static void *grown(void *list, int count, int *room, size_t one)
{
    if (count < *room)
        return list;
    *room = *room ? *room * 2 : 16;
    list = realloc(list, (size_t)*room * one);
    assert_non_null(list);
    return list;
}

static void set_size(Bytes *b, size_t size)
{
    if (size > b->room) {
        b->room = size * 2;
        b->bytes = realloc(b->bytes, b->room);
        assert_non_null(b->bytes);
    }
    if (size > b->size)
        memset(b->bytes + b->size, 0, size - b->size);
    b->size = size;
}

static bool keeps(Cut cut, uint64_t *dice)
{
    return cut == CUT_KEEPS || (cut == CUT_TEARS && dice_roll(dice, 2));
}

/* What of one operation reaches the bytes: sector by sector. */
static void apply(Bytes *b, const VfsOp *op, Cut cut, uint64_t *dice)
{
    if (op->kind == TRUNCATED && keeps(cut, dice))
        set_size(b, (size_t)op->at);
    if (op->kind != WRITTEN)
        return;
    size_t start = (size_t)op->at, end = start + (size_t)op->size;
    for (size_t from = start, to; from < end; from = to) {
        to = from - from % SECTOR + SECTOR;
        to = to < end ? to : end;
        if (!keeps(cut, dice))
            continue;
        if (to > b->size)
            set_size(b, to);
        memcpy(b->bytes + from, op->bytes + (from - start), to - from);
    }
}

static void sync_file(File *file)
{
    for (int i = 0; i < file->count; i++)
        apply(&file->lasting, vfs_op(file->waiting[i]), CUT_KEEPS, NULL);
    file->count = 0;
}

void replay_end(void)
{
    for (int i = 0; i < VFS_FILES; i++) {
        free(replay.files[i].lasting.bytes);
        free(replay.files[i].waiting);
    }
    free(replay.waiting);
    memset(&replay, 0, sizeof replay);
}

void replay_begin(void)
{
    replay_end();
}

void replay_next(void)
{
    CHECK(replay.at < vfs_count());
    const VfsOp *op = vfs_op(replay.at);
    if (op->kind == WRITTEN || op->kind == TRUNCATED) {
        File *file = &replay.files[op->file];
        file->waiting = grown(file->waiting, file->count, &file->room, sizeof *file->waiting);
        file->waiting[file->count++] = replay.at;
    } else if (op->kind == SYNCED) {
        sync_file(&replay.files[op->file]);
    } else if (op->kind == FOLDER_SYNCED) {
        for (int i = 0; i < replay.count; i++)
            vfs_change_names(&replay.lasting, vfs_op(replay.waiting[i]));
        replay.count = 0;
    } else {
        replay.waiting = grown(replay.waiting, replay.count, &replay.room, sizeof *replay.waiting);
        replay.waiting[replay.count++] = replay.at;
    }
    replay.at++;
}

static void write_file(const char *folder, const char *name, const Bytes *b)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    CHECK(fwrite(b->bytes ? (const void *)b->bytes : "", 1, b->size, out) == b->size);
    CHECK_INT(fclose(out), 0);
}

/* Names change in the order in which they were changed: up to some moment. */
void replay_cut(Cut cut, uint64_t *dice, const char *into)
{
    VfsNames names = replay.lasting;
    int most = cut == CUT_LOSES ? 0 : replay.count;
    if (cut == CUT_TEARS)
        most = (int)dice_roll(dice, (uint32_t)replay.count + 1);
    for (int i = 0; i < most; i++)
        vfs_change_names(&names, vfs_op(replay.waiting[i]));
    for (int i = 0; i < names.count; i++) {
        const File *file = &replay.files[names.names[i].file];
        Bytes left = {0};
        set_size(&left, file->lasting.size);
        if (left.size)
            memcpy(left.bytes, file->lasting.bytes, left.size);
        for (int k = 0; k < file->count; k++)
            apply(&left, vfs_op(file->waiting[k]), cut, dice);
        write_file(into, names.names[i].name, &left);
        free(left.bytes);
    }
}
