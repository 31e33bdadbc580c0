package dev.advise.probe;

import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.Reading;
import dev.advise.probe.driver.Digests;
import dev.advise.probe.driver.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What measurements depend on: while it stays the same they hold. The host's boot, kernel, cores
 * and limits; the runtime's executable; the driver's content.
 */
final class Fingerprint {

  /** Changes when the way of measuring changes, so that older measurements are not used. */
  private static final String WAY = "1";

  private static final List<HostFact> BINDING =
      List.of(
          HostFact.KERNEL,
          HostFact.ARCHITECTURE,
          HostFact.CORES_ONLINE,
          HostFact.CORES_AFFINITY,
          HostFact.CORES_QUOTA,
          HostFact.MEMORY_TOTAL,
          HostFact.MEMORY_LIMIT,
          HostFact.PIDS_LIMIT,
          HostFact.USER_TASKS_LIMIT,
          HostFact.DESCRIPTORS_LIMIT);

  private Fingerprint() {}

  /**
   * A name for it, fit for a file.
   *
   * @param version of the runtime, where the executable alone does not tell it
   */
  static String of(String boot, HostFacts facts, String runtime, Launch launch, String version)
      throws IOException {
    Path program = launch.program().toRealPath();
    List<String> parts = new ArrayList<>(List.of(WAY, boot, runtime, version));
    BINDING.forEach(
        fact ->
            parts.add(facts.reading(fact).<String>fold(String::valueOf, Reading.Unknown::detail)));
    Stream.of(
            launch.program(),
            program,
            Files.size(program),
            Files.getLastModifiedTime(program),
            launch.driverHash())
        .map(String::valueOf)
        .forEach(parts::add);
    return Digests.of(parts.toArray(String[]::new));
  }

  /** Whether the program is a script, which may start another program tomorrow than today. */
  static boolean isScript(Path program) {
    try (InputStream in = Files.newInputStream(program)) {
      return in.read() == '#' && in.read() == '!';
    } catch (IOException unreadable) {
      return false;
    }
  }
}
