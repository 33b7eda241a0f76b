/* Workbooks of old Excel (.xls) read cell by cell, through FreeXL, which is loaded at the first of them. */
#ifndef CFREEXL_H
#define CFREEXL_H
#include <stdint.h>

enum { CFREEXL_OK = 0, CFREEXL_NO_LIBRARY = 1, CFREEXL_BROKEN = 2, CFREEXL_LOCKED = 3, CFREEXL_STOPPED = 4 };

typedef enum { CFREEXL_WHOLE, CFREEXL_REAL, CFREEXL_WORDS, CFREEXL_DAY } cfreexl_kind;

/* Who is told of what is found; a callback that answers non-zero stops. */
typedef struct {
    void *context;
    int (*sheet)(void *context, const char *name);
    /* A cell that is not empty, row and column from 0: `whole` and `real` for numbers, `text` for words and dates (2026-11-23 14:30:00). */
    int (*cell)(void *context, uint32_t row, uint32_t column, cfreexl_kind kind, int64_t whole, double real, const char *text);
} cfreexl_reader;

/* Reads a workbook sheet by sheet, each row by row; no more rows and columns than the limits say. */
int cfreexl_read(const char *path, uint32_t rows, uint32_t columns, const cfreexl_reader *reader);
#endif
