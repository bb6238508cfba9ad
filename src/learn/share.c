#include "learn/share.h"

#include <math.h>
#include <string.h>

static const double Z_95 = 1.959964;

Share share_of(double right, double count) {
    if (count <= 0) return (Share){0, 0, 1};
    double p = right / count, zz = Z_95 * Z_95, middle = (p + zz / (2 * count)) / (1 + zz / count);
    double half = Z_95 / (1 + zz / count) * sqrt(p * (1 - p) / count + zz / (4 * count * count));
    return (Share){p, fmax(0, middle - half), fmin(1, middle + half)};
}

Share share_change(double right1, double count1, double right2, double count2) {
    double n1 = count1 + 2, n2 = count2 + 2, p1 = (right1 + 1) / n1, p2 = (right2 + 1) / n2;
    double half = Z_95 * sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
    double plain = (count2 > 0 ? right2 / count2 : 0) - (count1 > 0 ? right1 / count1 : 0);
    return (Share){plain, fmax(-1, p2 - p1 - half), fmin(1, p2 - p1 + half)};
}

Calibration calibration_of(const Forecast *forecasts, size_t count, int group) {
    Calibration all = {0};
    double squares = 0;
    for (size_t i = 0; i < count; i++) {
        if (group >= 0 && forecasts[i].group != group) continue;
        double off = forecasts[i].chance - forecasts[i].right;
        all.count++;
        all.brier += off * off;
        all.stated += forecasts[i].chance;
        all.was += forecasts[i].right;
        squares += off * off;
    }
    if (all.count == 0) return all;
    double n = (double)all.count;
    all.brier /= n;
    all.stated /= n;
    all.was /= n;
    all.over.share = all.stated - all.was;
    double variance = n > 1 ? (squares - n * all.over.share * all.over.share) / (n - 1) : 1;
    double half = Z_95 * sqrt(fmax(variance, 0.25 / n) / n);
    all.over.low = fmax(-1, all.over.share - half);
    all.over.high = fmin(1, all.over.share + half);
    return all;
}

void calibration_curve(const Forecast *forecasts, size_t count, const double *edges, size_t bins, CalibrationBin *out) {
    memset(out, 0, bins * sizeof *out);
    for (size_t b = 0; b < bins; b++) {
        double right = 0;
        for (size_t i = 0; i < count; i++) {
            double chance = forecasts[i].chance;
            if (chance < edges[b] || (chance >= edges[b + 1] && !(b + 1 == bins && chance <= edges[bins]))) continue;
            out[b].count++;
            out[b].stated += chance;
            right += forecasts[i].right;
        }
        if (out[b].count) out[b].stated /= (double)out[b].count;
        out[b].was = share_of(right, (double)out[b].count);
    }
}
