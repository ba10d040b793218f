/* One builder a kind. What is escaped differs from kind to kind; each says so where it does it. */
#include "exchange/payload.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"

typedef struct {
    char *out;
    size_t size, used; /* used goes on past the size, so that one can say how much it would be */
} Writer;

static void put(Writer *w, char c)
{
    if (w->used + 1 < w->size)
        w->out[w->used] = c;
    w->used++;
}

static void put_text(Writer *w, const char *text)
{
    while (*text)
        put(w, *text++);
}

/* The text with a backslash before each of these letters; a line's end becomes \n. */
static void put_escaped(Writer *w, const char *text, const char *letters)
{
    for (; *text; text++) {
        if (*text == '\n') {
            put_text(w, "\\n");
        } else if (*text != '\r') {
            if (strchr(letters, *text))
                put(w, '\\');
            put(w, *text);
        }
    }
}

static void put_line(Writer *w, const char *name, const char *text, const char *letters)
{
    if (!*text)
        return;
    put_text(w, name);
    put_escaped(w, text, letters);
    put_text(w, "\r\n");
}

static bool finish(Writer *w, Err *err)
{
    if (w->size > 0)
        w->out[w->used < w->size ? w->used : 0] = 0;
    if (w->used > PAYLOAD_BYTES || w->used >= w->size)
        return err_set(err, ERR_FULL, "%zu bytes are too many for a code, which holds %d", w->used,
            PAYLOAD_BYTES);
    return true;
}

/* ---- what may stand in it ---- */

/* Whether it is UTF-8 without control letters but those that are allowed. */
static bool is_clean(const char *text, const char *allowed)
{
    for (const char *at = text; *at; at++)
        if (((unsigned char)*at < ' ' || *at == 0x7f) && !strchr(allowed, *at))
            return false;
    return utf8_is_valid(text, strlen(text));
}

static bool check_clean(const char *text, const char *allowed, Err *err)
{
    return is_clean(text, allowed) ||
        err_set(err, ERR_INVALID, "letters that are none: control codes, or not UTF-8");
}

static bool is_url(const char *url)
{
    const char *host = strncmp(url, "https://", 8) == 0 ? url + 8
        : strncmp(url, "http://", 7) == 0               ? url + 7
                                                        : "";
    for (const char *at = url; *at; at++)
        if (*at <= ' ' || *at >= 0x7f || strchr("\"<>\\^`{|}", *at))
            return false;
    return isalnum((unsigned char)*host);
}

static bool is_mail(const char *address)
{
    const char *at = strchr(address, '@');
    for (const char *c = address; *c; c++)
        if (*c <= ' ' || *c >= 0x7f || strchr("\"(),:;<>[\\]", *c))
            return false;
    return at && at > address && isalnum((unsigned char)at[1]) && !strchr(at + 1, '@') &&
        strchr(at + 1, '.') && strlen(address) < 128;
}

static bool check_mail(const char *address, Err *err)
{
    return is_mail(address) ||
        err_set(err, ERR_INVALID, "a mail address is as office@school.example");
}

/* "(312) 555-0142" as +13125550142; a short one, as 988, as it is. */
static bool read_phone(const char *number, char out[20], Err *err)
{
    int count = 0;
    bool is_whole = *number == '+', fits = strlen(number) < 40;
    for (const char *at = number + is_whole; *at; at++) {
        if (isdigit((unsigned char)*at) && count < 15)
            out[1 + count++] = *at;
        else
            fits &= strchr(" ().-/", *at) != NULL;
    }
    out[0] = '+';
    out[1 + count] = 0;
    if (!fits || count < 3)
        return err_set(err, ERR_INVALID, "a phone number has 3 to 15 digits and no other letters");
    if (!is_whole && count == 10) {
        memmove(out + 2, out + 1, (size_t)count + 1);
        out[1] = '1';
    } else if (!is_whole && !(count == 11 && out[1] == '1')) {
        memmove(out, out + 1, (size_t)count + 1);
    }
    return true;
}

