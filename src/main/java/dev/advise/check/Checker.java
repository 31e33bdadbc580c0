package dev.advise.check;

import dev.advise.facts.Profile;
import dev.advise.profile.ProfileResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the declared decisions of many profiles against the rules. */
public final class Checker {

  private final Catalogue catalogue;
  private final Counsel counsel;
  private final Turns turns;

  /** A checker that takes its advice from there, for one profile after the other. */
  public Checker(Catalogue catalogue, Counsel counsel) {
    this(catalogue, counsel, Turns.ONE_BY_ONE);
  }

  /**
   * A checker that takes its advice from there.
   *
   * @param turns how the profiles are shared out; the outcome does not depend on it
   */
  public Checker(Catalogue catalogue, Counsel counsel, Turns turns) {
    this.catalogue = catalogue;
    this.counsel = counsel;
    this.turns = turns;
  }

  /**
   * Checks everything that is asked for; whatever is wrong with the input is in the result.
   *
   * @param stdin the bytes of standard input, where it is among the paths
   */
  public CheckResult check(CheckRequest request, byte[] stdin) {
    return new Run(request, stdin).result(Optional.empty(), turns);
  }

  /**
   * The same, with this host measured instead of reports read, and nothing else going on meanwhile.
   *
   * @param live measures for a profile, and is told of all of them first
   */
  public CheckResult checkLive(CheckRequest request, byte[] stdin, LiveHost live) {
    return new Run(request, stdin).result(Optional.of(live), Turns.ONE_BY_ONE);
  }

  /** One check; it lives as long as the call, and keeps of each profile what is told of it only. */
  private final class Run {

    private final CheckRequest request;
    private final byte[] stdin;
    private final Folder folder;
    private final List<Finding> unreadable = new ArrayList<>();
    private final List<Finding> found = new ArrayList<>();
    private final List<ServiceResult> services = new ArrayList<>();
    private final List<WaiverList> waivers = new ArrayList<>();
    private final NameCheck names = new NameCheck(catalogue);
    private final MeasuredCheck measured;
    private Approvals approvals = Approvals.NONE;
    private boolean isWhole;

    Run(CheckRequest request, byte[] stdin) {
      this.request = request;
      this.stdin = stdin;
      this.folder = new Folder(request.root());
      this.measured = new MeasuredCheck(catalogue, request.allowUnmeasured());
    }

    CheckResult result(Optional<LiveHost> live, Turns shared) {
      ProfileShelf profiles = new ProfileShelf(folder, request, stdin);
      List<Supplier<ReadProfile>> unread = profiles.unread();
      live.ifPresent(host -> host.expect(accepted(unread)));
      attempt(() -> approvals = Approvals.of(folder, request));
      WaiverShelf waiverShelf =
          new WaiverShelf(folder, request, approvals, new WaiverReader(catalogue, request.today()));
      attempt(() -> waivers.add(waiverShelf.ofTheFile()));
      isWhole = profiles.isWhole();
      Examiner examiner = new Examiner(catalogue, counsel, request, live, folder, waiverShelf);
      shared.each(unread, profile -> examiner.examine(profile.get()), this::take);
      measured.found().ifPresent(found::add);
      return new CheckResult(
          request.today(), request.failOn(), services, settle(), isWhole, request.allowEmpty());
    }

    private static List<Profile> accepted(List<Supplier<ReadProfile>> unread) {
      return unread.stream()
          .map(Supplier::get)
          .flatMap(
              read ->
                  read.result() instanceof ProfileResult.Accepted accepted
                      ? Stream.of(accepted.profile())
                      : Stream.empty())
          .toList();
    }

    private void take(Examined examined) {
      unreadable.addAll(examined.unreadable());
      waivers.add(examined.waivers());
      examined
          .subject()
          .ifPresentOrElse(
              subject -> keep(subject, examined.examination().and(names.examine(subject))),
              () -> isWhole = false);
    }

    private void keep(Subject subject, Examination examination) {
      found.addAll(examination.found());
      measured.meet(subject);
      services.add(Services.of(subject, examination.asked()));
    }

    /** Waivers first, for they are decisions; then the baseline, which is debt. */
    private List<Outcome> settle() {
      Set<String> checked =
          services.stream().map(ServiceResult::service).collect(Collectors.toSet());
      List<Outcome> outcomes = new ArrayList<>();
      unreadable.stream().distinct().map(Outcome::open).forEach(outcomes::add);
      outcomes.addAll(
          new WaiverDesk(catalogue, request.today())
              .settle(found, WaiverList.all(waivers), name -> isWhole || checked.contains(name)));
      request
          .baseline()
          .ifPresent(
              name ->
                  new BaselineShelf(catalogue, folder, approvals)
                      .apply(name, outcomes, isWhole, checked));
      return outcomes;
    }

    private void attempt(Attempt attempt) {
      try {
        attempt.run();
      } catch (BadInput bad) {
        unreadable.add(Unreadable.of(catalogue, bad));
      }
    }
  }

  /** Something that may turn out to rest on bad input. */
  private interface Attempt {
    void run() throws BadInput;
  }
}
