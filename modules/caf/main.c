#include "caf.h"

int main(int argc, char **argv)
{
	return module_main(argc, argv, &caf_module);
}
