package dev.advise.probe.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The end of what a program says on its standard error, which is read so that it never blocks. */
final class LastWords {

  private static final int KEPT = 4096;
  private static final long FOR_THE_REST_MS = 200;

  private final InputStream in;
  private final Thread reader = new Thread(this::read, "advise-driver-errors");
  private byte[] kept = new byte[0];

  private LastWords(InputStream in) {
    this.in = in;
  }

  static LastWords of(InputStream in) {
    LastWords words = new LastWords(in);
    words.reader.setDaemon(true);
    words.reader.start();
    return words;
  }

  /** The last line that is not blank, once the program has ended; empty if it said nothing. */
  String lastLine() {
    try {
      reader.join(FOR_THE_REST_MS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    return text().lines().filter(line -> !line.isBlank()).reduce("", (first, last) -> last);
  }

  synchronized String text() {
    return new String(kept, StandardCharsets.UTF_8);
  }

  private void read() {
    byte[] part = new byte[KEPT];
    try {
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        keep(part, n);
      }
    } catch (IOException closed) {
      // What was said before is kept.
    }
  }

  private synchronized void keep(byte[] part, int n) {
    byte[] all = Arrays.copyOf(kept, kept.length + n);
    System.arraycopy(part, 0, all, kept.length, n);
    kept = all.length > KEPT ? Arrays.copyOfRange(all, all.length - KEPT, all.length) : all;
  }
}
