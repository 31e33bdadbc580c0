package dev.advise.probe.jvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The arrangements of child JVMs. Each child has a thread here that writes tasks to its standard
 * input and reads results from its standard output, which are pipes: what the JDK offers.
 */
final class InSeveralJvms {

  /** Messages up to this fit into a pipe, two of them, while their reader is busy. */
  private static final int PREFETCHED_BYTES = 16 * Bench.KIB;

  private InSeveralJvms() {}

  static void processPool(Rehearsal r) throws Exception {
    int ahead = r.task().messageBytes() <= PREFETCHED_BYTES ? RehearsalChild.AHEAD : 0;
    feed(r, RehearsalChild.Way.ONE_AT_A_TIME, 1, 1 + ahead);
  }

  static void processesWithThreads(Rehearsal r) throws Exception {
    int threads = r.shape().threads();
    feed(r, RehearsalChild.Way.SEVERAL_AT_A_TIME, threads, threads + RehearsalChild.AHEAD);
  }

  static void loopPerCore(Rehearsal r) throws Exception {
    if (r.shape().processes() > 1) {
      shareOut(r, r.crews().readyFor(RehearsalChild.Way.ONE_OF_THE_LOOPS, r));
    } else if (r.shape().threads() > 1) {
      InOneJvm.loopsInThreads(r);
    } else {
      InOneJvm.loop(r);
    }
  }

  /** Several loops share out the tasks in flight, as servers do that listen on one port. */
  private static void shareOut(Rehearsal r, List<Crews.Member> crew) throws Exception {
    r.start(0);
    for (Crews.Member member : crew) {
      try {
        r.window().part(member.number(), crew.size()).write(member.out());
      } catch (IOException e) {
        throw member.lost();
      }
    }
    r.window().watch();
    List<Counted> counted = new ArrayList<>();
    for (Crews.Member member : crew) {
      try {
        counted.add(Counted.read(member.in()));
      } catch (IOException e) {
        throw member.lost();
      }
    }
    r.window().sumUp(counted);
    r.tell();
  }

  /**
   * Keeps the tasks in flight going through a crew and back, so many at most handed to each member,
   * which computes so many at once.
   */
  private static void feed(Rehearsal r, RehearsalChild.Way way, int atOnce, int most)
      throws Exception {
    List<Crews.Member> crew = r.crews().readyFor(way, r);
    BlockingQueue<Long> queued = new LinkedBlockingQueue<>();
    CompletableFuture<Void> failure = new CompletableFuture<>();
    List<Feeder> feeders = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    CountDownLatch go = new CountDownLatch(1);
    int dealt = Math.min(r.window().inFlight(), most * crew.size());
    for (Crews.Member member : crew) {
      int first = dealt / crew.size() + (member.number() < dealt % crew.size() ? 1 : 0);
      Feeder feeder = new Feeder(r, member, queued, most);
      feeders.add(feeder);
      Thread thread =
          new Thread(
              () -> {
                try {
                  go.await();
                  feeder.feed(Math.min(atOnce, first), first);
                } catch (Exception | Error e) {
                  failure.completeExceptionally(e);
                }
              },
              "feeder " + member.number());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    r.start(0);
    for (int i = dealt; i < r.window().inFlight(); i++) {
      queued.add(System.nanoTime());
    }
    go.countDown();
    boolean whole = false;
    try {
      awaitClose(r.window(), failure);
      r.window().told(); // before threads end, whose time could not be read any more
      for (Feeder feeder : feeders) {
        feeder.close();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      failure.getNow(null);
      r.window().sumUp(feeders.stream().map(Feeder::counted).toList());
      r.tell();
      whole = true;
    } catch (CompletionException | ExecutionException e) {
      throw e.getCause() instanceof Absent absent ? absent : Absent.from(e);
    } finally {
      if (!whole) {
        r.crews().end();
        for (Thread thread : threads) {
          thread.join();
        }
      }
    }
  }

  private static void awaitClose(Window window, CompletableFuture<Void> failure)
      throws InterruptedException, ExecutionException {
    for (long left = window.nanosLeft(); left > 0; left = window.nanosLeft()) {
      try {
        failure.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException noFailure) {
        // it opens or closes
      }
    }
  }

  /** Feeds one child. A message begins with when its task was submitted and how long that waits. */
  private static final class Feeder {

    private final Rehearsal r;
    private final Crews.Member member;
    private final BlockingQueue<Long> queued;
    private final int most;
    private final byte[] message;
    private int underWay;
    private boolean closed;
    private Counted counted;

    Feeder(Rehearsal r, Crews.Member member, BlockingQueue<Long> queued, int most) {
      this.r = r;
      this.member = member;
      this.queued = queued;
      this.most = most;
      this.message = new byte[RehearsalChild.restOf(r.task())];
    }

    /** Until the child has told what it has counted. */
    void feed(int atOnce, int first) throws Exception {
      try {
        r.window().writeTimes(member.out());
        for (int i = 0; i < first; i++) {
          send(System.nanoTime(), i < atOnce ? r.window().restOfWait() : r.window().nextWait());
        }
        while (counted == null) {
          while (underWay == 0 && r.window().isOpen()) {
            Long waiting = queued.poll(r.window().nanosLeft(), TimeUnit.NANOSECONDS);
            if (waiting != null) {
              send(waiting, r.window().nextWait());
            }
          }
          receive();
        }
      } catch (IOException e) {
        throw member.lost();
      }
    }

    Counted counted() {
      return counted;
    }

    /** Sends what tells the child that no more tasks come; another thread may be at work here. */
    void close() throws Absent, InterruptedException {
      try {
        synchronized (member.out()) {
          closed = true;
          member.out().writeLong(RehearsalChild.NO_MORE);
          member.out().flush();
        }
      } catch (IOException e) {
        throw member.lost();
      }
    }

    private void send(long submitted, double wait) throws IOException {
      underWay++;
      synchronized (member.out()) {
        if (!closed) {
          member.out().writeLong(submitted);
          member.out().writeDouble(wait);
          member.out().write(message);
          if (!moreHasCome()) {
            member.out().flush();
          }
        }
      }
    }

    private void receive() throws IOException {
      if (!moreHasCome()) {
        synchronized (member.out()) {
          member.out().flush();
        }
      }
      long submitted = member.in().readLong();
      if (submitted == RehearsalChild.NO_MORE) {
        counted = Counted.read(member.in());
        return;
      }
      member.in().readDouble();
      member.in().readFully(message);
      underWay--;
      r.window().ended(submitted);
      if (!r.window().isOpen()) {
        return;
      }
      queued.add(System.nanoTime());
      for (Long next = queued.peek(); underWay < most && next != null; next = queued.peek()) {
        next = queued.poll();
        if (next == null) { // another was quicker
          return;
        }
        send(next, r.window().nextWait());
      }
    }

    /** Whether another result waits: then what there is to send goes with its replacement. */
    private boolean moreHasCome() throws IOException {
      return member.in().available() >= RehearsalChild.HEAD_BYTES + message.length;
    }
  }
}
