package dev.advise.profile;

import dev.advise.facts.Kind;
import dev.advise.facts.Level;
import dev.advise.facts.Sharing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The commented profile that {@code advise init} writes. */
public final class ProfileTemplate {

  private static final String RESOURCE = "template.yaml";

  private ProfileTemplate() {}

  /**
   * The five answers that make a profile.
   *
   * @param runtime one of the words of {@code platform.runtime}
   */
  public record Answers(
      Kind workload, Sharing dataSharing, Level isolation, Level faultTolerance, String runtime) {}

  /**
   * A profile with these answers, and every further field as a comment that says what it is for.
   *
   * @param schema where editors find the schema: a path relative to the profile, or an address
   */
  public static String text(Answers answers, String schema) {
    Map<String, String> blanks =
        Map.of(
            "schema", schema,
            "workload", answers.workload().word(),
            "data_sharing", answers.dataSharing().word(),
            "isolation", answers.isolation().word(),
            "fault_tolerance", answers.faultTolerance().word(),
            "runtime", answers.runtime());
    String text = resource();
    for (Map.Entry<String, String> blank : blanks.entrySet()) {
      text = text.replace("{{" + blank.getKey() + "}}", blank.getValue());
    }
    return text;
  }

  private static String resource() {
    try (InputStream in = ProfileTemplate.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
