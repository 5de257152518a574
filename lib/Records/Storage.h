//===- Storage.h - drives and file systems ----------------------*- C++ -*-===//
#pragma once

#include "Schema/Record.h"

namespace mls::records {

template <class S> struct Storage {
  Opt<Data<S>> capacity;
  Bandwidth<S> read, write;

  MLS_RECORD("Storage", "a file system or an array of drives", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{in("capacity", &Storage::capacity, "size", positive, unit("TB")),
                      in("read", &Storage::read, "rate of reading, all clients together", positive, unit("GB/s")),
                      in("write", &Storage::write, "rate of writing, all clients together", positive, unit("GB/s"), orElse("read"))};
  }
};

} // namespace mls::records
