#pragma once
int cs_stub(void);
