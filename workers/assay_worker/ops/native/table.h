// The last lines of a file that builds the kernels for one instruction set; NAME is that set.
#define JOINED(name, rest) name##rest
#define TABLE(name) JOINED(name, _kernels)
static void transpose_rows(const u32 *const *rows, size_t n, u32 *out, size_t stride) { transpose(rows, n, out, stride); }
const kernels TABLE(NAME) = {
    LANES, ROWS_AT_ONCE, PANEL, sizeof(workspace), matmul_f32, matmul_i8, rowdot, sum, max, map, digest, digest_whole, transpose_rows,
};
