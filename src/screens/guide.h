/* What a resource's page has read: which resource, its code in a language, its neighbours. */
#ifndef SCREENS_GUIDE_H
#define SCREENS_GUIDE_H

#include "screens/screens.h"
#include "store/resources.h"

enum { SIBLINGS = 64 };

typedef struct {
    bool is_loaded;
    const Language *reads; /* whoever stands here */
    Resource resource;
    ResourceVersion version;
    QrCode code;
    char languages[RESOURCE_LANGUAGES][12];
    int language_count;
    bool is_choosing; /* among all of them */
    Id siblings[SIBLINGS];
    int sibling_count, index;
    Id wifi; /* the network to join first; zero: none */
    Err err;
} Guide;

/* Reads that of the place, and counts that it is shown. */
void guide_load(App *app, Guide *s);

/* Another one of the topic at this same place: Back leads to the shelf. */
void guide_turn(App *app, Guide *s, int index);

/* Its version in a language; "": the visitor's. */
void guide_choose(App *app, Guide *s, const char *language);

/* The visitor chose another language for all of the glass: this too is wanted in it. */
void guide_read_in(App *app, Guide *s);

#endif
