#!/bin/sh
# oracle.sh PROGRAM: 20,000 random histories of reviews, by the reference implementation of FSRS-6 and by ours.
node "$(dirname "$0")/oracle.mjs" 20000 20261123 | "$1"
