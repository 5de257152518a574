//===- Stream.h - records to and from slots and tags ------------*- C++ -*-===//
//
// The one bridge between a record and the two streams of Schema.h, for any scalar:
//
//   Reader<S> reader(slots, tags);        Writer<S> writer;
//   auto in = bind<ServeIn<S>>(reader);   emit(writer, result);
//
// Fields are read and written in schema order; languageOnly rows take no part.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Schema/Record.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"

namespace mls {

/// Where in a record a walk stands: `on.accelerator.peak.fp8`. Only a scalar that
/// records asks for it.
template <class S> class FieldPath {
public:
  static constexpr bool isKept = !std::is_same_v<S, double>;
  void push(llvm::StringRef name) {
    if constexpr (isKept)
      names.push_back(name);
  }
  void pop() {
    if constexpr (isKept)
      names.pop_back();
  }
  llvm::SmallString<64> str() const {
    llvm::SmallString<64> path;
    for (llvm::StringRef name : names) {
      if (!path.empty())
        path += '.';
      path += name;
    }
    return path;
  }

private:
  llvm::SmallVector<llvm::StringRef, 8> names;
};

/// Makes the missing number of the scalar under a path; `double` needs none.
template <class S> using OnMissing = llvm::function_ref<S(llvm::StringRef path)>;

/// Consumes the two streams. Inside an absent field numbers are missing and
/// structure is zero.
template <class S> class Reader {
public:
  Reader(llvm::ArrayRef<S> slots, llvm::ArrayRef<int64_t> tags, OnMissing<S> onMissing = nullptr)
      : slots(slots), tags(tags), onMissing(onMissing) {}

  S slot() {
    if (absent)
      return onMissing ? onMissing(path.str()) : S(undetermined);
    return take(slots);
  }
  int64_t tag() { return absent ? 0 : take(tags); }
  /// True when both streams are used up, as they are after a whole record.
  bool done() const { return slots.empty() && tags.empty(); }

  FieldPath<S> path;
  unsigned absent = 0; ///< depth of absent fields around the place

private:
  template <class T> static T take(llvm::ArrayRef<T> &stream) {
    assert(!stream.empty() && "the streams were made from another schema");
    T first = stream.front();
    stream = stream.drop_front();
    return first;
  }
  llvm::ArrayRef<S> slots;
  llvm::ArrayRef<int64_t> tags;
  OnMissing<S> onMissing;
};

/// Collects the two streams. With a scalar that records, each number is named by its
/// path, so that `explain` knows every result.
template <class S> struct Writer {
  llvm::SmallVector<S, 32> slots;
  llvm::SmallVector<int64_t, 8> tags;
  FieldPath<S> path;

  void slot(const S &x, const Dim &dim) {
    if constexpr (std::is_same_v<S, double>)
      slots.push_back(x);
    else
      slots.push_back(letS(path.str().c_str(), x, dim));
  }
};

template <IsRecord R, class S> R bind(Reader<S> &reader);
template <IsRecord R, class S> void emit(Writer<S> &writer, const R &record);

} // namespace mls

#include "Schema/StreamImpl.h"
