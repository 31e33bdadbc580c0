package dev.advise.profile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A file's bytes as text, or why they are none. Only UTF-8 is read; a byte-order mark is skipped.
 */
record Decoded(SourceText source, Optional<Problem> problem) {

  private static final String NEEDED =
      "text saved as UTF-8; in double quotes a control character is written as an escape, \\x1b";

  static Decoded of(String file, byte[] bytes) {
    if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) {
      return refused(file, "this is UTF-32 text", "the same text saved as UTF-8");
    }
    if (startsWith(bytes, 0xfe, 0xff) || startsWith(bytes, 0xff, 0xfe)) {
      return refused(file, "this is UTF-16 text", "the same text saved as UTF-8");
    }
    int from = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CharBuffer out = CharBuffer.allocate(bytes.length - from);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    String readable = out.flip().toString();
    SourceText source = new SourceText(file, readable);
    for (int i = 0; i < source.length(); i++) {
      int c = source.codePoint(i);
      if (!StreamReader.isPrintable(c)) {
        return new Decoded(source, Optional.of(source.problem(new Span(i, i + 1), raw(c), NEEDED)));
      }
    }
    if (result.isError()) {
      Span end = new Span(source.length(), source.length() + 1);
      String message =
          "the byte 0x%02x is not UTF-8".formatted(Byte.toUnsignedInt(bytes[in.position()]));
      return new Decoded(source, Optional.of(source.problem(end, message, "text saved as UTF-8")));
    }
    return new Decoded(source, Optional.empty());
  }

  private static String raw(int c) {
    return c == 0
        ? "a NUL stands here, so this is a binary file or UTF-16 text"
        : "the control character U+%04X stands here raw".formatted(c);
  }

  private static Decoded refused(String file, String message, String expected) {
    return new Decoded(
        new SourceText(file, ""), Optional.of(Problem.ofFile(file, message, expected)));
  }

  private static boolean startsWith(byte[] bytes, int... first) {
    if (bytes.length < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if (Byte.toUnsignedInt(bytes[i]) != first[i]) {
        return false;
      }
    }
    return true;
  }
}
