package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.advise.facts.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Practice on a real terminal, which the script command of util-linux opens. */
@EnabledOnOs(OS.LINUX)
class TerminalDialogueTest {

  private static final Path SCRIPT = Path.of("/usr/bin/script");

  /** What a line editor sends to draw its line; no colour is among it. */
  private static final Pattern DRAWING = Pattern.compile("\u001b(?:\\[[0-9;?]*[A-Za-ln-z]|[=>])");

  /** Longer than any step takes, so that a hang ends. */
  private static final int PATIENCE = 60;

  @TempDir private Path home;

  private Process process;
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final StringBuilder all = new StringBuilder();
  private final StringBuilder ahead = new StringBuilder();

  /** Practice in a terminal of sixty columns that TERM calls so. */
  private void practise(String term) throws IOException {
    practise(term, "012", "");
  }

  /** The same with streams that the launcher calls terminals, and more words for the shell. */
  private void practise(String term, String terminals, String more) throws IOException {
    assumeTrue(Files.isExecutable(SCRIPT), "there is no script command here");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // As the jar's manifest says it.
    String access = Runtime.version().feature() >= 24 ? "--enable-native-access=ALL-UNNAMED" : "";
    String command =
        ("stty cols 60 && exec '%s' %s -XX:TieredStopAtLevel=1 -Dadvise.terminals=%s -cp '%s' %s"
                + " practice --probe off --lang zh %s")
            .formatted(
                java,
                access,
                terminals,
                System.getProperty("java.class.path"),
                Main.class.getName(),
                more);
    ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "-qfc", command, "/dev/null");
    builder.redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
    builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
    if (!term.equals("dumb")) {
      builder.environment().put("NO_COLOR", "1");
    }
    builder.environment().put("TERM", term);
    builder.environment().put("LC_ALL", "C.UTF-8"); // as the launcher says where there is no locale
    process = builder.start();
    Thread ear = new Thread(() -> listen(process.getInputStream()));
    ear.setDaemon(true);
    ear.start();
  }

  private void listen(InputStream in) {
    byte[] bytes = new byte[8192];
    try {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        heard.add(new String(bytes, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // the terminal was closed
    }
  }

  @AfterEach
  void nobody_stays() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /**
   * Waits until the terminal has shown this; what it showed until then. What comes in one piece
   * with it is left for the next wait.
   */
  private String until(String words) throws InterruptedException {
    String wanted = new String(words.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    while (ahead.indexOf(wanted) < 0) {
      String more = heard.poll(PATIENCE, TimeUnit.SECONDS);
      assertTrue(more != null, "no " + words + " came after: " + utf8(all));
      ahead.append(more);
      all.append(more);
    }
    int end = ahead.indexOf(wanted) + wanted.length();
    StringBuilder said = new StringBuilder(ahead.substring(0, end));
    ahead.delete(0, end);
    return utf8(said);
  }

  private static String utf8(StringBuilder bytes) {
    return new String(
        bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(home.resolve("data/advise/practice/log.jsonl"));
  }

  @Test
  void a_sheet_that_goes_to_a_file_leaves_the_keys_and_the_width_to_the_terminal()
      throws Exception {
    Path sheet = home.resolve("sheet.md");
    practise("xterm", "02", "--mode mock --seed 1 > '" + sheet + "'");
    String asked = until("退出\r\n> ");
    String drawn = DRAWING.matcher(asked).replaceAll("");
    drawn.lines().forEach(line -> assertTrue(Printable.width(line) <= 60, line));
    type("s");
    until("> ");
    type("q");
    assertTrue(process.waitFor(PATIENCE, TimeUnit.SECONDS));
    assertTrue(Files.readString(sheet).startsWith("# 模拟面试"), Files.readString(sheet));
  }

  @Test
  void one_key_is_one_action_and_what_was_rated_survives_a_kill() throws Exception {
    practise("xterm");
    until("退出\r\n> ");
    type("h");
    until("提示 1");
    until("> ");
    type("s");
    until("第 1 题（经验");
    until("> ");
    type("u");
    until("回到刚才跳过的题");
    until("> ");
    type("线程共享内存");
    until("线程共享内存");
    type("\r\r");
    until("建议评分");
    until("> ");
    type("?");
    until("论断 ");
    until("> ");
    type("3");
    until("第 2 题");
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
    assertEquals(1, log().size());
    assertTrue(log().get(0).contains("\"rating\":\"good\""), log().get(0));
    String drawn = DRAWING.matcher(utf8(all)).replaceAll("");
    assertFalse(drawn.contains("\u001b"), "NO_COLOR is set: " + drawn);
    drawn.lines().forEach(line -> assertTrue(Printable.width(line) <= 60, line));
  }

  @Test
  void a_dumb_terminal_is_met_as_a_pipe_is() throws Exception {
    practise("dumb");
    until("第 1 题");
    type("线程共享内存\n");
    until("建议评分");
    type("3\n");
    until("第 2 题");
    type("q\n");
    until("完成");
    assertEquals(1, log().size());
    assertFalse(utf8(all).contains("\u001b"), utf8(all));
  }
}
