#include "education.h"

int main(int argc, char **argv)
{
	return module_main(argc, argv, &education_module);
}
