/* cholesky.h - small symmetric systems, as each step of a fit by Newton's method needs. */
#ifndef VIVA_LEARN_CHOLESKY_H
#define VIVA_LEARN_CHOLESKY_H

enum { CHOLESKY_MOST = 32 };

/* Solves (A + damping diag(A)) x = b for symmetric A, size x size, row by row, of which the lower half is read; size 1..CHOLESKY_MOST, damping >= 0. A pivot that rounding
 * made 0 or less is lifted to 1e-12, so that a matrix that is only semidefinite gives finite numbers. x may be b. */
void cholesky_solve(const double *a, int size, double damping, const double *b, double *x);

#endif
