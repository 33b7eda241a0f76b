#include "cgumbo.h"
