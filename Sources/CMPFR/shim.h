// MPFR's header includes GMP's, whose types are those of the module next door.
#pragma clang module import CGMP
#if __has_include(<mpfr.h>)
#include <mpfr.h>
#else
#error "MPFR's headers not found: apt-get install libmpfr-dev"
#endif
