#ifndef CLONES_H
#define CLONES_H

// As a person would who compiles for the machine at hand: the engine's loops are compiled for several
// instruction sets too, and the processor's own is chosen when the program starts.
// The thread sanitizer's runtime is not there yet when an instruction set is chosen.
#if defined(__x86_64__) && defined(__linux__) && defined(__has_attribute)
#if __has_attribute(target_clones) && !__has_feature(thread_sanitizer)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif
#endif
#ifndef CLONES
#define CLONES
#endif

#endif
