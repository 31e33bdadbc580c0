package dev.advise.facts;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Why the system would not read or write a file, in its own words. */
public final class SystemWords {

  private SystemWords() {}

  /** E.g. that no space is left on the device; the message of a failure that tells no reason. */
  public static String of(IOException failure) {
    return failure instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : String.valueOf(failure.getMessage());
  }
}
