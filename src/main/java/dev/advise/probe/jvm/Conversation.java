package dev.advise.probe.jvm;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Requests in, answers out, as JSON lines, until there is nobody to answer to. */
final class Conversation {

  /**
   * Answers the requests that it knows; an IllegalArgumentException says that one makes no sense.
   */
  @FunctionalInterface
  interface Answerer {
    boolean answer(Map<String, Object> reply, Map<?, ?> request) throws InterruptedException;
  }

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final Stage stage;

  Conversation(Stage stage) {
    this.stage = stage;
  }

  void converse(Answerer answerer) throws InterruptedException {
    Thread listener = new Thread(this::listen, "listener");
    listener.setDaemon(true);
    listener.start();
    Runtime.getRuntime().addShutdownHook(new Thread(stage::endAll));
    while (true) {
      answer(answerer, requests.take());
    }
  }

  /** Reads requests ahead of their turn, so that the end of input is seen while a probe runs. */
  private void listen() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          requests.add(line);
        }
      }
    } catch (IOException e) {
      // an input that cannot be read has ended
    }
    leave();
  }

  private void leave() {
    stage.endAll();
    Runtime.getRuntime().halt(0);
  }

  private void answer(Answerer answerer, String line) throws InterruptedException {
    Map<String, Object> reply = new LinkedHashMap<>();
    try {
      if (!(Json.read(line) instanceof Map<?, ?> request)) {
        throw new IllegalArgumentException("not an object");
      }
      Object id = request.get("id");
      if (!(id instanceof Double) && !(id instanceof String)) {
        throw new IllegalArgumentException("the id is neither a number nor a string");
      }
      reply.put("id", id instanceof Double number ? (Object) number.longValue() : id);
      boolean known = answerer.answer(reply, request);
      say(reply, known ? Map.of("done", true) : Map.of("error", "unknown request"));
    } catch (IllegalArgumentException e) {
      say(reply, Map.of("error", "malformed request: " + e.getMessage()));
    }
  }

  /** Says one line: the reply's id and what there is to say. */
  void say(Map<String, Object> reply, Map<String, ?> more) {
    Map<String, Object> line = new LinkedHashMap<>(reply);
    line.putAll(more);
    try {
      out.write((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException nobodyListens) {
      leave();
    }
  }
}
