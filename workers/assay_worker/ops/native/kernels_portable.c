// The kernels for any machine.
#include "kernels.h"
#include "lanes_portable.h"
#include "lanes.h"
#include "matmul.h"
#include "reduce.h"
#include "map.h"
#include "sha256_constants.h"
#include "digest.h"
#define NAME portable
#include "table.h"
