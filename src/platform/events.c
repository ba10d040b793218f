/* SDL's events to ours. One touch at a time, whether by finger or mouse; a second finger is as if
 * it were not there. Nothing here polls. */
#include "base/clock.h"
#include "base/utf8.h"
#include "platform/internal.h"

static const struct {
    SDL_Keycode sdl;
    KeyCode key;
} KEYS[] = {{SDLK_TAB, KEY_TAB}, {SDLK_UP, KEY_UP}, {SDLK_DOWN, KEY_DOWN}, {SDLK_LEFT, KEY_LEFT},
    {SDLK_RIGHT, KEY_RIGHT}, {SDLK_RETURN, KEY_ENTER}, {SDLK_RETURN2, KEY_ENTER},
    {SDLK_KP_ENTER, KEY_ENTER}, {SDLK_SPACE, KEY_SPACE}, {SDLK_ESCAPE, KEY_ESCAPE},
    {SDLK_BACKSPACE, KEY_BACKSPACE}, {SDLK_DELETE, KEY_DELETE}, {SDLK_HOME, KEY_HOME},
    {SDLK_END, KEY_END}, {SDLK_PAGEUP, KEY_PAGE_UP}, {SDLK_PAGEDOWN, KEY_PAGE_DOWN},
    {SDLK_F12, KEY_LOCK}};

enum { LOST_MS = 10000 };

static bool touch(InputKind kind, float x_px, float y_px, float px_per_u, Input *out)
{
    *out = (Input){.kind = kind, .x = x_px / px_per_u, .y = y_px / px_per_u};
    return true;
}

static bool take_mouse(Window *window, const SDL_Event *in, float px_per_u, Input *out)
{
    if (window->is_held && window->is_finger)
        return false;
    if (in->type == SDL_MOUSEMOTION) {
        const SDL_MouseMotionEvent *m = &in->motion;
        return window->is_held && m->which != SDL_TOUCH_MOUSEID &&
            touch(INPUT_MOVE, (float)m->x, (float)m->y, px_per_u, out);
    }
    const SDL_MouseButtonEvent *b = &in->button;
    bool is_press = in->type == SDL_MOUSEBUTTONDOWN;
    if (b->which == SDL_TOUCH_MOUSEID || b->button != SDL_BUTTON_LEFT ||
        is_press == window->is_held)
        return false;
    window->is_held = is_press;
    window->is_finger = false;
    return touch(is_press ? INPUT_PRESS : INPUT_RELEASE, (float)b->x, (float)b->y, px_per_u, out);
}

static bool take_finger(Window *window, const SDL_Event *in, float px_per_u, Input *out)
{
    const SDL_TouchFingerEvent *f = &in->tfinger;
    int w, h;
    window_size(window, &w, &h);
    float x = f->x * (float)w, y = f->y * (float)h;
    if (in->type == SDL_FINGERDOWN) {
        /* A finger whose lifting was never told must not keep the others out for good. */
        bool is_lost = window->is_finger && f->timestamp - window->touched_ms > LOST_MS;
        if (window->is_held && !is_lost)
            return false;
        window->touched_ms = f->timestamp;
        window->is_held = window->is_finger = true;
        window->finger = f->fingerId;
        return touch(INPUT_PRESS, x, y, px_per_u, out);
    }
    if (!window->is_held || !window->is_finger || window->finger != f->fingerId)
        return false;
    window->touched_ms = f->timestamp;
    if (in->type == SDL_FINGERMOTION)
        return touch(INPUT_MOVE, x, y, px_per_u, out);
    window->is_held = false;
    return touch(INPUT_RELEASE, x, y, px_per_u, out);
}

/* What is typed with Ctrl, Alt or the system's key means nothing here. AltGr types letters. */
static bool has_command(unsigned modifiers)
{
    return modifiers & (KMOD_CTRL | KMOD_LALT | KMOD_GUI) && !(modifiers & (KMOD_MODE | KMOD_RALT));
}

