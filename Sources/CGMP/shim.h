#if __has_include(<gmp.h>)
#include <gmp.h>
#else
#error "GMP's headers not found: apt-get install libgmp-dev"
#endif
