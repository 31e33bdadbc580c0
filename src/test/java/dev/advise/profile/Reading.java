package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads texts for tests. */
final class Reading {

  static final String FILE = "test.yaml";

  private Reading() {}

  static ProfileResult of(String yaml) {
    return ProfileReader.read(FILE, yaml.getBytes(StandardCharsets.UTF_8));
  }

  static ProfileResult.Accepted accepted(String yaml) {
    ProfileResult result = of(yaml);
    if (result instanceof ProfileResult.Refused refused) {
      fail(text(refused.problems()));
    }
    return (ProfileResult.Accepted) result;
  }

  static List<Problem> problems(String yaml) {
    return problems(of(yaml));
  }

  static List<Problem> problems(ProfileResult result) {
    if (result instanceof ProfileResult.Accepted) {
      fail("was accepted");
    }
    return ((ProfileResult.Refused) result).problems();
  }

  /** The only problem of a text. */
  static Problem problem(String yaml) {
    List<Problem> problems = problems(yaml);
    if (problems.size() != 1) {
      fail(text(problems));
    }
    return problems.get(0);
  }

  static String text(List<Problem> problems) {
    return String.join("\n", problems.stream().map(Problem::text).toList());
  }
}
