#ifndef CGUMBO_H
#define CGUMBO_H
#endif
