package dev.advise.probe.rehearsal;

import dev.advise.facts.Mix;
import dev.advise.facts.Profile;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.Topology;
import dev.advise.laws.OrderStatistics;
import dev.advise.laws.PooledSpread;
import dev.advise.probe.Progress;
import dev.advise.probe.driver.Batch;
import dev.advise.probe.driver.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Runs a mix in miniature under each candidate, round after round in shuffled order, so that what
 * disturbs the host hits all alike; whoever falls hopelessly behind is left out of the later
 * rounds, and those who tie get the remaining time (successive halving).
 *
 * @see "Jamieson and Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter
 *     Optimization (2016)"
 */
final class Rehearser {

  /** Windows after which an interval holds with 95 %, and one more of each tells nothing new. */
  private static final int ENOUGH_WINDOWS = 2 * OrderStatistics.FEWEST_FOR_95_PERCENT;

  private static final double LONGEST_WINDOW = 0.4;
  private static final double SHORTEST_WINDOW = 0.06;

  /** Of a window, this part goes before it to warm up, at least. */
  private static final double WARM_UP = 0.3;

  /** Where workers share cores, a task takes long: so many of those times go before a window. */
  private static final double TASKS_TO_WARM_UP = 1.2;

  /** But never more than this part of the time that each candidate has. */
  private static final double MOST_OF_THE_TIME = 0.25;

  /** What starting and ending the workers of one window takes, before it is known. */
  private static final double SET_UP_SECONDS = 0.06;

  private static final double CALIBRATION_SECONDS = 0.05;

  /** More workers than this are not started on somebody else's host for a rehearsal. */
  private static final int MOST_PROCESSES = 64;

  /** A comparison takes two. */
  private static final int FEWEST_FINALISTS = 2;

  /**
   * Whose best window is below this share of the best rate, by the number of rounds gone, is
   * hopeless. A neighbour on the host can halve a window and more, so one alone is not held against
   * a candidate unless it lies far behind.
   */
  private static final double[] HOPELESS_BELOW = {0.25, 0.6, 0.75, 0.75, 0.85};

  private final Stage stage;
  private final Batch.Bounds room;
  private final Random order;

  /**
   * @param room what of the host may be used
   */
  Rehearser(Stage stage, Batch.Bounds room, long seed) {
    this.stage = stage;
    this.room = room;
    this.order = new Random(seed);
  }

  /** The rehearsal, as far as it gets by the deadline. */
  Rehearsal rehearse(
      Profile profile, List<Rehearsal.Part> parts, Deadline deadline, Progress progress) {
    double seconds = seconds(deadline.remaining());
    double window = window(seconds, parts.size());
    Miniature miniature = Miniature.of(Mix.of(profile), window, room.bytes());
    List<Contestant> contestants =
        parts.stream().map(part -> new Contestant(part, miniature)).toList();
    Reading<Work> work = calibrated(profile, miniature, deadline);
    if (work instanceof Reading.Unknown<Work> why) {
      contestants.forEach(c -> c.failed(Reading.unknown(why.reason(), why.detail())));
    }
    work.toOptional()
        .ifPresent(
            known -> {
              double each = MOST_OF_THE_TIME * seconds / Math.max(1, parts.size());
              Play play = new Play(profile, miniature, known, window, each, deadline);
              rounds(play, new ArrayList<>(contestants), seconds, progress);
            });
    PooledSpread spread = PooledSpread.within(contestants.stream().map(Contestant::rates).toList());
    Map<Rehearsal.Part, Reading<Rehearsal.Run>> runs = new LinkedHashMap<>();
    contestants.forEach(c -> runs.put(c.part(), c.outcome(spread)));
    return new Rehearsal(Optional.of(profile), runs, miniature.scaled());
  }

  /** How long a window may be for a few to get six each, or for all of many to get one or two. */
  private static double window(double seconds, int parts) {
    int enough = OrderStatistics.FEWEST_FOR_95_PERCENT;
    double windows = Math.min(enough * parts, parts + 4 * (enough - 1));
    double each = seconds / windows - SET_UP_SECONDS;
    return Math.max(SHORTEST_WINDOW, Math.min(LONGEST_WINDOW, each / (1 + WARM_UP)));
  }

  private void rounds(Play play, List<Contestant> contestants, double seconds, Progress progress) {
    for (int round = 0; round < ENOUGH_WINDOWS && contestants.size() > 0; round++) {
      Collections.shuffle(contestants, order);
      if (round == 0) { // whose processes are dear to start is not to take the others' time
        contestants.sort(Comparator.comparing(c -> c.part().topology().processes()));
      }
      boolean timeIsOver = true;
      for (Contestant contestant : List.copyOf(contestants)) {
        progress.step("rehearsing", 1 - seconds(play.deadline.remaining()) / seconds);
        if (play.hasTimeFor(contestant)) {
          play.one(contestant, round);
          timeIsOver = false;
        }
      }
      if (timeIsOver) {
        return;
      }
      contestants.removeIf(Contestant::isOut);
      double best = contestants.stream().mapToDouble(Contestant::rate).max().orElse(0);
      double least = best * HOPELESS_BELOW[Math.min(round, HOPELESS_BELOW.length - 1)];
      contestants.removeIf(contestant -> contestant.bestRate() < least);
      play.keepAffordable(contestants);
    }
  }

