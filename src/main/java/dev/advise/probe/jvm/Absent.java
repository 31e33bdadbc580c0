package dev.advise.probe.jvm;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** There is no number, for a reason that the protocol has a word for. */
final class Absent extends Exception {

  private static final long serialVersionUID = 1;
  private static final Pattern ERRNO = Pattern.compile("error[=:] ?(\\d+)");

  private final String reason;

  Absent(String reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  static Absent noSuchConcept(String detail) {
    return new Absent("no-such-concept", detail);
  }

  static Absent notPermitted(String detail) {
    return new Absent("not-permitted", detail);
  }

  static Absent failed(String detail) {
    return new Absent("failed", detail);
  }

  /** What a probe that threw this would have said, had it known. */
  static Absent from(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null && !(cause instanceof Absent)) {
      cause = cause.getCause();
    }
    if (cause instanceof Absent absent) {
      return absent;
    }
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof OutOfMemoryError) {
      return notPermitted((message.contains("thread") ? "EAGAIN: " : "ENOMEM: ") + message);
    }
    if (cause instanceof IOException) {
      Matcher errno = ERRNO.matcher(message);
      if (errno.find()) {
        return switch (Integer.parseInt(errno.group(1))) {
          case 2 -> new Absent("not-installed", message);
          case 1, 7, 11, 12, 13, 23, 24 -> notPermitted(message);
          default -> failed(message);
        };
      }
    }
    return failed(cause.getClass().getSimpleName() + ": " + message);
  }
}
