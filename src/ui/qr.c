/* A code to scan. */
#include "ui/control.h"

#include <math.h>

static const float LEAST = 60; /* u: a phone at arm's length reads it */

void ui_qr(Ui *ui, const char *id, const QrCode *code, float size)
{
    QrCode *kept = arena_new(&ui->arenas[ui->current], QrCode);
    *kept = *code;
    Node *node = node_add(ui, IMAGE, id, language_text(ui->language, id));
    node->state |= STATE_PERSONAL;
    node->show = SHOW_QR;
    node->code = kept;
    node->width = node->height = fmaxf(size, LEAST);
    node->radius = 2;
}
