#include "CCurses.h"
int cc_stub(void){return 0;}
