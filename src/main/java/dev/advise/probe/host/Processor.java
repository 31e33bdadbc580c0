package dev.advise.probe.host;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The first processor of /proc/cpuinfo: they are taken to be alike. */
final class Processor {

  private final HostFiles files;

  Processor(HostFiles files) {
    this.files = files;
  }

  Reading<String> model() {
    return Readings.then(
        files.read("/proc/cpuinfo"),
        text ->
            Readings.orUnknown(
                field(text, "model name"),
                Reason.NO_SUCH_CONCEPT,
                "this processor does not tell its name"));
  }

  /** Its features as the kernel calls them. */
  Reading<List<String>> flags() {
    return Readings.then(
        files.read("/proc/cpuinfo"),
        text ->
            Readings.orUnknown(
                field(text, "flags")
                    .or(() -> field(text, "Features"))
                    .map(line -> Arrays.asList(line.split("\\s+"))),
                Reason.NO_SUCH_CONCEPT,
                "this processor does not tell its features"));
  }

  /** Whether it tags translations by address space: on x86 by PCID, on 64-bit Arm always. */
  Reading<Boolean> tagsAddressSpaces(String architecture) {
    if (architecture.equals("aarch64")) {
      return Reading.known(true);
    }
    return Readings.then(
        flags(),
        flags ->
            flags.contains("fpu")
                ? Reading.known(flags.contains("pcid"))
                : Reading.unknown(Reason.NO_SUCH_CONCEPT, "this processor does not tell"));
  }

  private static Optional<String> field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
        .map(parts -> parts[1].strip())
        .findFirst();
  }
}
