#include "CSystem.h"
int cs_stub(void){return 0;}
