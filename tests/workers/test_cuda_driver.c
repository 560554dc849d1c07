// A libcuda.so.1 for test_cuda_device.py alone: "device memory" is the heap's, a launch runs the emulated kernel. With it the
// whole of launch.py and cuda-bindings is executed on a machine without a GPU. ASSAY_STUB_KERNELS names emulate.py's library,
// ASSAY_STUB_PARAMS a file of lines "entry size size ..", the sizes of its parameters as in the PTX.
// gcc -shared -fPIC -I <folder of emulator.h>
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

#include "emulator.h"

enum { SUCCESS = 0, INVALID_VALUE = 1, NOT_FOUND = 500, LAUNCH_FAILED = 719, CONTEXT_IS_ABSENT = 201 };

static void *kernels;
static int contexts, modules, live;  // live: allocations not yet freed
static void *current;
static Buffer memory[64];

static int init(unsigned flags) { (void)flags; return (kernels = dlopen(getenv("ASSAY_STUB_KERNELS"), RTLD_NOW)) ? SUCCESS : NOT_FOUND; }
static int device_count(int *n) { *n = 1; return SUCCESS; }
static int device_get(int *device, int ordinal) { *device = ordinal; return SUCCESS; }
static int device_name(char *name, int size, int device) { (void)device; snprintf(name, (size_t)size, "stub"); return SUCCESS; }
static int device_attribute(int *value, int attribute, int device) { (void)device; *value = attribute == 75 ? 7 : 5; return SUCCESS; }  // 7.5
static int context_retain(void **context, int device) { (void)device; contexts++; *context = &contexts; return SUCCESS; }
static int context_release(int device) { (void)device; return contexts-- > 0 ? SUCCESS : INVALID_VALUE; }
static int context_set(void *context) { current = context; return SUCCESS; }
static int synchronize(void) { return SUCCESS; }

static int module_load(void **module, const void *image) {
  if (!current) return CONTEXT_IS_ABSENT;
  if (memcmp(image, "\x7f" "ELF", 4)) return INVALID_VALUE;  // a cubin is expected for 7.5
  modules++, *module = &modules;
  return SUCCESS;
}
static int module_unload(void *module) { (void)module; return modules-- > 0 ? SUCCESS : INVALID_VALUE; }
static int module_function(void **function, void *module, const char *name) {
  (void)module;
  return (*function = strdup(name)) ? SUCCESS : INVALID_VALUE;
}

static int allocate(uint64_t *address, size_t size) {
  if (!current || !size) return INVALID_VALUE;
  for (int i = 0; i < 64; i++)
    if (!memory[i].start) {
      memory[i] = (Buffer){(uint64_t)(uintptr_t)aligned_alloc(256, (size + 255) / 256 * 256), size, 1};
      memset((void *)(uintptr_t)(*address = memory[i].start), 0xa5, size);
      return live++, SUCCESS;
    }
  return INVALID_VALUE;
}
static int release(uint64_t address) {
  for (int i = 0; i < 64; i++)
    if (memory[i].start == address) {
      free((void *)(uintptr_t)address), memory[i].start = 0, live--;
      return SUCCESS;
    }
  return INVALID_VALUE;
}
static int to_device(uint64_t to, const void *from, size_t n) { memcpy((void *)(uintptr_t)to, from, n); return SUCCESS; }
static int to_host(void *to, uint64_t from, size_t n) { memcpy(to, (void *)(uintptr_t)from, n); return SUCCESS; }

static int launch(const char *name, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared, void *stream,
                  void **params, void **extra) {
  (void)stream;
  if (gy != 1 || gz != 1 || by != 1 || bz != 1 || shared || extra) return INVALID_VALUE;
  uint8_t block[512];
  char line[512], symbol[128];
  size_t end = 0;
  FILE *table = fopen(getenv("ASSAY_STUB_PARAMS"), "r");
  while (table && fgets(line, sizeof line, table)) {
    char *rest, *word = strtok_r(line, " \n", &rest);
    if (!word || strcmp(word, name)) continue;
    for (int i = 0; (word = strtok_r(0, " \n", &rest)); i++) memcpy(block + end, params[i], (size_t)atoi(word)), end += (size_t)atoi(word);
  }
  if (table) fclose(table);
  snprintf(symbol, sizeof symbol, "launch_%s", name);
  void *kernel = dlsym(kernels, symbol);
  void (*begin)(void *, const uint8_t *, const Buffer *, uint32_t, uint32_t, uint32_t, Fault *) = dlsym(kernels, "start");
  if (!kernel || !begin || !end) return NOT_FOUND;
  Fault fault = {0};
  begin(kernel, block, memory, 64, gx, bx, &fault);
  return fault.kind ? LAUNCH_FAILED : SUCCESS;
}

int stub_holds(void) { return live + modules + contexts; }

int cuGetProcAddress_v2(const char *name, void **function, int version, uint64_t flags, void *found) {
  (void)version, (void)flags, (void)found;
  static const struct { const char *name; void *function; } known[] = {
      {"cuInit", init}, {"cuDeviceGetCount", device_count}, {"cuDeviceGet", device_get}, {"cuDeviceGetName", device_name},
      {"cuDeviceGetAttribute", device_attribute}, {"cuDevicePrimaryCtxRetain", context_retain}, {"cuDevicePrimaryCtxRelease", context_release},
      {"cuCtxSetCurrent", context_set}, {"cuCtxSynchronize", synchronize}, {"cuModuleLoadData", module_load}, {"cuModuleUnload", module_unload},
      {"cuModuleGetFunction", module_function}, {"cuMemAlloc", allocate}, {"cuMemFree", release}, {"cuMemcpyHtoD", to_device},
      {"cuMemcpyDtoH", to_host}, {"cuLaunchKernel", launch}};
  *function = 0;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (!strcmp(name, known[i].name)) *function = known[i].function;
  return *function ? SUCCESS : NOT_FOUND;
}
