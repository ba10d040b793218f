/* What the machine does for the app. The test kit gives empty ones. */
#ifndef APP_HOST_H
#define APP_HOST_H

typedef struct {
    void *self;
    void (*forget)(void *self); /* a visitor ended: drop personal textures */
    void (*wake)(void *self);   /* from any thread: the loop shall make a frame */
} Host;

#endif
