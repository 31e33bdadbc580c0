package dev.advise.check;

import java.util.List;
import java.util.stream.Stream;

/** The waivers of one file: those that can be read, and those that cannot. */
record WaiverList(List<Waiver> waivers, List<BadWaiver> malformed) {

  static final WaiverList NONE = new WaiverList(List.of(), List.of());

  WaiverList {
    waivers = List.copyOf(waivers);
    malformed = List.copyOf(malformed);
  }

  WaiverList and(WaiverList others) {
    return new WaiverList(
        Stream.concat(waivers.stream(), others.waivers.stream()).toList(),
        Stream.concat(malformed.stream(), others.malformed.stream()).toList());
  }
}
