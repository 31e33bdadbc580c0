package dev.advise.probe.jvm;

import java.util.Map;

/** Numbers of a request. */
final class Numbers {

  private Numbers() {}

  /** The number of that name, which is not negative. */
  static double of(Map<?, ?> request, String key, double otherwise) {
    Object value = request.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Double number && number >= 0) {
      return number;
    }
    throw new IllegalArgumentException(key + " is not a positive number");
  }

  /** The number of that name as a count, at least 1. */
  static int count(Map<?, ?> request, String key) {
    return (int) Math.max(1, of(request, key, 1));
  }
}
