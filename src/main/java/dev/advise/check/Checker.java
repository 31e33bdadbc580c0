package dev.advise.check;

import dev.advise.facts.Field;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import dev.advise.profile.Problem;
import dev.advise.profile.ProfileResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds the declared decisions of many profiles against the rules. */
public final class Checker {

  private final Catalogue catalogue;
  private final Counsel counsel;

  /** A checker that takes its advice from there. */
  public Checker(Catalogue catalogue, Counsel counsel) {
    this.catalogue = catalogue;
    this.counsel = counsel;
  }

  /**
   * Checks everything that is asked for; whatever is wrong with the input is in the result.
   *
   * @param stdin the bytes of standard input, where it is among the paths
   */
  public CheckResult check(CheckRequest request, byte[] stdin) {
    return new Run(request, stdin, Optional.empty()).result();
  }

  /**
   * The same, with this host measured instead of reports read.
   *
   * @param live measures for a profile
   */
  public CheckResult checkLive(
      CheckRequest request, byte[] stdin, Function<Profile, HostReport> live) {
    return new Run(request, stdin, Optional.of(live)).result();
  }

  /** One check; it lives as long as the call. */
  private final class Run {

    private final CheckRequest request;
    private final byte[] stdin;
    private final Optional<Function<Profile, HostReport>> live;
    private final Folder folder;
    private final HostShelf shelf;
    private final List<Check> checks;
    private final List<Finding> unreadable = new ArrayList<>();
    private final List<Finding> found = new ArrayList<>();
    private final List<ServiceResult> services = new ArrayList<>();
    private final MeasuredCheck measured = new MeasuredCheck(catalogue);
    private WaiverList waivers = WaiverList.NONE;
    private Approvals approvals = Approvals.NONE;
    private boolean isWhole;

    Run(CheckRequest request, byte[] stdin, Optional<Function<Profile, HostReport>> live) {
      this.request = request;
      this.stdin = stdin;
      this.live = live;
      this.folder = new Folder(request.root());
      this.shelf = new HostShelf(request.root(), request.host());
      this.checks =
          List.of(
              new ModelCheck(catalogue),
              new WorkersCheck(catalogue),
              new LimitsCheck(catalogue),
              new HostCheck(catalogue, request.mostHostDays()),
              new RecordCheck(catalogue, folder),
              new NameCheck(catalogue),
              new SpokenCheck(catalogue));
    }

    CheckResult result() {
      attempt(() -> approvals = Approvals.of(folder, request));
      WaiverShelf waiverShelf =
          new WaiverShelf(folder, request, approvals, new WaiverReader(catalogue, request.today()));
      attempt(() -> waivers = waiverShelf.ofTheFile());
      ProfileShelf profiles = new ProfileShelf(folder, request, stdin);
      isWhole = profiles.isWhole();
      profiles.read(profile -> take(profile, waiverShelf));
      if (!request.allowUnmeasured()) {
        measured.find().ifPresent(found::add);
      }
      return new CheckResult(
          request.today(), request.failOn(), services, settle(), isWhole, request.allowEmpty());
    }

    /** One profile; nothing is kept of it but what it comes to. */
    private void take(ReadProfile profile, WaiverShelf waiverShelf) {
      if (profile.result() instanceof ProfileResult.Accepted accepted) {
        examine(profile, accepted);
        attempt(() -> waivers = waivers.and(waiverShelf.of(profile, accepted.profile().name())));
      } else if (profile.result() instanceof ProfileResult.Refused refused) {
        isWhole = false;
        refused.problems().forEach(problem -> refuse(profile, problem));
      }
    }

    private void examine(ReadProfile read, ProfileResult.Accepted accepted) {
      Profile profile = accepted.profile();
      SourceLines lines = SourceLines.of(read.bytes());
      HostEvidence host = host(profile, read, accepted, lines);
      Recommendation advice = counsel.advise(profile, host.report());
      Subject subject =
          new Subject(
              read.file(), profile, accepted.positions(), lines, host, advice, request.today());
      Examination examination =
          checks.stream()
              .map(check -> check.examine(subject))
              .reduce(warnings(subject, accepted), Examination::and);
      found.addAll(examination.found());
      measured.see(subject);
      services.add(Services.of(subject, examination.asked()));
    }

    private Examination warnings(Subject subject, ProfileResult.Accepted accepted) {
      FindingKind kind = catalogue.named("lines-disagree");
      return Examination.of(
          kind,
          accepted.warnings().stream()
              .map(
                  w ->
                      kind.found(
                          subject.service(),
                          subject.lines().place(subject.file(), w.position()),
                          pointer(accepted, w),
                          Map.of("what", w.message())))
              .toList());
    }

    /** The field that the warning is about, since its message speaks of lines. */
    private static String pointer(ProfileResult.Accepted accepted, Problem warning) {
      return accepted.positions().entrySet().stream()
          .filter(e -> e.getValue().equals(warning.position()))
          .map(e -> Subject.pointer(e.getKey()))
          .findFirst()
          .orElse("/");
    }

    private HostEvidence host(
        Profile profile, ReadProfile read, ProfileResult.Accepted accepted, SourceLines lines) {
      if (live.isPresent()) {
        return new HostEvidence.Found("this host", live.get().apply(profile));
      }
      try {
        Place named =
            accepted.positions().containsKey(Field.HOST)
                ? lines.place(read.file(), accepted.positions().get(Field.HOST))
                : Place.of(read.file());
        return shelf.evidence(profile, named);
      } catch (BadInput bad) {
        refuse(bad);
        return new HostEvidence.Unnamed();
      }
    }

    /** Waivers first, for they are decisions; then the baseline, which is debt. */
    private List<Outcome> settle() {
      Set<String> names = services.stream().map(ServiceResult::service).collect(Collectors.toSet());
      List<Outcome> outcomes = new ArrayList<>();
      unreadable.stream().distinct().map(Outcome::open).forEach(outcomes::add);
      outcomes.addAll(
          new WaiverDesk(catalogue, request.today())
              .settle(found, waivers, name -> isWhole || names.contains(name)));
      request
          .baseline()
          .ifPresent(
              name ->
                  new BaselineShelf(catalogue, folder, approvals)
                      .apply(name, outcomes, isWhole, names));
      return outcomes;
    }

    private void refuse(ReadProfile profile, Problem problem) {
      Place place = SourceLines.of(profile.bytes()).place(profile.file(), problem.position());
      refuse(new BadInput(place, problem.message(), problem.expected()));
    }

    private void refuse(BadInput bad) {
      unreadable.add(Unreadable.of(catalogue, bad));
    }

    private void attempt(Attempt attempt) {
      try {
        attempt.run();
      } catch (BadInput bad) {
        refuse(bad);
      }
    }
  }

  /** Something that may turn out to rest on bad input. */
  private interface Attempt {
    void run() throws BadInput;
  }
}
