/* Workbooks (.xlsx) written cell by cell, through libxlsxwriter, which is loaded at the first of them. */
#ifndef CXLSX_H
#define CXLSX_H
#include <stdint.h>

enum { CXLSX_OK = 0, CXLSX_NO_LIBRARY = 1, CXLSX_NOT_WRITTEN = 2 };

/* How a cell looks, and what its number is. */
typedef enum { CXLSX_TITLE, CXLSX_REMARK, CXLSX_LABEL, CXLSX_HEAD, CXLSX_TEXT, CXLSX_NUMBER, CXLSX_DAY, CXLSX_MOMENT, CXLSX_LOOKS } cxlsx_look;

typedef struct cxlsx_book cxlsx_book;

/* A new workbook; it is there when it was closed. */
int cxlsx_open(const char *path, cxlsx_book **book);
/* A further sheet, on which all that follows is written; its name is valid or the call fails. */
int cxlsx_sheet(cxlsx_book *book, const char *name, int is_wide);
/* A text, never a formula; at most 32,767 UTF-16 units. Several columns are joined to one cell. */
int cxlsx_text(cxlsx_book *book, uint32_t row, uint16_t column, uint16_t last, cxlsx_look look, const char *text);
int cxlsx_number(cxlsx_book *book, uint32_t row, uint16_t column, cxlsx_look look, double number);
void cxlsx_column(cxlsx_book *book, uint16_t column, double width);
/* The head: it stays on the screen, and is printed on every page. */
void cxlsx_head(cxlsx_book *book, uint32_t row);
/* Writes the file and frees the workbook, whatever came of it. */
int cxlsx_close(cxlsx_book *book);
#endif
