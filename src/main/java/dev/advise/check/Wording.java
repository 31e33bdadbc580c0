package dev.advise.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** The phrases in findings that are none of the rules' own: data, so that a language is a file. */
final class Wording {

  private static final Properties PHRASES = shipped();

  private Wording() {}

  private static Properties shipped() {
    try (InputStream in = Wording.class.getResourceAsStream("phrases.properties")) {
      Properties phrases = new Properties();
      phrases.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return phrases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String of(String key) {
    return of(key, Map.of());
  }

  /** A phrase with its {gaps} filled. */
  static String of(String key, Map<String, String> gaps) {
    String phrase = PHRASES.getProperty(key);
    if (phrase == null) {
      throw new IllegalArgumentException("no phrase for " + key);
    }
    return Gaps.fill(phrase, gaps);
  }
}
