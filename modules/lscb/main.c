#include "lscb.h"

int main(int argc, char **argv)
{
	return module_main(argc, argv, &lscb_module);
}
