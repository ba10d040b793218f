/* Resources in: a list that a school writes itself, one code a row and language.
 *
 * The first bad row refuses the file, with its line and column. What each code holds is made here
 * and nowhere else, so that what does not fit is refused before anybody stands before it.
 */
#ifndef EXCHANGE_CONTENT_RESOURCES_H
#define EXCHANGE_CONTENT_RESOURCES_H

#include "exchange/import.h"
#include "exchange/texts.h"
#include "store/resources.h"

typedef enum { RESOURCE_ADDED, RESOURCE_CHANGED, RESOURCE_SAME } ResourceChange;

typedef struct {
    Resource resource; /* as in the file */
    ResourceChange change;
    int first_text; /* of the list's texts: up to the next one's */
} ResourceRow;

typedef struct {
    ResourceRow *rows;
    int count;
    TextList texts;
    int others; /* resources that are not in the file: they stay */
} ResourceList;

/* Reads uid,topic,kind,state,title,title_xx,text,text_xx,target,target_xx and, by kind, starts,
 * ends,place,place_xx,link; phone,mail,organization; password,hidden; subject,subject_xx,message,
 * message_xx ("-": standard input), and compares with what there is. Events are moved by so many
 * days (the made-up school's; else 0). The caller finishes the list in any case. */
bool content_read_resources(
    ResourceList *out, Store *store, const char *path, int days, FILE *notes, Err *err);
void content_finish_resources(ResourceList *list);

/* Fills in what each row would change; the reading does it. */
bool content_compare_resources(ResourceList *list, Store *store, Err *err);

/* One line for each that is new or changed. */
void content_print_resources(const ResourceList *list, FILE *out);

/* Writes what is new or changed, all or nothing. */
bool content_apply_resources(Store *store, ResourceList *list, int64_t now, Err *err);

#endif
