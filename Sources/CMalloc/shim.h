// The settings of glibc's heap, which its Swift module leaves out.
#ifdef __linux__
#include <malloc.h>
#endif
