/* The window and its events, with a driver that shows nothing. */
#include "glass.h"

static Window *blind_window(void)
{
    Window *window = NULL;
    Err err = {0};
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    CHECK(window_open(&window, WIDTH, HEIGHT, true, &err));
    return window;
}

static void finger(unsigned type, SDL_FingerID id, float x, float y)
{
    SDL_Event event = {.tfinger = {.type = type, .touchId = 3, .fingerId = id, .x = x, .y = y}};
    SDL_PushEvent(&event);
}

static void mouse(unsigned type, unsigned which, int x, int y)
{
    SDL_Event event = {
        .button = {.type = type, .which = which, .button = SDL_BUTTON_LEFT, .x = x, .y = y}};
    if (type == SDL_MOUSEMOTION)
        event.motion = (SDL_MouseMotionEvent){.type = type, .which = which, .x = x, .y = y};
    SDL_PushEvent(&event);
}

static void key(SDL_Keycode code, unsigned modifiers, bool is_repeat)
{
    SDL_Event event = {.key = {.type = SDL_KEYDOWN,
                           .repeat = is_repeat,
                           .keysym = {.sym = code, .mod = (uint16_t)modifiers}}};
    SDL_PushEvent(&event);
}

static void typed(const char *text)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    snprintf(event.text.text, sizeof event.text.text, "%s", text);
    SDL_PushEvent(&event);
}

static int wake_often(void *window)
{
    for (int i = 0; i < 1000; i++)
        window_wake(window);
    return 0;
}

static Input next(Window *window)
{
    Input input;
    window_wait(window, 0, 4, &input);
    return input;
}

static void empty(Window *window)
{
    while (next(window).kind != INPUT_NONE)
        continue;
}

TEST(a_finger_presses_moves_and_releases_once)
{
    UNUSED_STATE;
    Window *window = blind_window();
    empty(window);
    finger(SDL_FINGERDOWN, 1, 0.5F, 0.5F);
    mouse(SDL_MOUSEBUTTONDOWN, SDL_TOUCH_MOUSEID, 200, 150);
    finger(SDL_FINGERDOWN, 2, 0.1F, 0.1F);
    finger(SDL_FINGERMOTION, 2, 0.2F, 0.1F);
    finger(SDL_FINGERMOTION, 1, 0.6F, 0.5F);
    finger(SDL_FINGERUP, 2, 0.2F, 0.1F);
    mouse(SDL_MOUSEBUTTONUP, SDL_TOUCH_MOUSEID, 200, 150);
    finger(SDL_FINGERUP, 1, 0.6F, 0.5F);

    Input press = next(window);
    CHECK_INT(press.kind, INPUT_PRESS);
    CHECK_INT(press.x, 50);
    CHECK_INT(press.y, 37);
    Input move = next(window);
    CHECK_INT(move.kind, INPUT_MOVE);
    CHECK_INT(move.x, 60);
    CHECK_INT(next(window).kind, INPUT_RELEASE);
    CHECK_INT(next(window).kind, INPUT_NONE);
    window_close(window);
}

TEST(the_mouse_is_a_finger_and_hovering_is_nothing)
{
    UNUSED_STATE;
    Window *window = blind_window();
    empty(window);
    mouse(SDL_MOUSEMOTION, 0, 10, 10);
    mouse(SDL_MOUSEBUTTONUP, 0, 10, 10);
    mouse(SDL_MOUSEBUTTONDOWN, 0, 40, 80);
    mouse(SDL_MOUSEMOTION, 0, 44, 80);
    mouse(SDL_MOUSEMOTION, 0, 48, 80);
    mouse(SDL_MOUSEBUTTONUP, 0, 48, 80);
    Input press = next(window);
    CHECK_INT(press.kind, INPUT_PRESS);
    CHECK_INT(press.x, 10);
    CHECK_INT(press.y, 20);
    Input move = next(window);
    CHECK_INT(move.kind, INPUT_MOVE);
    CHECK_INT(move.x, 12);
    CHECK_INT(next(window).kind, INPUT_RELEASE);
    CHECK_INT(next(window).kind, INPUT_NONE);
    window_close(window);
}

TEST(keys_are_keys_and_letters_are_text)
{
    UNUSED_STATE;
    Window *window = blind_window();
    empty(window);
    key(SDLK_TAB, 0, false);
    key(SDLK_TAB, KMOD_LSHIFT, false);
    key(SDLK_RETURN, 0, false);
    key(SDLK_RETURN, 0, true);
    key(SDLK_SPACE, 0, false);
    typed(" ");
    key(SDLK_a, 0, false);
    typed("ñ");
    typed("\xff");
    key(SDLK_TAB, KMOD_LALT, false);
    key(SDLK_HOME, KMOD_LCTRL, false);
    key(SDLK_F12, 0, false);
    key(SDLK_F12, 0, true);
    key(SDLK_F12, KMOD_LCTRL, false);
    key(SDLK_BACKSPACE, 0, true);

    static const KeyCode EXPECTED[] = {KEY_TAB, KEY_BACK_TAB, KEY_ENTER, KEY_SPACE};
    for (size_t i = 0; i < SDL_arraysize(EXPECTED); i++) {
        Input input = next(window);
        CHECK_INT(input.kind, INPUT_KEY);
        CHECK_INT(input.key, EXPECTED[i]);
    }
    Input text = next(window);
    CHECK_INT(text.kind, INPUT_TEXT);
    CHECK_TEXT(text.text, "ñ");
    CHECK_INT(next(window).key, KEY_LOCK);
    CHECK_INT(next(window).key, KEY_BACKSPACE);
    CHECK_INT(next(window).kind, INPUT_NONE);
    window_close(window);
}

