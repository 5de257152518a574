//===- EmptyImage.cpp - the registry of mlsc-stage1 -----------------------===//
//
// The linker takes this archive member only where nothing else defines the image.
//
//===----------------------------------------------------------------------===//
#include "Registry/Image.h"

constinit const mls::RegistryImage mls::registryImage = {};