/* ---- one text ---- */

bool payload_url(const char *url, char *out, size_t size, Err *err)
{
    Writer w = {out, size, 0};
    if (!is_url(url))
        return err_set(err, ERR_INVALID,
            "a link begins with https:// and holds no spaces; copy it from the browser");
    put_text(&w, url);
    return finish(&w, err);
}

bool payload_text(const char *words, char *out, size_t size, Err *err)
{
    Writer w = {out, size, 0};
    if (!check_clean(words, "\t\r\n", err))
        return false;
    for (const char *at = words; *at; at++)
        if (*at != '\r')
            put(&w, *at);
    return w.used > 0 ? finish(&w, err) : err_set(err, ERR_INVALID, "no words");
}

bool payload_phone(const char *number, char *out, size_t size, Err *err)
{
    char digits[20];
    Writer w = {out, size, 0};
    if (!read_phone(number, digits, err))
        return false;
    put_text(&w, "tel:");
    put_text(&w, digits);
    return finish(&w, err);
}

/* ---- mail, RFC 6068: everything but letters and digits is percent-encoded ---- */

static void put_percent(Writer *w, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        char code[4];
        if ((c < 0x80 && isalnum(c)) || strchr("-._~@", c)) {
            put(w, *text);
        } else if (c == '\n') {
            put_text(w, "%0D%0A");
        } else if (c != '\r') {
            snprintf(code, sizeof code, "%%%02X", c);
            put_text(w, code);
        }
    }
}

bool payload_mail(const PayloadMail *mail, char *out, size_t size, Err *err)
{
    Writer w = {out, size, 0};
    if (!check_mail(mail->to, err) || !check_clean(mail->subject, "", err) ||
        !check_clean(mail->message, "\r\n", err))
        return false;
    put_text(&w, "mailto:");
    put_percent(&w, mail->to);
    if (*mail->subject) {
        put_text(&w, "?subject=");
        put_percent(&w, mail->subject);
    }
    if (*mail->message) {
        put_text(&w, *mail->subject ? "&body=" : "?body=");
        put_percent(&w, mail->message);
    }
    return finish(&w, err);
}

/* ---- an event, RFC 5545: lines are not folded, since readers of codes do not unfold ---- */

static bool put_time(Writer *w, const char *name, int64_t when, Err *err)
{
    enum { YEARS_FROM = 1900, YEAR_MOST = 9999 };
    char text[32];
    struct tm parts;
    time_t seconds = (time_t)when;
    if (!gmtime_r(&seconds, &parts) || parts.tm_year < 0 || parts.tm_year > YEAR_MOST - YEARS_FROM)
        return err_set(err, ERR_INVALID, "a time that no calendar has");
    strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &parts);
    put_line(w, name, text, "");
    return true;
}

