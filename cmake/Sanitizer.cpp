// Linked into the executables of a sanitized build. LLVM's own library is not instrumented, so what its arenas hand out
// inside it would look poisoned to our code.
extern "C" const char *__asan_default_options() { return "allow_user_poisoning=0"; }
