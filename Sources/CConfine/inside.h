/* What the parts of this shim have from each other. */
#ifndef CCONFINE_INSIDE_H
#define CCONFINE_INSIDE_H
#include "cconfine.h"

/* Each answers whether the barrier stands. */
int cconfine_refuse_files(const cconfine_limits *limits);
int cconfine_refuse_calls(int may_fork);
int cconfine_files_known(void);
int cconfine_calls_known(void);
int cconfine_is_script(const char *path);
#endif
