package dev.advise.check;

import java.util.List;

/** The waivers of one file: those that can be read, and those that cannot. */
record WaiverList(List<Waiver> waivers, List<BadWaiver> malformed) {

  static final WaiverList NONE = new WaiverList(List.of(), List.of());

  WaiverList {
    waivers = List.copyOf(waivers);
    malformed = List.copyOf(malformed);
  }

  /** Those of several places, in their order. */
  static WaiverList all(List<WaiverList> lists) {
    return new WaiverList(
        lists.stream().flatMap(list -> list.waivers.stream()).toList(),
        lists.stream().flatMap(list -> list.malformed.stream()).toList());
  }
}