bool payload_event(const PayloadEvent *event, char *out, size_t size, Err *err)
{
    static const char special[] = "\\;,";
    Writer w = {out, size, 0};
    if (!*event->title || event->ends < event->starts)
        return err_set(err, ERR_INVALID, "an event has a title, and ends after it starts");
    if (*event->link && !is_url(event->link))
        return err_set(err, ERR_INVALID, "a link begins with https://");
    if (!check_clean(event->title, "\r\n", err) || !check_clean(event->place, "\r\n", err) ||
        (event->uid && !check_clean(event->uid, "", err)))
        return false;
    if (event->uid)
        put_text(&w, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Foyer//EN\r\n");
    put_text(&w, "BEGIN:VEVENT\r\n");
    if (event->uid) {
        put_line(&w, "UID:", event->uid, special);
        if (!put_time(&w, "DTSTAMP:", event->stamp, err))
            return false;
    }
    put_line(&w, "SUMMARY:", event->title, special);
    if (!put_time(&w, "DTSTART:", event->starts, err) || !put_time(&w, "DTEND:", event->ends, err))
        return false;
    put_line(&w, "LOCATION:", *event->place ? event->place : event->link, special);
    put_line(&w, "URL:", event->link, "");
    put_text(&w, "END:VEVENT\r\n");
    if (event->uid)
        put_text(&w, "END:VCALENDAR\r\n");
    return finish(&w, err);
}

/* ---- a contact: vCard 3.0, RFC 2426; MECARD ---- */

static void put_vcard(Writer *w, const PayloadContact *c, const char *phone)
{
    static const char special[] = "\\;,";
    put_text(w, "BEGIN:VCARD\r\nVERSION:3.0\r\nN:");
    put_escaped(w, c->name, special); /* whole: what part of it is the family's, nobody can tell */
    put_text(w, ";;;;\r\n");
    put_line(w, "FN:", c->name, special);
    put_line(w, "ORG:", c->organization, special);
    put_line(w, "TEL;TYPE=WORK,VOICE:", phone, "");
    put_line(w, "EMAIL;TYPE=INTERNET:", c->mail, special);
    put_text(w, "END:VCARD\r\n");
}

static void put_short(Writer *w, const char *name, const char *text)
{
    if (!*text)
        return;
    put_text(w, name);
    put_escaped(w, text, "\\;:,");
    put(w, ';');
}

static void put_mecard(Writer *w, const PayloadContact *c, const char *phone)
{
    put_text(w, "MECARD:");
    put_short(w, "N:", c->name);
    put_short(w, "ORG:", c->organization);
    put_short(w, "TEL:", phone);
    put_short(w, "EMAIL:", c->mail);
    put(w, ';');
}

bool payload_contact(const PayloadContact *contact, char *out, size_t size, Err *err)
{
    char phone[20] = "";
    Writer w = {out, size, 0};
    if (!*contact->name)
        return err_set(err, ERR_INVALID, "a contact has a name");
    if (!check_clean(contact->name, "", err) || !check_clean(contact->organization, "", err) ||
        (*contact->phone && !read_phone(contact->phone, phone, err)) ||
        (*contact->mail && !check_mail(contact->mail, err)))
        return false;
    put_vcard(&w, contact, phone);
    if (w.used > PAYLOAD_MEDIUM) {
        w.used = 0;
        put_mecard(&w, contact, phone);
    }
    return finish(&w, err);
}

/* ---- Wi-Fi, as phones read it: a backslash before \ ; , : " ---- */

static bool check_wifi(const PayloadWifi *wifi, Err *err)
{
    enum { NETWORK_MOST = 32, PASSWORD_LEAST = 8, PASSWORD_MOST = 63 };
    size_t length = strlen(wifi->password);
    if (!*wifi->network || strlen(wifi->network) > NETWORK_MOST || !is_clean(wifi->network, ""))
        return err_set(err, ERR_INVALID, "a network's name has 1 to %d bytes", NETWORK_MOST);
    for (const char *at = wifi->password; *at; at++)
        if (*at < ' ' || *at >= 0x7f)
            return err_set(err, ERR_INVALID, "a network's password has no letters outside ASCII");
    return length == 0 || (length >= PASSWORD_LEAST && length <= PASSWORD_MOST) ||
        err_set(err, ERR_INVALID, "a network's password has %d to %d letters", PASSWORD_LEAST,
            PASSWORD_MOST);
}

bool payload_wifi(const PayloadWifi *wifi, char *out, size_t size, Err *err)
{
    static const char special[] = "\\;,:\"";
    Writer w = {out, size, 0};
    if (!check_wifi(wifi, err))
        return false;
    put_text(&w, *wifi->password ? "WIFI:T:WPA;S:" : "WIFI:T:nopass;S:");
    put_escaped(&w, wifi->network, special);
    if (*wifi->password) {
        put_text(&w, ";P:");
        put_escaped(&w, wifi->password, special);
    }
    put_text(&w, wifi->is_hidden ? ";H:true;;" : ";;");
    return finish(&w, err);
}
