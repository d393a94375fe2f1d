#pragma once
int cc_stub(void);
