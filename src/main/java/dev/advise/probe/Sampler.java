package dev.advise.probe;

import dev.advise.probe.driver.Answer;
import dev.advise.probe.driver.Batch;
import dev.advise.probe.driver.Deadline;

/** Takes samples: a driver, or a script of a test. */
interface Sampler {

  /** The samples of a batch, as many as come by the deadline. */
  Answer measure(Batch batch, Deadline deadline);
}
