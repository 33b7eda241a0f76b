#include "cfreexl.h"
#include "clate.h"
#include <freexl.h>
#include <stddef.h>

#define LATE(name) ((__typeof__(&name))clate_symbol(CLATE_FREEXL, #name))

static int tell(const cfreexl_reader *reader, uint32_t row, uint32_t column, const FreeXL_CellValue *cell) {
    const char *text = cell->type == FREEXL_CELL_SST_TEXT || cell->type == FREEXL_CELL_DATE || cell->type == FREEXL_CELL_DATETIME ||
                               cell->type == FREEXL_CELL_TIME || cell->type == FREEXL_CELL_TEXT
                           ? cell->value.text_value
                           : "";
    if (!text) return 0;
    switch (cell->type) {
    case FREEXL_CELL_INT: return reader->cell(reader->context, row, column, CFREEXL_WHOLE, cell->value.int_value, 0, "");
    case FREEXL_CELL_DOUBLE: return reader->cell(reader->context, row, column, CFREEXL_REAL, 0, cell->value.double_value, "");
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT: return reader->cell(reader->context, row, column, CFREEXL_WORDS, 0, 0, text);
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME: return reader->cell(reader->context, row, column, CFREEXL_DAY, 0, 0, text);
    default: return 0;
    }
}

static int read_sheet(const void *book, uint32_t rows, uint32_t columns, const cfreexl_reader *reader) {
    unsigned int last = 0;
    unsigned short width = 0;
    if (LATE(freexl_worksheet_dimensions)(book, &last, &width) != FREEXL_OK) return CFREEXL_BROKEN;
    for (uint32_t row = 0; row < last && row < rows; row++)
        for (uint32_t column = 0; column < width && column < columns; column++) {
            FreeXL_CellValue cell;
            if (LATE(freexl_get_cell_value)(book, row, (unsigned short)column, &cell) != FREEXL_OK) continue;
            if (tell(reader, row, column, &cell)) return CFREEXL_STOPPED;
        }
    return CFREEXL_OK;
}

int cfreexl_read(const char *path, uint32_t rows, uint32_t columns, const cfreexl_reader *reader) {
    if (!clate_has(CLATE_FREEXL)) return CFREEXL_NO_LIBRARY;
    const void *book = NULL;
    int result = LATE(freexl_open)(path, &book) == FREEXL_OK ? CFREEXL_OK : CFREEXL_BROKEN;
    unsigned int value = 0, sheets = 0;
    if (result == CFREEXL_OK && LATE(freexl_get_info)(book, FREEXL_BIFF_PASSWORD, &value) == FREEXL_OK && value == FREEXL_BIFF_OBFUSCATED)
        result = CFREEXL_LOCKED;
    if (result == CFREEXL_OK && LATE(freexl_get_info)(book, FREEXL_BIFF_SHEET_COUNT, &sheets) != FREEXL_OK) result = CFREEXL_BROKEN;
    for (unsigned int sheet = 0; result == CFREEXL_OK && sheet < sheets && sheet < 256; sheet++) {
        const char *name = NULL;
        if (LATE(freexl_get_worksheet_name)(book, (unsigned short)sheet, &name) != FREEXL_OK) continue;
        if (LATE(freexl_select_active_worksheet)(book, (unsigned short)sheet) != FREEXL_OK) continue;
        result = reader->sheet(reader->context, name ? name : "") ? CFREEXL_STOPPED : read_sheet(book, rows, columns, reader);
    }
    if (book) LATE(freexl_close)(book);
    return result;
}
