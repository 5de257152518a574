//===- Format.h - number formats --------------------------------*- C++ -*-===//
#pragma once

#include "Schema/Record.h"

namespace mls::records {

/// What the arithmetic units compute in: the keys of `peak`. A *format* says how an
/// element is stored and names one of these (nvfp4 and mxfp4 both compute in fp4).
enum class Arithmetic { fp64, fp32, tf32, bf16, fp16, fp8, fp6, fp4, int8, int4 };

} // namespace mls::records

namespace mls {
MLS_ENUM(records::Arithmetic, "fp64", "fp32", "tf32", "bf16", "fp16", "fp8", "fp6", "fp4", "int8", "int4");
} // namespace mls

namespace mls::records {

/// `format q4_k_m { storage: 4.85 bit  compute: bf16 }`
template <class S> struct Format {
  Data<S> storage, scale;
  Ratio<S> block;
  Arithmetic compute;

  MLS_RECORD("Format", "how a number is stored and what it is computed in", "", .keyword = "format") {
    return std::tuple{
        in("storage", &Format::storage, "size of one element", positive, unit("bit")),
        in("compute", &Format::compute, "arithmetic of a product with an operand in this format"),
        in("scale", &Format::scale, "size of the scale that a block of elements shares", nonNegative, unit("bit"), orElse("0 bit")),
        in("block", &Format::block, "elements that share a scale", atLeast(1), orElse("1"))};
  }
};

} // namespace mls::records
