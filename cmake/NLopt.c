/* Stands for the `luksan` folder of NLopt, the one that is not under the licence of MIT: its algorithms are refused. */

#include "luksan.h"

nlopt_result luksan_plis(int n, nlopt_func f, void *data, const double *lo, const double *hi, double *x, double *best,
                         nlopt_stopping *stop, int mf) {
  return NLOPT_INVALID_ARGS;
}
nlopt_result luksan_plip(int n, nlopt_func f, void *data, const double *lo, const double *hi, double *x, double *best,
                         nlopt_stopping *stop, int mf, int method) {
  return NLOPT_INVALID_ARGS;
}
nlopt_result luksan_pnet(int n, nlopt_func f, void *data, const double *lo, const double *hi, double *x, double *best,
                         nlopt_stopping *stop, int mf, int mos1, int mos2) {
  return NLOPT_INVALID_ARGS;
}
