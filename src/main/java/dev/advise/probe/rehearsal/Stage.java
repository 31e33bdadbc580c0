package dev.advise.probe.rehearsal;

import dev.advise.facts.Reading;
import dev.advise.probe.driver.Deadline;
import java.util.Map;

/** Where a candidate is rehearsed: a runtime's driver, or a test's stand-in. */
interface Stage {

  /** What the driver answers to one request, or why it does not. */
  Reading<Map<String, Object>> ask(Map<String, Object> request, Deadline deadline);
}
