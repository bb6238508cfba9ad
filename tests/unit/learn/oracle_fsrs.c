/* Reads the histories that oracle.mjs wrote and holds each state against ours: a relative error of 1e-6 at most. */
#include "learn/fsrs.h"

#include <math.h>
#include <stdio.h>

static double far(double ours, double theirs) { return fabs(ours - theirs) / theirs; }

int main(void) {
    int reviews, histories = 0, wrong = 0;
    long states = 0;
    double farthest = 0;
    FsrsWeights weights;
    while (scanf("%d", &reviews) == 1) {
        for (int j = 0; j < FSRS_WEIGHTS; j++)
            if (scanf("%lf", &weights.w[j]) != 1) return 2;
        FsrsWeights clipped = weights;
        fsrs_clip(&clipped);
        FsrsState card = {0};
        double off = 0;
        for (int j = 0; j < FSRS_WEIGHTS; j++) off = fmax(off, fabs(clipped.w[j] - weights.w[j])); /* theirs are clipped already */
        for (int i = 0; i < reviews; i++, states++) {
            int days, grade;
            double stability, difficulty;
            if (scanf("%d %d %lf %lf", &days, &grade, &stability, &difficulty) != 4) return 2;
            card = fsrs_next_state(&weights, card, days, (FsrsGrade)grade);
            off = fmax(off, fmax(far(card.stability, stability), far(card.difficulty, difficulty)));
        }
        histories++;
        wrong += !(off <= 1e-6);
        farthest = fmax(farthest, off);
    }
    bool held = histories >= 20000 && wrong == 0;
    printf("%d histories, %ld states, %d histories wrong, farthest %.2g\n%d passed, %d failed\n", histories, states, wrong,
           farthest, held, !held);
    return held ? 0 : 1;
}
