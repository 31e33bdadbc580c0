package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {

  private static final List<InOrder> BOTH = List.of(InOrder.byOne(), InOrder.by(3));

  private static List<Integer> numbers(int many) {
    return IntStream.range(0, many).boxed().toList();
  }

  @Test
  void results_are_taken_in_the_order_of_the_pieces_whoever_is_done_first() {
    CountDownLatch othersAreDone = new CountDownLatch(5);
    List<Integer> taken = new ArrayList<>();
    InOrder.by(3)
        .each(
            numbers(100),
            n -> {
              if (n == 0) {
                await(othersAreDone);
              } else {
                othersAreDone.countDown();
              }
              return n;
            },
            taken::add);
    assertEquals(numbers(100), taken);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothing_to_do_and_one_thing_to_do_start_no_thread() {
    for (InOrder inOrder : BOTH) {
      List<Thread> by = new ArrayList<>();
      inOrder.each(List.of(), n -> Thread.currentThread(), by::add);
      assertEquals(List.of(), by);
      inOrder.each(List.of(1), n -> Thread.currentThread(), by::add);
      assertEquals(List.of(Thread.currentThread()), by);
    }
  }

  @Test
  void results_are_taken_by_the_caller() {
    for (InOrder inOrder : BOTH) {
      inOrder.each(
          numbers(20), n -> n, n -> assertEquals("main", Thread.currentThread().getName()));
    }
  }

  @Test
  void only_a_few_pieces_are_under_way_at_once() {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Iterable<Integer> endless =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return begun.get() < 10_000;
              }

              @Override
              public Integer next() {
                return begun.incrementAndGet();
              }
            };
    InOrder.by(3)
        .each(
            endless,
            n -> n,
            n -> most.accumulateAndGet(begun.get() - taken.getAndIncrement(), Math::max));
    assertEquals(10_000, taken.get());
    assertTrue(most.get() <= 12, most + " were under way");
  }

  @Test
  void what_the_work_throws_comes_out_when_its_turn_comes() {
    for (InOrder inOrder : BOTH) {
      List<Integer> taken = new ArrayList<>();
      for (Throwable thrown : List.of(new IllegalStateException("x"), new StackOverflowError())) {
        taken.clear();
        assertSame(
            thrown,
            assertThrows(
                Throwable.class,
                () -> inOrder.each(numbers(50), n -> failAt7(n, thrown), taken::add)));
        assertEquals(numbers(7), taken);
      }
    }
  }

  private static int failAt7(int n, Throwable thrown) {
    if (n == 7 && thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (n == 7) {
      throw (Error) thrown;
    }
    return n;
  }

  @Test
  void what_the_taker_throws_ends_the_work() {
    for (InOrder inOrder : BOTH) {
      AtomicInteger begun = new AtomicInteger();
      assertThrows(
          LostResults.class,
          () ->
              inOrder.each(
                  numbers(10_000),
                  n -> begun.incrementAndGet(),
                  n -> {
                    throw new LostResults();
                  }));
      assertTrue(begun.get() <= 12, begun + " were begun");
    }
  }
}
