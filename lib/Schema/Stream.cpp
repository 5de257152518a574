#include "Schema/Stream.h"

#include "llvm/ADT/StringExtras.h"

std::string mls::FieldPath::str() const { return llvm::join(names, "."); }