static bool take_key(const SDL_KeyboardEvent *in, Input *out)
{
    KeyCode key = KEY_NONE;
    for (size_t i = 0; i < SDL_arraysize(KEYS); i++) {
        if (KEYS[i].sdl == in->keysym.sym)
            key = KEYS[i].key;
    }
    if (key == KEY_NONE || has_command(in->keysym.mod) || in->keysym.mod & KMOD_RALT)
        return false;
    bool is_once = key == KEY_ENTER || key == KEY_SPACE || key == KEY_ESCAPE || key == KEY_LOCK;
    if (in->repeat && is_once)
        return false;
    if (key == KEY_TAB && in->keysym.mod & KMOD_SHIFT)
        key = KEY_BACK_TAB;
    *out = (Input){.kind = INPUT_KEY, .key = key};
    return true;
}

/* The space came as a key already. */
static bool take_text(const char *text, Input *out)
{
    if (!*text || strcmp(text, " ") == 0 || has_command(SDL_GetModState()) ||
        !utf8_is_valid(text, strlen(text)))
        return false;
    *out = (Input){.kind = INPUT_TEXT};
    utf8_copy(out->text, sizeof out->text, text);
    return true;
}

static bool take_wheel(const SDL_MouseWheelEvent *in, Input *out)
{
    float lines = in->direction == SDL_MOUSEWHEEL_FLIPPED ? in->preciseY : -in->preciseY;
    *out = (Input){.kind = INPUT_WHEEL, .y = lines};
    return lines > 0 || lines < 0;
}

static bool take_window(Window *window, const SDL_WindowEvent *in, Input *out)
{
    switch (in->event) {
    case SDL_WINDOWEVENT_EXPOSED:
        *out = (Input){.kind = INPUT_EXPOSE};
        return true;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        *out = (Input){.kind = INPUT_RESIZE, .x = (float)in->data1, .y = (float)in->data2};
        return true;
    case SDL_WINDOWEVENT_FOCUS_LOST:
    case SDL_WINDOWEVENT_HIDDEN:
        /* The release will go to somebody else. */
        *out = (Input){.kind = INPUT_CANCEL};
        bool was_held = window->is_held;
        window->is_held = false;
        return was_held;
    default:
        return false;
    }
}

void window_wake(Window *window)
{
    if (!SDL_AtomicCAS(&window->is_woken, 0, 1))
        return;
    SDL_Event event = {.type = window->wake};
    if (SDL_PushEvent(&event) != 1)
        SDL_AtomicSet(&window->is_woken, 0);
}

bool events_translate(Window *window, const SDL_Event *in, float px_per_u, Input *out)
{
    switch (in->type) {
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return take_mouse(window, in, px_per_u, out);
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        return take_finger(window, in, px_per_u, out);
    case SDL_MOUSEWHEEL:
        return take_wheel(&in->wheel, out);
    case SDL_KEYDOWN:
        return take_key(&in->key, out);
    case SDL_TEXTINPUT:
        return take_text(in->text.text, out);
    case SDL_WINDOWEVENT:
        return take_window(window, &in->window, out);
    case SDL_QUIT:
        *out = (Input){.kind = INPUT_QUIT};
        return true;
    default:
        if (in->type != window->wake)
            return false;
        SDL_AtomicSet(&window->is_woken, 0); /* before anyone looks at what woke */
        *out = (Input){.kind = INPUT_WAKE};
        return true;
    }
}

/* Of moves that came together only the last one counts. */
static bool is_overtaken(const SDL_Event *event)
{
    SDL_Event next;
    if (event->type != SDL_MOUSEMOTION && event->type != SDL_FINGERMOTION)
        return false;
    if (SDL_PeepEvents(&next, 1, SDL_PEEKEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) < 1)
        return false;
    return next.type == event->type &&
        (next.type == SDL_MOUSEMOTION || next.tfinger.fingerId == event->tfinger.fingerId);
}

void window_wait(Window *window, int timeout_ms, float px_per_u, Input *out)
{
    int64_t until = clock_tick_ms() + timeout_ms;
    *out = (Input){.kind = INPUT_NONE};
    for (;;) {
        SDL_Event event;
        int64_t left = until - clock_tick_ms();
        int is_there = timeout_ms < 0 ? SDL_WaitEvent(&event)
                                      : SDL_WaitEventTimeout(&event, left > 0 ? (int)left : 0);
        if (!is_there) {
            if (timeout_ms < 0)
                *out = (Input){.kind = INPUT_QUIT}; /* the display is gone */
            return;
        }
        if (!is_overtaken(&event) && events_translate(window, &event, px_per_u, out))
            return;
    }
}
