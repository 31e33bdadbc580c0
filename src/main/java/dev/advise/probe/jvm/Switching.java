package dev.advise.probe.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.List;

/** One way of a byte that goes to and fro over two pipes, between threads and between processes. */
final class Switching {

  /** Until the partner stands where it is to be, and both are compiled. */
  private static final double START_MS = 180;

  private Switching() {}

  static void enter(Catalogue catalogue) {
    catalogue.probe(
        "switch.thread", Catalogue.USUAL_COST_MS, START_MS, bench -> threads(bench, false));
    catalogue.probe(
        "switch.process", Catalogue.USUAL_COST_MS, START_MS, bench -> processes(bench, false));
    catalogue.probe(
        "switch.thread-across", Catalogue.USUAL_COST_MS, START_MS, bench -> threads(bench, true));
    catalogue.probe(
        "switch.process-across",
        Catalogue.USUAL_COST_MS,
        START_MS,
        bench -> processes(bench, true));
  }

  private static int partnersCpu(Bench bench, boolean across) throws Absent {
    if (across && bench.cores() < 2) {
      throw Absent.noSuchConcept("there is only one CPU to use");
    }
    return across ? bench.lastCpu() : bench.firstCpu();
  }

  private static double threads(Bench bench, boolean across) throws Exception {
    bench.need(2, 0);
    int there = partnersCpu(bench, across);
    Player here = bench.stage().pinnedPlayer(bench.firstCpu(), 0);
    ThreadPair pair =
        bench
            .stage()
            .partner(
                "pair of threads on " + there,
                ThreadPair.class,
                () -> ThreadPair.start(bench.stage().pinnedPlayer(there, 1)));
    return bench.perRoundTrip(here, pair::roundTrips) / 2;
  }

  private static double processes(Bench bench, boolean across) throws Exception {
    bench.need(2, 0);
    int there = partnersCpu(bench, across);
    Player here = bench.stage().pinnedPlayer(bench.firstCpu(), 0);
    Process cat =
        bench
            .stage()
            .partner(
                "cat on " + there,
                Process.class,
                () -> bench.stage().start(bench.stage().onCpu(there, List.of("cat"))));
    return bench.perRoundTrip(here, count -> roundTrips(cat, count)) / 2;
  }

  static void roundTrips(Process cat, long count) throws IOException {
    OutputStream out = cat.getOutputStream();
    InputStream in = cat.getInputStream();
    for (long i = 0; i < count; i++) {
      out.write(1);
      out.flush();
      if (in.read() < 0) {
        throw new IOException("the partner is gone");
      }
    }
  }

  /** A standing thread that sends back each byte, and the pipes to and from it. */
  private record ThreadPair(Pipe there, Pipe back, ByteBuffer ours) {

    static ThreadPair start(Player partner) throws IOException {
      ThreadPair pair = new ThreadPair(Pipe.open(), Pipe.open(), ByteBuffer.allocateDirect(1));
      partner.start(
          () -> {
            ByteBuffer theirs = ByteBuffer.allocateDirect(1);
            while (pair.there.source().read(theirs.clear()) > 0) {
              pair.back.sink().write(theirs.flip());
            }
            return null;
          });
      return pair;
    }

    void roundTrips(long count) throws IOException {
      for (long i = 0; i < count; i++) {
        there.sink().write(ours.clear());
        back.source().read(ours.clear());
      }
    }
  }
}
