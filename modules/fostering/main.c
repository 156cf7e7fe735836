#include "fostering.h"

int main(int argc, char **argv)
{
	return module_main(argc, argv, &fostering_module);
}
