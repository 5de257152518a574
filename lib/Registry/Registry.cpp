//===- Registry.cpp - look-up in the compiled registry --------------------===//

#include "Registry/Registry.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

std::string Registry::version() const {
  if (empty())
    return "none";
  return image->date.str() + "+" + image->hash.str();
}

const ImageEntry *Registry::find(llvm::StringRef wanted) const {
  auto at = llvm::partition_point(image->entries, [&](const ImageEntry &e) { return path(e) < wanted; });
  return at != image->entries.end() && path(*at) == wanted ? &*at : nullptr;
}

llvm::ArrayRef<ImageEntry> Registry::under(llvm::StringRef folder) const {
  if (folder.empty())
    return image->entries;
  // The paths below `a.b` are those from `a.b.` up to, but without, `a.b/`.
  std::string low = folder.str() + ".", high = folder.str() + "/";
  auto first = llvm::partition_point(image->entries, [&](const ImageEntry &e) { return path(e) < low; });
  auto last = std::partition_point(first, image->entries.end(), [&](const ImageEntry &e) { return path(e) < high; });
  return {first, last};
}

llvm::SmallVector<const ImageEntry *, 2> Registry::named(llvm::StringRef wanted) const {
  llvm::SmallVector<const ImageEntry *, 2> found;
  for (const ImageEntry &e : image->entries)
    if (name(e) == wanted)
      found.push_back(&e);
  return found;
}

const ImageSource *Registry::source(llvm::StringRef id) const {
  auto at = llvm::partition_point(image->sources, [&](const ImageSource &s) { return image->str(s.id) < id; });
  return at != image->sources.end() && image->str(at->id) == id ? &*at : nullptr;
}

const ImageDefault *Registry::defaultOf(llvm::StringRef field) const {
  auto at = llvm::partition_point(image->defaults, [&](const ImageDefault &d) { return image->str(d.field) < field; });
  return at != image->defaults.end() && image->str(at->field) == field ? &*at : nullptr;
}

} // namespace mls
