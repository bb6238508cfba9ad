/* cholesky.c: A = L L', then forward and back substitution (G. H. Golub, C. F. Van Loan, Matrix Computations, 4.2). */
#include "learn/cholesky.h"

#include <math.h>

void cholesky_solve(const double *a, int size, double damping, const double *b, double *x) {
    double l[CHOLESKY_MOST][CHOLESKY_MOST];
    for (int j = 0; j < size; j++)
        for (int k = 0; k <= j; k++) {
            double sum = a[j * size + k] * (j == k ? 1 + damping : 1);
            for (int m = 0; m < k; m++) sum -= l[j][m] * l[k][m];
            l[j][k] = j == k ? sqrt(fmax(sum, 1e-12)) : sum / l[k][k];
        }
    for (int j = 0; j < size; j++) {
        double sum = b[j];
        for (int m = 0; m < j; m++) sum -= l[j][m] * x[m];
        x[j] = sum / l[j][j];
    }
    for (int j = size - 1; j >= 0; j--) {
        for (int m = j + 1; m < size; m++) x[j] -= l[m][j] * x[m];
        x[j] /= l[j][j];
    }
}
