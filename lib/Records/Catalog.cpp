//===- Catalog.cpp - all records that a file can name ---------------------===//

#include "Records/Catalog.h"
#include "Records/Efficiency.h"
#include "Records/Fleet.h"
#include "Records/Inference.h"
#include "Records/ScalingLaw.h"
#include "Records/Serving.h"
#include "Records/Topology.h"
#include "Records/Training.h"
#include "Records/Usage.h"

namespace mls {

using namespace records;

using D = double; // a schema is the same for every scalar

static constexpr const Schema *table[] = {
    // demand
    &schemaOf<Transformer<D>>(), &schemaOf<Experts<D>>(), &schemaOf<EncoderDecoder<D>>(), &schemaOf<StateSpace<D>>(), &schemaOf<Diffusion<D>>(), &schemaOf<Recommendation<D>>(), &schemaOf<Totals<D>>(), &schemaOf<Cnn<D>>(), &schemaOf<Image<D>>(), &schemaOf<Serving<D>>(), &schemaOf<Draft<D>>(),
    &schemaOf<Training<D>>(), &schemaOf<TrainingFormats<D>>(), &schemaOf<Overlap<D>>(), &schemaOf<Inference<D>>(), &schemaOf<Formats<D>>(), &schemaOf<Latent<D>>(), &schemaOf<Window<D>>(),
    // the layers of a CNN
    &schemaOf<Conv<D>>(), &schemaOf<Depthwise<D>>(), &schemaOf<Bottleneck<D>>(), &schemaOf<Residual<D>>(), &schemaOf<Inverted<D>>(), &schemaOf<MaxPool<D>>(), &schemaOf<GlobalPool<D>>(),
    &schemaOf<DenseLayer<D>>(),
    // supply
    &schemaOf<Accelerator<D>>(), &schemaOf<Memory<D>>(), &schemaOf<Link<D>>(), &schemaOf<Node<D>>(), &schemaOf<Own<D>>(), &schemaOf<Failures<D>>(), &schemaOf<RedundantParts<D>>(),
    &schemaOf<Cluster<D>>(), &schemaOf<Pool<D>>(), &schemaOf<Tier<D>>(), &schemaOf<Storage<D>>(), &schemaOf<Site<D>>(), &schemaOf<Grid<D>>(),
    // shapes of a network
    &schemaOf<FatTree<D>>(), &schemaOf<Dragonfly<D>>(), &schemaOf<Torus<D>>(),
    // efficiency
    &schemaOf<Calibration<D>>(), &schemaOf<KernelCurve<D>>(), &schemaOf<PrefillCurve<D>>(), &schemaOf<DecodeCurve<D>>(),
    &schemaOf<NetworkCurves<D>>(), &schemaOf<Collective<D>>(), &schemaOf<HostTime<D>>(), &schemaOf<TrainingCurve<D>>(), &schemaOf<Efficiency<D>>(),
    // neutral
    &schemaOf<ScalingLaw<D>>(), &schemaOf<Format<D>>(), &schemaOf<Usage<D>>()};

llvm::ArrayRef<const Schema *> recordSchemas() { return table; }

} // namespace mls
