/* share.h - shares of answers that were right, and what may be said about them: intervals, changes, calibration. Pure. */
#ifndef VIVA_LEARN_SHARE_H
#define VIVA_LEARN_SHARE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double share, low, high; /* 0..1, of a change -1..1 */
} Share;

/* `right` of `count`, with the ends of a 95% interval. Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927. 0 of 0 is 0..1. */
Share share_of(double right, double count);

/* How much the second share is above the first, with the ends of a 95% interval. Source: A. Agresti, B. Caffo, Simple and effective confidence intervals for proportions and
 * differences of proportions, 2000. */
Share share_change(double right1, double count1, double right2, double count2);

/* A forecast and what became of it. */
typedef struct {
    double chance; /* 0..1 */
    double right;  /* 0..1 */
    int group;     /* what it was about; of no meaning here */
} Forecast;

typedef struct {
    double brier;       /* mean of (chance - right)^2 */
    double stated, was; /* means of chance and right */
    Share over;         /* stated - was, with a 95% interval: above 0 is over-confident */
    size_t count;
} Calibration;

/* Of the forecasts of one group, or of all with group -1. A count of 0 leaves the rest at 0. */
Calibration calibration_of(const Forecast *forecasts, size_t count, int group);

typedef struct {
    double stated; /* the mean of the forecasts in this bin */
    size_t count;
    Share was;
} CalibrationBin;

/* The calibration curve: forecasts by the bin that they fall in, `edges` (count + 1 of them, rising, from 0 to 1) between them. */
void calibration_curve(const Forecast *forecasts, size_t count, const double *edges, size_t bins, CalibrationBin *out);

#endif
