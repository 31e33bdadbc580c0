package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class TrainingRunTest {

  @Test
  void all_that_it_does_goes_well() {
    assertEquals(ExitStatus.FINE, TrainingRun.run(OutputStream.nullOutputStream()));
  }
}