static void change(Uint8 what, int width, int height)
{
    SDL_Event event = {
        .window = {.type = SDL_WINDOWEVENT, .event = what, .data1 = width, .data2 = height}};
    SDL_PushEvent(&event);
}

TEST(the_window_tells_of_its_size_and_its_end)
{
    UNUSED_STATE;
    Window *window = blind_window();
    empty(window);
    change(SDL_WINDOWEVENT_SIZE_CHANGED, 640, 480);
    change(SDL_WINDOWEVENT_EXPOSED, 0, 0);
    change(SDL_WINDOWEVENT_FOCUS_LOST, 0, 0);
    finger(SDL_FINGERDOWN, 1, 0.5F, 0.5F);
    change(SDL_WINDOWEVENT_FOCUS_LOST, 0, 0);
    finger(SDL_FINGERUP, 1, 0.5F, 0.5F);
    SDL_Event wheel = {.wheel = {.type = SDL_MOUSEWHEEL, .y = -2, .preciseY = -2}};
    SDL_PushEvent(&wheel);
    SDL_Event quit = {.type = SDL_QUIT};
    SDL_PushEvent(&quit);

    Input size = next(window);
    CHECK_INT(size.kind, INPUT_RESIZE);
    CHECK(size.x == 640 && size.y == 480);
    CHECK_INT(next(window).kind, INPUT_EXPOSE);
    CHECK_INT(next(window).kind, INPUT_PRESS);
    CHECK_INT(next(window).kind, INPUT_CANCEL);
    Input lines = next(window);
    CHECK_INT(lines.kind, INPUT_WHEEL);
    CHECK(lines.y == 2);
    CHECK_INT(next(window).kind, INPUT_QUIT);
    window_close(window);
}

TEST(a_window_shows_the_damaged_part)
{
    UNUSED_STATE;
    Window *window = blind_window();
    Glass g;
    Err err = {0};
    glass_open(&g);
    g.list->paper = RED;
    draw(&g);
    Damage part = {.rects = {{10, 10, 20, 20}, {WIDTH, 0, 50, 50}}, .count = 2};
    CHECK(window_show(window, g.picture, &part, &err));
    SDL_Surface *shown = SDL_GetWindowSurface(window->sdl);
    const uint32_t *row = (const uint32_t *)((const char *)shown->pixels + 15 * shown->pitch);
    CHECK_INT(row[15] & 0xffffff, RED >> 8);
    CHECK_INT(row[35] & 0xffffff, 0);
    CHECK(window_show(window, g.picture, NULL, &err));
    CHECK_INT(row[35] & 0xffffff, RED >> 8);

    SDL_SetWindowSize(window->sdl, WIDTH / 2, HEIGHT / 2);
    CHECK(window_show(window, g.picture, NULL, &err));
    glass_close(&g);
    window_close(window);
}

TEST(without_a_display_there_is_no_window)
{
    UNUSED_STATE;
    unsetenv("SDL_VIDEODRIVER");
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    Window *window = NULL;
    Err err = {0};
    CHECK(!window_open(&window, 100, 100, true, &err));
    CHECK_INT(err.code, ERR_NOT_FOUND);
    CHECK(window == NULL);
}

TEST(a_thread_wakes_it_once_for_any_number_of_calls)
{
    UNUSED_STATE;
    Window *window = blind_window();
    empty(window);
    for (int round = 0; round < 2; round++) {
        SDL_WaitThread(SDL_CreateThread(wake_often, "waker", window), NULL);
        CHECK_INT(next(window).kind, INPUT_WAKE);
        CHECK_INT(next(window).kind, INPUT_NONE);
    }
    SDL_Thread *thread = SDL_CreateThread(wake_often, "waker", window);
    Input input;
    window_wait(window, -1, 4, &input); /* for ever, if it is not woken */
    CHECK_INT(input.kind, INPUT_WAKE);
    SDL_WaitThread(thread, NULL);
    window_close(window);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_thread_wakes_it_once_for_any_number_of_calls),
        RUN(a_finger_presses_moves_and_releases_once),
        RUN(the_mouse_is_a_finger_and_hovering_is_nothing),
        RUN(keys_are_keys_and_letters_are_text),
        RUN(the_window_tells_of_its_size_and_its_end),
        RUN(a_window_shows_the_damaged_part),
        RUN(without_a_display_there_is_no_window),
    };
    return cmocka_run_group_tests_name("window", tests, NULL, NULL);
}
