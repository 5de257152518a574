//===- main.cpp - the mlsc executable --------------------------------------===//

#include "Driver/Command.h"

int main(int argc, char **argv) { return mls::runMain(argc, argv, {}); }
