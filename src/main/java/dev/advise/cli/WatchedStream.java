package dev.advise.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A stream that remembers that it could not be written, since a {@code PrintWriter} forgets why.
 */
final class WatchedStream extends FilterOutputStream {

  private IOException failure;

  WatchedStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** What went wrong, if anything did. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }
}
