/* The log: one line an entry, on standard error. No person's data ever goes in. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

typedef enum { LOG_INFO, LOG_WARNING, LOG_PROBLEM } LogLevel;

void log_line(LogLevel level, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Lines below this level are left out. LOG_INFO at start. */
void log_from(LogLevel level);

#endif
