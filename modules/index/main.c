#include "index.h"

int main(int argc, char **argv)
{
	return module_main(argc, argv, &index_module);
}
