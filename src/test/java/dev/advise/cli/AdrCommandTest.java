package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.check.Sample;
import dev.advise.cli.Session.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code advise adr}, and what {@code advise check} makes of the record. */
class AdrCommandTest {

  private static final String HEAD =
      "workload: cpu-bound\nplatform: {os: linux, runtime: cpython, cores: 4}\n";

  @TempDir private Path folder;

  private Path profile;

  @BeforeEach
  void profile() throws IOException {
    profile =
        Files.writeString(
            folder.resolve("pay.yaml"),
            HEAD
                + "decision: {model: processes, processes: 8, review_by: 2027-03-01,"
                + " because: the codec may crash}\n");
  }

  private Outcome adr(Object... more) {
    String[] words = new String[3 + more.length];
    words[0] = "adr";
    words[1] = "--now=2026-11-22";
    for (int i = 0; i < more.length; i++) {
      words[2 + i] = more[i].toString();
    }
    words[words.length - 1] = profile.toString();
    return new Session(folder).run(words);
  }

  @Test
  void a_record_tells_what_the_team_decided_and_why() {
    Outcome outcome = adr();
    assertEquals(0, outcome.code(), outcome.err());
    String record = outcome.out();
    assertTrue(record.startsWith("---\nstatus: accepted\ndate: 2026-11-22\nmodel: processes\n"));
    assertTrue(record.contains("Chosen option: \"processes\", because the codec may crash."));
    assertTrue(record.contains("* declared are processes: 8\n"), record);
    assertTrue(record.contains("To be reviewed by 2027-03-01."), record);
    assertTrue(record.contains("judged by the textbook\n"), record);
  }

  @Test
  void without_a_reason_the_lead_over_the_next_best_is_one() throws IOException {
    Files.writeString(profile, HEAD);
    String record = adr().out();
    assertTrue(record.startsWith("---\nstatus: proposed\n"), record);
    assertTrue(
        record.contains("Chosen option: \"processes\", because it comes out 1.98 points ahead of"),
        record);
  }

  @Test
  void a_host_report_judges_and_one_that_is_none_is_refused_at_its_place() throws IOException {
    String report = "src/test/resources/check/sample/hosts/prod-batch.json";
    assertTrue(adr("--host", report).out().contains("judged by " + report + ", measured at 2026"));
    Path bad = Files.writeString(folder.resolve("bad.json"), "{\"schema\": 1}");
    Outcome outcome = adr("--host", bad);
    assertEquals(2, outcome.code());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().contains("bad.json:1:"), outcome.err());
    assertFalse(outcome.err().contains("Exception"), outcome.err());
  }

  @Test
  void the_check_reads_the_record_and_sees_it_contradicted() throws Exception {
    Path sample = Sample.copyTo(Files.createDirectory(folder.resolve("sample")));
    Path agrees = sample.resolve("profiles/agrees.yaml");
    profile = agrees;
    Files.writeString(sample.resolve("docs/adr/0001-agrees.md"), adr().out());
    assertFalse(check(sample).contains("ADV04"));
    String record = Files.readString(sample.resolve("docs/adr/0001-agrees.md"));
    Files.writeString(
        sample.resolve("docs/adr/0001-agrees.md"),
        record.replace("model: processes", "model: async"));
    assertTrue(check(sample).contains("ADV043"));
  }

  /** Records are looked for below the folder that the program is started in. */
  private static String check(Path in) throws Exception {
    return OwnProcess.run(in, List.of(), "check", "--now=2026-11-22", "profiles/agrees.yaml").out();
  }
}
