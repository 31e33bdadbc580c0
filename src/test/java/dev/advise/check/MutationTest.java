package dev.advise.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.report.check.CheckJson;
import dev.advise.report.check.CheckMarkdown;
import dev.advise.report.check.CheckReport;
import dev.advise.report.check.CheckText;
import dev.advise.report.check.GitHubAnnotations;
import dev.advise.report.check.GitLabCodeQuality;
import dev.advise.report.check.JUnit;
import dev.advise.report.check.Sarif;
import dev.advise.report.check.Tap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand spoilt repositories: each check ends with a code of its own and never with a trace.
 */
class MutationTest {

  private static final int MUTATIONS = 1_000;
  private static final long SEED = 6;

  /** What files of this kind are made of, and what others have tripped over. */
  private static final List<String> PIECES =
      List.of(
          "",
          "\n",
          "  ",
          "\t",
          ":",
          "- ",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "*",
          "&a ",
          "*a",
          "!!x ",
          "~",
          "null",
          "true",
          "-1",
          "1e999",
          "NaN",
          "9".repeat(40),
          "2026-02-30",
          "0000-00-00",
          "+999999999-12-31",
          "threads",
          "async",
          "processes",
          "ADV001",
          "ADV999",
          "../../etc/passwd",
          "\u0000",
          "\u001b[31m",
          "\u202e",
          "\ud83d\ude00",
          "]]>",
          "::error::x",
          "%0A",
          "<",
          "---\n",
          "decision:\n",
          "waive: [x]\n",
          "null\n",
          "{\"a\":".repeat(200),
          "[".repeat(500));

  @TempDir private Path folder;

  @Test
  void no_mutation_leads_to_anything_but_an_exit_code() throws IOException {
    Path root = Sample.copyTo(folder);
    // With it, every run would end with 2 before anything is spoilt.
    Files.delete(root.resolve("profiles/malformed.yaml"));
    List<List<Path>> kinds =
        List.of(
            filesIn(root.resolve("profiles")),
            filesIn(root.resolve("hosts")),
            filesIn(root.resolve("docs/adr")),
            List.of(root.resolve("advise-waivers.yaml")),
            List.of(root.resolve("advise-baseline.json")));
    Random random = new Random(SEED);
    int[] ended = new int[3];
    for (int i = 0; i < MUTATIONS; i++) {
      List<Path> files = kinds.get(random.nextInt(kinds.size()));
      Path file = files.get(random.nextInt(files.size()));
      byte[] before = Files.readAllBytes(file);
      byte[] after = mutate(before, random);
      Files.write(file, after);
      String which = "mutation " + i + " of " + root.relativize(file);
      CheckResult result = Sample.asking(root).check();
      assertTrue(result.exitCode() >= 0 && result.exitCode() <= 2, which);
      ended[result.exitCode()]++;
      for (CheckReport format : formats()) {
        assertTrue(
            format.tell(result).endsWith("\n") || format instanceof GitHubAnnotations, which);
      }
      Files.write(file, before);
    }
    assertTrue(ended[1] > MUTATIONS / 10, "some could be read: " + ended[1]);
    assertTrue(ended[2] > MUTATIONS / 10, "some could not: " + ended[2]);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private static List<CheckReport> formats() {
    return List.of(
        new CheckText(CheckText.Detail.VERBOSE),
        new CheckJson(),
        new Sarif(Catalogue.shipped(), "0", true),
        new JUnit("0"),
        new GitHubAnnotations(),
        new GitLabCodeQuality(),
        new CheckMarkdown(),
        new Tap());
  }

  private static byte[] mutate(byte[] bytes, Random random) throws IOException {
    ByteArrayOutputStream mutated = new ByteArrayOutputStream();
    int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + random.nextInt(12));
    mutated.write(bytes, 0, from);
    switch (random.nextInt(4)) {
      case 0 -> mutated.write(random.nextInt(256));
      case 1 -> mutated.write(bytes, from, to - from);
      default ->
          mutated.write(PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
    }
    boolean isCut = random.nextInt(8) == 0;
    if (!isCut) {
      mutated.write(bytes, to, bytes.length - to);
    }
    return mutated.toByteArray();
  }
}
