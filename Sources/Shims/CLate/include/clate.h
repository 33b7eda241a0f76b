/* Libraries that are loaded when they are first needed and not with the program: a desk without one of them does all the rest. */
#ifndef CLATE_H
#define CLATE_H

typedef enum { CLATE_GUMBO, CLATE_XML2, CLATE_FREEXL, CLATE_XLSXWRITER, CLATE_COUNT } clate_library;

/* Whether a library is here; it is loaded by the first question, under the first of its names that the system knows. */
int clate_has(clate_library library);

/* The address of a function or variable; null where the library, or this name in it, is missing. */
void *clate_symbol(clate_library library, const char *name);

/* What a library is called, and the packages of Debian that bring it. */
const char *clate_name(clate_library library);
const char *clate_package(clate_library library);
#endif
