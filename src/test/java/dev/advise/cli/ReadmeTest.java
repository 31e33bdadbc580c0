package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.advise.report.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the README shows of {@code check} and {@code adr}, which measure nothing, is what they tell.
 * What it shows of measurements is another host's on another day, and is renewed by hand.
 */
class ReadmeTest {

  private static final Path README = Path.of("README.md");

  private static final Pattern SHOWN =
      Pattern.compile(
          "(?s)(<!-- output: ([^\n]*advise (?:check|adr) [^\n]*) -->\n```\\w*\n)(.*?)```\n");

  @Test
  void what_is_shown_of_check_and_adr_is_what_they_tell() throws IOException {
    String readme = Files.readString(README);
    Matcher shown = SHOWN.matcher(readme);
    assertEquals(2, SHOWN.matcher(readme).results().count(), "one of each");
    Golden.assertGolden(
        README,
        shown.replaceAll(
            block -> Matcher.quoteReplacement(block.group(1) + told(block) + "```\n")));
  }

  private static String told(MatchResult block) {
    String program =
        OwnProcess.command(List.of()).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    String script = "advise() { " + program + " \"$@\"; }\n" + block.group(2);
    try {
      return OwnProcess.of(Path.of("").toAbsolutePath(), List.of("sh", "-c", script)).out();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(block.group(2), e);
    }
  }
}
