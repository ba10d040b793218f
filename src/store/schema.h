/* The schema: steps of SQL; the number of those done is the file's user_version.
 *
 * Never edit a step that was released: add one. Every file that some version
 * left behind must arrive at the same tables as a new one.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

enum { SCHEMA_APPLICATION = 0x464F5952 }; /* FOYR, the file's application_id */

int schema_version(void);

/* The SQL from version to version + 1; 0 <= version < schema_version(). */
const char *schema_step(int version);

#endif
