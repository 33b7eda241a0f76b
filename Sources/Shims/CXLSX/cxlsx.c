#include "cxlsx.h"
#include "clate.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define LATE(name) ((__typeof__(&name))clate_symbol(CLATE_XLSXWRITER, #name))

struct cxlsx_book {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *looks[CXLSX_LOOKS];
};

static lxw_format *look_of(lxw_workbook *book, cxlsx_look look) {
    static const char *const formats[CXLSX_LOOKS] = {
        [CXLSX_TEXT] = "@", [CXLSX_LABEL] = "@", [CXLSX_NUMBER] = "0", [CXLSX_DAY] = "yyyy-mm-dd", [CXLSX_MOMENT] = "yyyy-mm-dd hh:mm"};
    lxw_format *format = LATE(workbook_add_format)(book);
    if (!format) return NULL;
    LATE(format_set_align)(format, LXW_ALIGN_VERTICAL_CENTER);
    if (formats[look]) LATE(format_set_num_format)(format, formats[look]);
    switch (look) {
    case CXLSX_TITLE:
        LATE(format_set_bold)(format);
        LATE(format_set_font_size)(format, 16);
        LATE(format_set_align)(format, LXW_ALIGN_CENTER);
        return format;
    case CXLSX_REMARK: LATE(format_set_align)(format, LXW_ALIGN_RIGHT); return format;
    case CXLSX_HEAD:
        LATE(format_set_bold)(format);
        LATE(format_set_align)(format, LXW_ALIGN_CENTER);
        break;
    default: break;
    }
    LATE(format_set_border)(format, LXW_BORDER_THIN);
    LATE(format_set_text_wrap)(format);
    return format;
}

int cxlsx_open(const char *path, cxlsx_book **opened) {
    if (!clate_has(CLATE_XLSXWRITER)) return CXLSX_NO_LIBRARY;
    cxlsx_book *book = calloc(1, sizeof *book);
    if (!book) return CXLSX_NOT_WRITTEN;
    book->book = LATE(workbook_new)(path);
    int isWhole = book->book != NULL;
    for (int look = 0; isWhole && look < CXLSX_LOOKS; look++) isWhole = (book->looks[look] = look_of(book->book, (cxlsx_look)look)) != NULL;
    if (!isWhole) {
        free(book);
        return CXLSX_NOT_WRITTEN;
    }
    *opened = book;
    return CXLSX_OK;
}

int cxlsx_sheet(cxlsx_book *book, const char *name, int is_wide) {
    book->sheet = LATE(workbook_add_worksheet)(book->book, name);
    if (!book->sheet) return CXLSX_NOT_WRITTEN;
    LATE(worksheet_set_paper)(book->sheet, 9);
    if (is_wide) LATE(worksheet_set_landscape)(book->sheet);
    /* As wide as a page, as long as it must be. */
    LATE(worksheet_fit_to_pages)(book->sheet, 1, 0);
    LATE(worksheet_set_footer)(book->sheet, "&C&P / &N");
    return CXLSX_OK;
}

int cxlsx_text(cxlsx_book *book, uint32_t row, uint16_t column, uint16_t last, cxlsx_look look, const char *text) {
    lxw_format *format = book->looks[look];
    if (last > column) return LATE(worksheet_merge_range)(book->sheet, row, column, row, last, text, format) == LXW_NO_ERROR ? CXLSX_OK : CXLSX_NOT_WRITTEN;
    lxw_error error = *text ? LATE(worksheet_write_string)(book->sheet, row, column, text, format) : LATE(worksheet_write_blank)(book->sheet, row, column, format);
    return error == LXW_NO_ERROR ? CXLSX_OK : CXLSX_NOT_WRITTEN;
}

int cxlsx_number(cxlsx_book *book, uint32_t row, uint16_t column, cxlsx_look look, double number) {
    return LATE(worksheet_write_number)(book->sheet, row, column, number, book->looks[look]) == LXW_NO_ERROR ? CXLSX_OK : CXLSX_NOT_WRITTEN;
}

void cxlsx_column(cxlsx_book *book, uint16_t column, double width) { LATE(worksheet_set_column)(book->sheet, column, column, width, NULL); }

void cxlsx_head(cxlsx_book *book, uint32_t row) {
    LATE(worksheet_freeze_panes)(book->sheet, row + 1, 0);
    LATE(worksheet_repeat_rows)(book->sheet, row, row);
}

int cxlsx_close(cxlsx_book *book) {
    /* The library prints what failed; the caller says it in a sentence. */
    fflush(stderr);
    int kept = fcntl(2, F_DUPFD_CLOEXEC, 3);
    int nowhere = kept < 0 ? -1 : open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0) dup2(nowhere, 2);
    errno = 0;
    int result = LATE(workbook_close)(book->book) == LXW_NO_ERROR ? CXLSX_OK : CXLSX_NOT_WRITTEN;
    int error = errno;
    if (nowhere >= 0) {
        fflush(stderr);
        dup2(kept, 2);
        close(nowhere);
    }
    if (kept >= 0) close(kept);
    free(book);
    errno = error;
    return result;
}
