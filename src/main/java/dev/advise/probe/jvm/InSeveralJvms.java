package dev.advise.probe.jvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
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

  /** Up to this a child may have a second message waiting in its pipe. */
  private static final int PREFETCHED_BYTES = 16 * Bench.KIB;

  private InSeveralJvms() {}

  static void processPool(Rehearsal r) throws Exception {
    int most = r.task().messageBytes() <= PREFETCHED_BYTES ? 2 : 1;
    feed(r, r.crews().ofKind("one-at-a-time", r), most);
  }

  static void processesWithThreads(Rehearsal r) throws Exception {
    feed(r, r.crews().ofKind("several-at-a-time", r), r.shape().threads() + 1);
  }

  static void loopPerCore(Rehearsal r) throws Exception {
    if (r.shape().processes() > 1) {
      shareOut(r, r.crews().ofKind("one-of-the-loops", r));
    } else if (r.shape().threads() > 1) {
      InOneJvm.loopsInThreads(r);
    } else {
      InOneJvm.loop(r);
    }
  }

  /** Several loops share out the tasks in flight, as servers do that listen on one port. */
  private static void shareOut(Rehearsal r, List<Crews.Member> crew) throws Exception {
    crew.forEach(member -> r.window().include(member.process().toHandle()));
    for (Crews.Member member : crew) {
      try {
        r.window().part(member.number(), crew.size()).write(member.out());
      } catch (IOException e) {
        throw member.lost();
      }
    }
    r.window().start();
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
    r.window().told();
  }

  /** Keeps the tasks in flight going through the crew and back, so many at most with each. */
  private static void feed(Rehearsal r, List<Crews.Member> crew, int most) throws Exception {
    crew.forEach(member -> r.window().include(member.process().toHandle()));
    BlockingQueue<Long> queued = new LinkedBlockingQueue<>();
    CompletableFuture<Void> failure = new CompletableFuture<>();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> feeders = new ArrayList<>();
    int dealt = Math.min(r.window().inFlight(), most * crew.size());
    for (Crews.Member member : crew) {
      int first = dealt / crew.size() + (member.number() < dealt % crew.size() ? 1 : 0);
      Feeder feeder = new Feeder(r, member, queued, most);
      Thread thread =
          new Thread(
              () -> {
                try {
                  go.await();
                  feeder.feed(first);
                } catch (Exception | Error e) {
                  failure.completeExceptionally(e);
                }
              },
              "feeder " + member.number());
      thread.setDaemon(true);
      feeders.add(thread);
      thread.start();
    }
    r.window().start();
    for (int i = dealt; i < r.window().inFlight(); i++) {
      queued.add(System.nanoTime());
    }
    go.countDown();
    boolean whole = false;
    try {
      failure.get(r.window().nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException closed) {
      r.window().told();
      whole = true;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Absent absent ? absent : Absent.from(e);
    } finally {
      if (!whole || !drained(feeders)) {
        r.crews().end();
        for (Thread feeder : feeders) {
          feeder.join();
        }
      }
    }
  }

  /** Whether all that was under way has come back, so that the crew can stand by. */
  private static boolean drained(List<Thread> feeders) throws InterruptedException {
    long until = System.nanoTime() + 300_000_000;
    for (Thread feeder : feeders) {
      feeder.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
    }
    return feeders.stream().noneMatch(Thread::isAlive);
  }

  /** Feeds one child. A message begins with when its task was submitted and how long that waits. */
  private static final class Feeder {

    private final Rehearsal r;
    private final Crews.Member member;
    private final BlockingQueue<Long> queued;
    private final int most;
    private final byte[] message;
    private int underWay;

    Feeder(Rehearsal r, Crews.Member member, BlockingQueue<Long> queued, int most) {
      this.r = r;
      this.member = member;
      this.queued = queued;
      this.most = most;
      this.message = new byte[RehearsalChild.restOf(r.task())];
    }

    void feed(int first) throws Exception {
      try {
        for (int i = 0; i < first; i++) {
          send(System.nanoTime());
        }
        while (underWay > 0 || r.window().isOpen()) {
          if (underWay > 0) {
            receive();
          } else {
            Long waiting = queued.poll(r.window().nanosLeft(), TimeUnit.NANOSECONDS);
            if (waiting != null) {
              send(waiting);
            }
          }
        }
      } catch (IOException e) {
        throw member.lost();
      }
    }

    private void send(long submitted) throws IOException {
      member.out().writeLong(submitted);
      member.out().writeDouble(r.window().nextWait());
      member.out().write(message);
      underWay++;
      if (!moreHasCome()) {
        member.out().flush();
      }
    }

    private void receive() throws IOException {
      if (!moreHasCome()) {
        member.out().flush();
      }
      long submitted = member.in().readLong();
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
        send(next);
      }
    }

    /** Whether another result waits: then what there is to send goes with its replacement. */
    private boolean moreHasCome() throws IOException {
      return member.in().available() >= RehearsalChild.HEAD_BYTES + message.length;
    }
  }
}
