#if __has_include(<histedit.h>)
#include <histedit.h>
#else
#error "libedit headers not found: apt-get install libedit-dev"
#endif
