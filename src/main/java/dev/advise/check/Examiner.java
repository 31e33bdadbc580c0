package dev.advise.check;

import dev.advise.facts.Field;
import dev.advise.facts.Profile;
import dev.advise.profile.Problem;
import dev.advise.profile.ProfileResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at one profile at a time, knowing nothing of the others, so that several can be at once.
 */
final class Examiner {

  private final Catalogue catalogue;
  private final Counsel counsel;
  private final CheckRequest request;
  private final Optional<LiveHost> live;
  private final HostShelf hosts;
  private final WaiverShelf waivers;
  private final List<Check> checks;

  Examiner(
      Catalogue catalogue,
      Counsel counsel,
      CheckRequest request,
      Optional<LiveHost> live,
      Folder folder,
      WaiverShelf waivers) {
    this.catalogue = catalogue;
    this.counsel = counsel;
    this.request = request;
    this.live = live;
    this.hosts = new HostShelf(request.root(), request.host());
    this.waivers = waivers;
    this.checks =
        List.of(
            new ModelCheck(catalogue),
            new WorkersCheck(catalogue),
            new LimitsCheck(catalogue),
            new HostCheck(catalogue, request.mostHostDays()),
            new RecordCheck(catalogue, folder),
            new SpokenCheck(catalogue));
  }

  Examined examine(ReadProfile read) {
    SourceLines lines = SourceLines.of(read.bytes());
    return read.result() instanceof ProfileResult.Accepted accepted
        ? new One(read, lines, accepted).examined()
        : new Examined(
            Optional.empty(), Examination.NOTHING, WaiverList.NONE, refused(read, lines));
  }

  private List<Finding> refused(ReadProfile read, SourceLines lines) {
    return read.result() instanceof ProfileResult.Refused refused
        ? refused.problems().stream().map(problem -> unreadable(read, lines, problem)).toList()
        : List.of();
  }

  private Finding unreadable(ReadProfile read, SourceLines lines, Problem problem) {
    return Unreadable.of(
        catalogue,
        new BadInput(
            lines.place(read.file(), problem.position()), problem.message(), problem.expected()));
  }

  /** One profile that could be read. */
  private final class One {

    private final ReadProfile read;
    private final SourceLines lines;
    private final ProfileResult.Accepted accepted;
    private final Profile profile;
    private final List<Finding> unreadable = new ArrayList<>();

    One(ReadProfile read, SourceLines lines, ProfileResult.Accepted accepted) {
      this.read = read;
      this.lines = lines;
      this.accepted = accepted;
      this.profile = accepted.profile();
    }

    Examined examined() {
      HostEvidence host = host();
      Subject subject =
          new Subject(
              read.file(),
              profile,
              accepted.positions(),
              lines,
              host,
              counsel.advise(profile, host.report()),
              request.today());
      Examination examination =
          checks.stream()
              .map(check -> check.examine(subject))
              .reduce(warnings(subject), Examination::and);
      return new Examined(Optional.of(subject), examination, waived(), unreadable);
    }

    private Examination warnings(Subject subject) {
      FindingKind kind = catalogue.named("lines-disagree");
      return Examination.of(
          kind,
          accepted.warnings().stream()
              .map(
                  w ->
                      kind.found(
                          subject.service(),
                          lines.place(subject.file(), w.position()),
                          pointer(w),
                          Map.of("what", w.message())))
              .toList());
    }

    /** The field that the warning is about, since its message speaks of lines. */
    private String pointer(Problem warning) {
      return accepted.positions().entrySet().stream()
          .filter(e -> e.getValue().equals(warning.position()))
          .map(e -> Subject.pointer(e.getKey()))
          .findFirst()
          .orElse("/");
    }

    private HostEvidence host() {
      if (live.isPresent()) {
        return new HostEvidence.Here(live.get().reportFor(profile));
      }
      try {
        Place named =
            accepted.positions().containsKey(Field.HOST)
                ? lines.place(read.file(), accepted.positions().get(Field.HOST))
                : Place.of(read.file());
        return hosts.evidence(profile, named);
      } catch (BadInput bad) {
        unreadable.add(Unreadable.of(catalogue, bad));
        return new HostEvidence.Unnamed();
      }
    }

    private WaiverList waived() {
      try {
        return waivers.of(read, profile.name());
      } catch (BadInput bad) {
        unreadable.add(Unreadable.of(catalogue, bad));
        return WaiverList.NONE;
      }
    }
  }
}
