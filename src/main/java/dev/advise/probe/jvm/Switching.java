package dev.advise.probe.jvm;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One way of a byte that goes to and fro over two pipes, between threads and between processes. */
final class Switching {

  /** Until the partner stands where it is to be, and both are compiled. */
  private static final double START_MS = 40;

  private Switching() {}

  static void enter(Catalogue catalogue) {
    catalogue.probeOfRoundTrips("switch.thread", START_MS, bench -> threads(bench, false));
    catalogue.probeOfRoundTrips("switch.thread-across", START_MS, bench -> threads(bench, true));
    catalogue.probeOfRoundTrips("switch.process", START_MS, bench -> processes(bench, false));
    catalogue.probeOfRoundTrips("switch.process-across", START_MS, bench -> processes(bench, true));
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
                () -> ThreadPair.start(bench.stage(), bench.stage().pinnedPlayer(there, 1)));
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
  private record ThreadPair(NamedPipe there, NamedPipe back) {

    /** By pipes with names, as others take longer in Java than the switch that they are to show. */
    static ThreadPair start(Stage stage, Player partner) throws Exception {
      Path folder = Stage.temporaryFolder();
      try {
        ThreadPair pair =
            new ThreadPair(
                NamedPipe.open(stage, folder.resolve("there")),
                NamedPipe.open(stage, folder.resolve("back")));
        partner.start(
            () -> {
              for (int got = pair.there.in.read(); got >= 0; got = pair.there.in.read()) {
                pair.back.out.write(got);
              }
              return null;
            });
        return pair;
      } finally {
        Files.deleteIfExists(folder);
      }
    }

    void roundTrips(long count) throws IOException {
      for (long i = 0; i < count; i++) {
        there.out.write(1);
        back.in.read();
      }
    }
  }

  /** Both ends of a pipe, which has no name any more. */
  private record NamedPipe(InputStream in, OutputStream out) {

    static NamedPipe open(Stage stage, Path name) throws Exception {
      try {
        if (stage.reap(stage.start(List.of("mkfifo", name.toString()))) != 0) {
          throw Absent.notPermitted("mkfifo would not make a pipe in " + name.getParent());
        }
        // Who opens one end alone waits for the other.
        RandomAccessFile both = new RandomAccessFile(name.toFile(), "rw");
        try {
          NamedPipe pipe =
              new NamedPipe(
                  new FileInputStream(name.toFile()), new FileOutputStream(name.toFile()));
          stage.closesAtTheEnd(pipe.out);
          return pipe;
        } finally {
          both.close();
        }
      } finally {
        Files.deleteIfExists(name);
      }
    }
  }
}
