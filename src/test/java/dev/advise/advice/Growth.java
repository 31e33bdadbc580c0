package dev.advise.advice;

/** How many times larger something gets. */
record Growth(double factor) {

  long of(long bytes) {
    return (long) Math.min(1L << 39, bytes * factor);
  }
}
