/* Scenes: the demo school at the glass, brought to a state worth seeing by the lines of drive.
 *
 * One stage a program: one glass with the real fonts, laid out and not painted.
 * What a run writes is rolled back at its end.
 */
#ifndef TESTS_SCENE_H
#define TESTS_SCENE_H

#include "commands/drive.h"

enum { SCENES_MAX = 160, SCENE_LINES = 80, SIZE_COUNT = 3 };

typedef struct {
    int width, height;
} SceneSize;

extern const SceneSize SIZES[SIZE_COUNT];

typedef struct {
    char name[64];
    char lines[SCENE_LINES][256];
    int count;
} Scene;

typedef struct {
    char folder[64];
    Drive drive;
    Scene scenes[SCENES_MAX]; /* tests/scenes, by name */
    int count;
} Stage;

/* Reads the scenes; needs no glass. */
void stage_read(Stage *stage);

/* Fills a school with the demo, on the family conference's evening. */
bool stage_open(Stage *stage, Err *err);
void stage_close(Stage *stage);

/* Copies of the school as it is now, of the nights before; one is damaged. */
bool stage_copies(const Stage *stage, Err *err);

/* Of the staff's. It is in English wherever a language lacks their words: there it is seen already.
 */
bool scene_is_staffs(const Scene *scene);
bool scene_is_seen_elsewhere(const Scene *scene, const Language *language);

/* A fresh visitor on a glass of this size, in this language, with these switches. */
App *stage_begin(Stage *stage, const Language *language, int size, Switches switches);
void stage_end(Stage *stage);

/* Between the two. False, and a line on standard error, where a line of the scene cannot be done.
 * A scene's second visitor reads the first one's language. */
bool stage_play(Stage *stage, const Scene *scene);

#endif
