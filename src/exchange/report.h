/* The participation report: a term beside the one before it, as rows.
 *
 * What store/participation.h covers is "*" in its cell, and a note says why. In CSV all tables
 * stand one after another; in a workbook each has its sheet, those of the groups with a chart.
 */
#ifndef EXCHANGE_REPORT_H
#define EXCHANGE_REPORT_H

#include "store/store.h"

typedef enum { REPORT_CSV, REPORT_XLSX } ReportFormat;

/* "csv", "xlsx"; false for another word. */
bool report_format_read(const char *word, ReportFormat *out);

typedef struct {
    const char *term; /* its title; null: that of today */
    int64_t now;
    ReportFormat format;
} Report;

/* Writes it whole or not at all; "-" is standard output, of CSV. Returns the rows, or -1;
 * ERR_NOT_FOUND: there is no such term. */
int report_write(Store *store, const Report *report, const char *path, Err *err);

#endif
