#include "signin.h"

int main(int argc, char **argv)
{
	return module_main(argc, argv, &signin_module);
}
