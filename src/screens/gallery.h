/* The gallery's pages: every part in every state it can have. */
#ifndef SCREENS_GALLERY_H
#define SCREENS_GALLERY_H

#include "base/qrcode.h"
#include "screens/screens.h"

typedef struct {
    bool is_loaded;
    QrCode code;
    Toast toast;
    bool is_asked; /* the dialog stands over the page */
    bool is_here[3], wants[3];
    int adults, children, answer, evening;
    char name[32], digits[5];
} Gallery;

/* A page is columns of cards; one column where there is no room for two. */
typedef struct {
    const char *title; /* in English: for who builds the house */
    void (*start)(App *app, Ui *ui, Gallery *g);
    void (*end)(App *app, Ui *ui, Gallery *g); /* null: the first has the whole width */
} GalleryPage;

enum { GALLERY_PAGES = 9 };
extern const GalleryPage GALLERY[GALLERY_PAGES];

/* A card with a caption. */
#define gallery_card(ui, title) UI_BLOCK(ui, gallery_open_card((ui), (title)))
void gallery_open_card(Ui *ui, const char *title);

/* Whether a list with its buttons has room beneath the title; else the page scrolls. */
bool gallery_is_roomy(const Ui *ui);

/* Words of the gallery's own. */
void gallery_caption(Ui *ui, const char *words);

/* A column with the state's name above what is declared in it; force says what it shall be. */
typedef enum { SHOW_REST, SHOW_PRESSED, SHOW_FOCUSED, SHOW_OFF, SHOWN_STATES } Shown;
const char *gallery_name(Shown state);
#define gallery_state(ui, state) UI_BLOCK(ui, gallery_open_state((ui), (state)))
void gallery_open_state(Ui *ui, Shown state);
void gallery_force(Ui *ui, Shown state);

/* So many columns, fewer where letters are large or the glass is small. */
int gallery_columns(const Ui *ui, int columns);

void gallery_buttons(App *app, Ui *ui, Gallery *g);
void gallery_chips(App *app, Ui *ui, Gallery *g);
void gallery_tiles(App *app, Ui *ui, Gallery *g);
void gallery_choices(App *app, Ui *ui, Gallery *g);
void gallery_people(App *app, Ui *ui, Gallery *g);
void gallery_rows(App *app, Ui *ui, Gallery *g);
void gallery_fields(App *app, Ui *ui, Gallery *g);
void gallery_keys(App *app, Ui *ui, Gallery *g);
void gallery_keyboards(App *app, Ui *ui, Gallery *g);
void gallery_digits(App *app, Ui *ui, Gallery *g);
void gallery_list(App *app, Ui *ui, Gallery *g);
void gallery_banners(App *app, Ui *ui, Gallery *g);
void gallery_progress(App *app, Ui *ui, Gallery *g);
void gallery_codes(App *app, Ui *ui, Gallery *g);
void gallery_charts(App *app, Ui *ui, Gallery *g);

#endif
