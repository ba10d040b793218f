/* The window: the picture on a real glass. On X11 its surface is plain shared memory; no graphics
 * driver is loaded. It is fetched anew each time, since a resize frees the old one. */
#include "platform/internal.h"

/* Drivers that show nothing: SDL falls back on them silently. */
static const char *const BLIND[] = {"offscreen", "dummy", "evdev"};

static bool is_asked_for(const char *driver)
{
    const char *asked = SDL_getenv("SDL_VIDEODRIVER");
    return asked && strcmp(asked, driver) == 0;
}

/* The kiosk is a program for X11: only if SDL_VIDEODRIVER says so is another driver tried. What
 * SDL would try after it prints lines of its own. */
static bool choose_driver(Err *err)
{
    const char *display = SDL_getenv("DISPLAY"), *asked = SDL_getenv("SDL_VIDEODRIVER");
    bool has_display = display && *display;
    if (asked && *asked)
        return true;
    if (!has_display)
        return err_set(
            err, ERR_NOT_FOUND, "no display: neither DISPLAY nor SDL_VIDEODRIVER leads to one");
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11");
    return true;
}

static bool start_video(Err *err)
{
    if (!choose_driver(err))
        return false;
    /* The touch that gives the window its focus counts; fingers come as fingers only. */
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return err_set(err, ERR_NOT_FOUND, "no display: %s", SDL_GetError());

    const char *driver = SDL_GetCurrentVideoDriver();
    for (size_t i = 0; i < SDL_arraysize(BLIND); i++) {
        if (strcmp(driver, BLIND[i]) == 0 && !is_asked_for(driver)) {
            SDL_QuitSubSystem(SDL_INIT_VIDEO);
            return err_set(err, ERR_NOT_FOUND,
                "no display: neither DISPLAY nor SDL_VIDEODRIVER "
                "leads to one");
        }
    }
    /* Elsewhere than on X11 this would leave the window without a surface. */
    if (strcmp(driver, "x11") == 0)
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    return true;
}

/* Whether the X root window names a window manager. Asked through the library that SDL has loaded
 * already, on a connection of our own; SDL keeps what it knows of this to itself. */
static bool ask_manager(void *x11)
{
    void *(*open_display)(const char *) = NULL;
    int (*close_display)(void *) = NULL;
    unsigned long (*root_window)(void *) = NULL;
    unsigned long (*intern_atom)(void *, const char *, int) = NULL;
    int (*get_property)(void *, unsigned long, unsigned long, long, long, int, unsigned long,
        unsigned long *, int *, unsigned long *, unsigned long *, unsigned char **) = NULL;
    int (*release)(void *) = NULL;
    const struct {
        void *to;
        const char *name;
    } functions[] = {{&open_display, "XOpenDisplay"}, {&close_display, "XCloseDisplay"},
        {&root_window, "XDefaultRootWindow"}, {&intern_atom, "XInternAtom"},
        {&get_property, "XGetWindowProperty"}, {&release, "XFree"}};
    for (size_t i = 0; i < SDL_arraysize(functions); i++) {
        void *function = SDL_LoadFunction(x11, functions[i].name);
        if (!function)
            return false;
        memcpy(functions[i].to, &function, sizeof function);
    }

    void *display = open_display(NULL);
    if (!display)
        return false;
    unsigned long atom = intern_atom(display, "_NET_SUPPORTING_WM_CHECK", 1);
    unsigned long type = 0, count = 0, left = 0;
    int format = 0;
    unsigned char *value = NULL;
    if (atom)
        get_property(
            display, root_window(display), atom, 0, 1, 0, 0, &type, &format, &count, &left, &value);
    if (value)
        release(value);
    close_display(display);
    return count > 0;
}

static bool has_manager(void)
{
    if (strcmp(SDL_GetCurrentVideoDriver(), "x11") != 0)
        return true;
    void *x11 = SDL_LoadObject("libX11.so.6");
    bool has = x11 && ask_manager(x11);
    if (x11)
        SDL_UnloadObject(x11);
    return has;
}

/* Without a manager nobody answers the wish for a full screen, and SDL waits 100 ms for it: there
 * the window is simply as large as the display. */
static SDL_Window *open_whole(void)
{
    SDL_DisplayMode mode;
    if (SDL_GetCurrentDisplayMode(0, &mode) != 0)
        return NULL;
    unsigned flags = has_manager() ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_BORDERLESS;
    SDL_Window *window = SDL_CreateWindow("Foyer", 0, 0, mode.w, mode.h, flags);
    if (window)
        SDL_ShowCursor(SDL_DISABLE);
    return window;
}

bool window_open(Window **out, int width, int height, bool is_windowed, Err *err)
{
    if (!start_video(err))
        return false;
    Window *window = calloc(1, sizeof *window);
    if (window && width > 0 && height > 0) {
        unsigned flags = is_windowed ? SDL_WINDOW_RESIZABLE : SDL_WINDOW_BORDERLESS;
        window->sdl = SDL_CreateWindow(
            "Foyer", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, width, height, flags);
    } else if (window) {
        window->sdl = open_whole();
    }
    if (!window || !window->sdl || !SDL_GetWindowSurface(window->sdl)) {
        err_set(err, ERR_BROKEN, "no window: %s", SDL_GetError());
        if (window)
            window_close(window);
        else
            SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return false;
    }
    window->wake = SDL_RegisterEvents(1);
    SDL_StartTextInput();
    *out = window;
    return true;
}

void window_close(Window *window)
{
    if (!window)
        return;
    if (window->sdl)
        SDL_DestroyWindow(window->sdl);
    free(window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

void window_size(const Window *window, int *width, int *height)
{
    SDL_GetWindowSize(window->sdl, width, height);
}

bool window_show(Window *window, Picture *picture, const Damage *damage, Err *err)
{
    Damage all = {.count = 1};
    picture_size(picture, &all.rects[0].w, &all.rects[0].h);
    if (!damage)
        damage = &all;
    if (damage->count == 0)
        return true;

    SDL_Surface *surface = SDL_GetWindowSurface(window->sdl);
    if (!surface)
        return err_set(err, ERR_BROKEN, "window surface: %s", SDL_GetError());
    SDL_Rect rects[DAMAGE_MAX], whole = {0, 0, surface->w, surface->h};
    int count = 0;
    for (int i = 0; i < damage->count; i++) {
        SDL_Rect rect = sdl_rect(damage->rects[i]);
        if (!SDL_IntersectRect(&rect, &whole, &rect))
            continue;
        SDL_Rect to = rect;
        if (SDL_BlitSurface(picture->surface, &rect, surface, &to) != 0)
            return err_set(err, ERR_BROKEN, "blit: %s", SDL_GetError());
        rects[count++] = rect;
    }
    if (count > 0 && SDL_UpdateWindowSurfaceRects(window->sdl, rects, count) != 0)
        return err_set(err, ERR_BROKEN, "show: %s", SDL_GetError());
    return true;
}
