package dev.advise.probe.driver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for content: the same bytes give the same name, others another. */
public final class Digests {

  private static final int CHARACTERS = 32;

  private Digests() {}

  /** 128 bits of SHA-256 over the parts, each set off from the next, in hexadecimal. */
  public static String of(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every Java platform has SHA-256", never);
    }
  }

  /** The same over texts. */
  public static String of(String... parts) {
    byte[][] bytes = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = parts[i].getBytes(StandardCharsets.UTF_8);
    }
    return of(bytes);
  }
}
