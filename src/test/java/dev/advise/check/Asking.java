package dev.advise.check;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A request of a check, as the defaults have it but for what is said otherwise. */
final class Asking {

  private final Path root;
  private List<String> paths = List.of("profiles");
  private LocalDate today = Sample.TODAY;
  private String waivers = CheckRequest.WAIVERS;
  private Optional<String> waiversFrom = Optional.empty();
  private Optional<String> baseline = Optional.empty();
  private FailOn failOn = FailOn.ERROR;
  private boolean allowUnmeasured;

  Asking(Path root) {
    this.root = root;
  }

  Asking paths(String... names) {
    paths = List.of(names);
    return this;
  }

  Asking today(LocalDate day) {
    today = day;
    return this;
  }

  Asking waivers(String file) {
    waivers = file;
    return this;
  }

  Asking waiversFrom(String revision) {
    waiversFrom = Optional.of(revision);
    return this;
  }

  Asking baseline(String file) {
    baseline = Optional.of(file);
    return this;
  }

  Asking failOn(FailOn level) {
    failOn = level;
    return this;
  }

  Asking allowUnmeasured() {
    allowUnmeasured = true;
    return this;
  }

  CheckResult check() {
    return check(Sample.checker());
  }

  CheckResult check(Checker checker) {
    return checker.check(request(), new byte[0]);
  }

  CheckResult live(LiveHost host) {
    return Sample.checker().checkLive(request(), new byte[0], host);
  }

  private CheckRequest request() {
    return new CheckRequest(
        root,
        paths,
        List.of(),
        "-",
        today,
        Optional.empty(),
        waivers,
        waiversFrom,
        baseline,
        failOn,
        CheckRequest.HOST_DAYS,
        false,
        allowUnmeasured);
  }
}
