package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Field;
import dev.advise.facts.Kind;
import dev.advise.facts.Level;
import dev.advise.facts.Profile;
import dev.advise.facts.Runtimes;
import dev.advise.facts.Sharing;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTemplateTest {

  private static final ProfileTemplate.Answers ANSWERS =
      new ProfileTemplate.Answers(
          Kind.MIXED, Sharing.READ_WRITE, Level.PREFERRED, Level.REQUIRED, "cpython");

  @Test
  void what_is_written_reads_back_for_all_answers() {
    for (Kind kind : Kind.values()) {
      for (Sharing sharing : Sharing.values()) {
        for (Level level : Level.values()) {
          for (String runtime : Runtimes.SHIPPED) {
            var answers = new ProfileTemplate.Answers(kind, sharing, level, level, runtime);
            ProfileResult.Accepted read = Reading.accepted(ProfileTemplate.text(answers, "x.json"));
            Profile profile = read.profile();
            assertEquals(List.of(), read.warnings());
            assertEquals(kind, profile.workload().kind());
            assertEquals(sharing, profile.dataSharing().pattern());
            assertEquals(level, profile.isolation().level());
            assertEquals(level, profile.faultTolerance().level());
            assertEquals(runtime, profile.platform().runtime());
          }
        }
      }
    }
  }

  @Test
  void it_begins_with_the_schema_and_has_no_blank_left() {
    String text = ProfileTemplate.text(ANSWERS, "../profile.schema.json");
    assertTrue(text.startsWith("# yaml-language-server: $schema=../profile.schema.json\n"));
    assertFalse(text.contains("{{"));
  }

  @Test
  void every_line_that_is_offered_as_a_comment_reads_once_the_mark_is_taken_away() {
    String all =
        ProfileTemplate.text(ANSWERS, "x.json")
            .replaceAll("(?m)^( *)# ((?: {2})?[a-z_]+:(?: .*)?)$", "$1$2")
            .replace("yaml-language-server:", "# yaml-language-server:");
    ProfileResult.Accepted read = Reading.accepted(all);
    assertEquals(List.of(), read.warnings());
    long offered = read.profile().written().values().size();
    assertTrue(offered >= 24, offered + " fields of " + Arrays.toString(Field.values()));
  }
}
