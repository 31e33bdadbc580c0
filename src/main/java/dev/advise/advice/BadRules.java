package dev.advise.advice;

/** Rules that cannot be compiled; the message tells which, where and why. */
public final class BadRules extends Exception {

  private static final long serialVersionUID = 1L;

  BadRules(String message) {
    super(message);
  }
}
