package dev.advise.practice;

import java.util.List;
import java.util.Optional;

/**
 * What came of an answer.
 *
 * @param rating the proposed mark
 * @param marking for answers in words
 */
record Assessment(Rating rating, List<Remark> remarks, Optional<Marking> marking) {

  Assessment {
    remarks = List.copyOf(remarks);
  }

  static Assessment of(Rating rating, Remark... remarks) {
    return new Assessment(rating, List.of(remarks), Optional.empty());
  }
}
