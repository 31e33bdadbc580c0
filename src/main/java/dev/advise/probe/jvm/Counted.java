package dev.advise.probe.jvm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one of several loops has counted of its share of the tasks.
 *
 * @param steps of arithmetic that were computed
 * @param waited seconds that the tasks were in the system, added up
 * @param latencies of some of them, in seconds
 */
record Counted(long tasks, long steps, double waited, List<Double> latencies) {

  void write(DataOutputStream out) throws IOException {
    out.writeLong(tasks);
    out.writeLong(steps);
    out.writeDouble(waited);
    out.writeInt(latencies.size());
    for (double latency : latencies) {
      out.writeDouble(latency);
    }
    out.flush();
  }

  static Counted read(DataInputStream in) throws IOException {
    long tasks = in.readLong();
    long steps = in.readLong();
    double waited = in.readDouble();
    List<Double> latencies = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      latencies.add(in.readDouble());
    }
    return new Counted(tasks, steps, waited, latencies);
  }
}