  /** Steps of arithmetic that make up a task's computing, in the interpreter and beside it. */
  private record Work(long steps, long nativeSteps) {}

  private Reading<Work> calibrated(Profile profile, Miniature miniature, Deadline deadline) {
    double nativeShare = profile.workload().nativeFraction();
    Reading<Map<String, Object>> said =
        stage.ask(
            Map.of("do", "calibrate", "seconds", CALIBRATION_SECONDS),
            deadline.within(Duration.ofSeconds(2)));
    return said.fold(
        told -> {
          double pace = number(told.get("steps_per_s"));
          double nativePace = Math.max(number(told.get("native_steps_per_s")), 0);
          if (!(pace > 0)) {
            return Reading.unknown(Reason.FAILED, "its driver could not be calibrated");
          }
          double aside = nativePace > 0 ? nativeShare : 0;
          return Reading.known(
              new Work(
                  Math.round(miniature.cpuPerTask() * (1 - aside) * pace),
                  Math.round(miniature.cpuPerTask() * aside * nativePace)));
        },
        why -> Reading.unknown(why.reason(), why.detail()));
  }

  /** One mix, ready to be run under any candidate. */
  private final class Play {

    private final Profile profile;
    private final Miniature miniature;
    private final Work work;
    private final double window;
    private final double longestWarmUp;
    private final Deadline deadline;
    private final Map<Rehearsal.Part, Double> took = new LinkedHashMap<>();

    Play(
        Profile profile,
        Miniature miniature,
        Work work,
        double window,
        double longestWarmUp,
        Deadline deadline) {
      this.profile = profile;
      this.miniature = miniature;
      this.work = work;
      this.window = window;
      this.longestWarmUp = longestWarmUp;
      this.deadline = deadline;
    }

    boolean hasTimeFor(Contestant contestant) {
      double warmUp = warmUp(miniature.of(contestant.part().topology()));
      double needed = took.getOrDefault(contestant.part(), warmUp + window + 2 * SET_UP_SECONDS);
      return seconds(deadline.remaining()) > needed;
    }

    /** Where there is no time for another round of all, the slowest are left out of it. */
    void keepAffordable(List<Contestant> contestants) {
      contestants.sort(Comparator.comparing(c -> -c.rate()));
      double left = seconds(deadline.remaining());
      for (int kept = 0; kept < contestants.size(); kept++) {
        left -= took.getOrDefault(contestants.get(kept).part(), 0.0);
        if (left < 0 && kept >= FEWEST_FINALISTS) {
          contestants.subList(kept, contestants.size()).clear();
        }
      }
    }

    private double warmUp(Topology topology) {
      double sharing = (double) topology.threads() / room.processors().size();
      double task = miniature.waitPerTask() + miniature.cpuPerTask() * Math.max(1, sharing);
      return Math.max(window * WARM_UP, Math.min(longestWarmUp, TASKS_TO_WARM_UP * task));
    }

    void one(Contestant contestant, int round) {
      Topology topology = miniature.of(contestant.part().topology());
      if (topology.processes() + topology.offload() > MOST_PROCESSES
          || topology.threads() > room.tasks()) {
        contestant.failed(
            Reading.unknown(Reason.NOT_PERMITTED, "too many workers to start for a rehearsal"));
        return;
      }
      long began = deadline.clock().getAsLong();
      Reading<Map<String, Object>> said = stage.ask(request(contestant, topology, round), deadline);
      took.put(contestant.part(), (deadline.clock().getAsLong() - began) / 1e9);
      said.fold(
          told -> {
            Window.of(told)
                .ifPresentOrElse(
                    contestant::ran,
                    () ->
                        contestant.failed(
                            Reading.unknown(Reason.FAILED, "no task ended in its window")));
            return told;
          },
          why -> {
            contestant.failed(Reading.unknown(why.reason(), why.detail()));
            return Map.of();
          });
    }

    private Map<String, Object> request(Contestant contestant, Topology topology, int round) {
      Map<String, Object> request = new LinkedHashMap<>();
      request.put("do", "rehearse");
      request.put("model", contestant.part().model().word());
      request.put("arrangement", topology.arrangement().word());
      request.put("processes", topology.processes());
      request.put("threads", topology.threadsPerProcess());
      request.put("tasks", topology.tasksPerThread());
      request.put("offload", topology.offload());
      request.put("steps", work.steps());
      request.put("native_steps", work.nativeSteps());
      request.put("wait_s", miniature.waitPerTask());
      request.put("blocking", profile.workload().blockingIo());
      request.put("message_bytes", miniature.messageBytes());
      request.put("shared_bytes", miniature.sharedBytes());
      request.put("pattern", profile.dataSharing().pattern().word());
      request.put("concurrency", miniature.concurrency());
      request.put("warmup_s", warmUp(topology));
      request.put("window_s", window);
      request.put("seed", round + 1);
      request.put("max_tasks", room.tasks());
      request.put("max_bytes", room.bytes());
      request.put("deadline_s", seconds(deadline.remaining()));
      return request;
    }
  }

  private static double number(Object value) {
    return value instanceof Number n && Double.isFinite(n.doubleValue()) ? n.doubleValue() : 0;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
