#include "CKernels.h"

static _Thread_local void *current;

void *adl_current_work(void) { return current; }

void adl_set_current_work(void *work) { current = work; }
