package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.advise.facts.Reading;
import dev.advise.probe.driver.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The arithmetic of Node's drivers runs alike wherever it is called from, since V8 never inlines
 * it: where V8 did, within async functions, it ran at less than half its speed.
 */
class NodeArithmeticTest {

  @TempDir Path temporary;

  @Test
  void v8_finds_the_arithmetic_too_long_to_inline() throws Exception {
    assumeTrue(new Programs(System.getenv()).first(List.of("node")) instanceof Reading.Known);
    Path driver = Path.of(getClass().getResource("/drivers/probe.mjs").toURI());
    Path caller = temporary.resolve("caller.mjs");
    Files.writeString(
        caller,
        "import { arithmetic } from '%s';\narithmetic(1, 100);\n".formatted(driver.toUri()));

    long length =
        found(
            "Bytecode length: (\\d+)",
            said("--print-bytecode", "--print-bytecode-filter=arithmetic", caller.toString()));
    long inlined = found("--max-inlined-bytecode-size=(\\d+)", said("--v8-options"));

    assertTrue(length > inlined, length + " bytes, and V8 inlines up to " + inlined);
  }

  private static String said(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(List.of(arguments));
    Process node =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .start();
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    node.waitFor();
    return said;
  }

  private static long found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assumeTrue(matcher.find(), "this Node.js does not tell " + pattern);
    return Long.parseLong(matcher.group(1));
  }
}
