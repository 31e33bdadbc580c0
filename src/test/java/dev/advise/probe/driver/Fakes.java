package dev.advise.probe.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Fake drivers, and a look at the real process table for what they have left behind. */
public final class Fakes {

  private static final String VARIABLE = "ADVISE_TEST";

  private final String mark = UUID.randomUUID().toString();
  private final Map<String, String> environment = new HashMap<>(System.getenv());

  public Fakes(Path temporary) {
    environment.put(VARIABLE, mark);
    environment.put("TMPDIR", temporary.toString());
    environment.put("HOME", temporary.resolve("home").toString());
    environment.put("XDG_CACHE_HOME", temporary.resolve("cache").toString());
    environment.put("JAVA_TOOL_OPTIONS", "-Dunwanted=true");
  }

  public Map<String, String> environment() {
    return environment;
  }

  /** The script of the fake driver. */
  public static Path script() {
    try {
      return Path.of(Fakes.class.getResource("/drivers/fake.sh").toURI());
    } catch (URISyntaxException odd) {
      throw new IllegalStateException(odd);
    }
  }

  public static Launch launch(String way) {
    return new Launch(List.of("/bin/sh", script().toString(), way), Path.of("/bin/sh"), "fake");
  }

  /** Processes that were started with this environment and still are. */
  public List<String> left() {
    return Strays.bearing(VARIABLE + "=" + mark).stream()
        .map(process -> process.pid() + " " + process.info().commandLine().orElse("?"))
        .toList();
  }

  public void assertNoneLeft() {
    assertEquals(List.of(), left());
  }
}
