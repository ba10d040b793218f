/* In libFuzzer's place: gives the target each file of the folders named, the kept inputs and the
 * crashes of old, so that any compiler can test what fuzzing once found. */
#include "fuzz.h"

#include <dirent.h>
#include <string.h>

#include "base/log.h"

static void give(const char *path)
{
    FILE *file = fopen(path, "rb");
    MUST(file && fseek(file, 0, SEEK_END) == 0);
    size_t size = (size_t)ftell(file);
    uint8_t *bytes = malloc(size + !size); /* of its exact size, for the sanitizer */
    MUST(bytes);
    rewind(file);
    MUST(fread(bytes, 1, size, file) == size);
    fclose(file);
    fprintf(stderr, "%s\n", path); /* the last one told is the one that fails */
    LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
}

static int give_all(const char *folder)
{
    int given = 0;
    DIR *open = opendir(folder);
    for (struct dirent *entry; open && (entry = readdir(open));) {
        char path[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        give(path);
        given++;
    }
    if (open)
        closedir(open);
    return given;
}

int main(int count, char **folders)
{
    int given = 0;
    log_from(LOG_PROBLEM + 1);
    for (int i = 1; i < count; i++)
        given += give_all(folders[i]);
    fprintf(stderr, "%d inputs\n", given);
    return given > 0 ? 0 : 1;
}
