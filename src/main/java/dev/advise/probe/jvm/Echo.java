package dev.advise.probe.jvm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A standing partner in a JVM of its own that sends back what it gets: by its standard streams,
 * which are pipes, by a socket, or by memory that both map.
 */
final class Echo implements StandingJvms {

  private static final int PAGE = 4096;
  private static final int LARGEST = Bench.MIB;
  private static final int BY_PIPE = 0;
  private static final int BY_MEMORY = 1;
  private static final int BY_SOCKET = 2;
  private static final int WARMING_MESSAGES = 20;
  private static final long WARMING_NS = 100_000_000;

  private final Process child;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final MappedByteBuffer memory;
  private final SocketChannel socket;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);

  /** Standing memory, as the far end's is. */
  private final byte[] bytes = new byte[LARGEST];

  private Echo(Process child, MappedByteBuffer memory, SocketChannel socket) {
    this.child = child;
    this.in = new DataInputStream(child.getInputStream());
    this.out = new DataOutputStream(child.getOutputStream());
    this.memory = memory;
    this.socket = socket;
  }

  /** Starts the partner, and keeps it on that CPU when it is warm: it begins soonest on all. */
  static Echo start(Stage stage, int cpu) throws Exception {
    Echo echo = begun(stage);
    try {
      echo.warmUp();
      stage.pin(echo.child, cpu);
      return echo;
    } catch (Exception e) {
      stage.end(echo.child);
      throw e;
    }
  }

  /** The partner, as soon as it answers. The files by which the two find each other are gone. */
  private static Echo begun(Stage stage) throws Exception {
    Path shm = Path.of("/dev/shm");
    Path folder =
        Files.isWritable(shm)
            ? Files.createTempDirectory(shm, "advise-probe-")
            : Stage.temporaryFolder();
    Path file = folder.resolve("memory");
    Path address = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      MappedByteBuffer memory = map(file);
      server.bind(UnixDomainSocketAddress.of(address));
      Process child = stage.start(Child.command("echo", file.toString(), address.toString()));
      if (child.getInputStream().read() < 0) {
        throw stage.whyEnded(child);
      }
      return new Echo(child, memory, server.accept());
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(address);
      Files.deleteIfExists(folder);
    }
  }

  private static MappedByteBuffer map(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, LARGEST);
    }
  }

  /** A partner that stands has long been compiled; a new one would be measured interpreting. */
  private void warmUp() throws IOException {
    for (long until = System.nanoTime() + WARMING_NS; System.nanoTime() - until < 0; ) {
      byPipe(WARMING_MESSAGES, PAGE);
      byPipe(1, LARGEST);
      bySocket(WARMING_MESSAGES, PAGE);
      byMemory(WARMING_MESSAGES, LARGEST);
    }
  }

  @Override
  public List<Process> jvms() {
    return List.of(child);
  }

  /** The partner's life. */
  static void serve(DataInputStream in, DataOutputStream out, String file, String address)
      throws IOException {
    MappedByteBuffer memory = map(Path.of(file));
    SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(address));
    ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
    byte[] bytes = new byte[LARGEST];
    out.writeByte(1);
    try {
      while (true) {
        int way = in.readByte();
        int size = in.readInt();
        for (int count = in.readInt(); count > 0; count--) {
          switch (way) {
            case BY_PIPE -> {
              in.readFully(bytes, 0, size);
              touch(bytes, size);
              out.write(bytes, 0, size);
            }
            case BY_MEMORY -> {
              in.readByte();
              touch(memory, size);
              out.writeByte(1);
            }
            default -> {
              receive(socket, buffer, size);
              touch(buffer, size);
              send(socket, buffer, size);
            }
          }
        }
      }
    } catch (EOFException theDriverIsGone) {
      // so are we
    }
  }

  void byPipe(long count, int size) throws IOException {
    announce(BY_PIPE, size, count);
    for (long i = 0; i < count; i++) {
      out.write(bytes, 0, size);
      out.flush();
      in.readFully(bytes, 0, size);
    }
  }

  /** A byte by the pipe says whose turn it is. */
  void byMemory(long count, int size) throws IOException {
    announce(BY_MEMORY, size, count);
    for (long i = 0; i < count; i++) {
      out.writeByte(1);
      out.flush();
      in.readByte();
    }
  }

  void bySocket(long count, int size) throws IOException {
    announce(BY_SOCKET, size, count);
    for (long i = 0; i < count; i++) {
      send(socket, buffer, size);
      receive(socket, buffer, size);
    }
  }

  /** Says what is to come, so that the messages themselves have no head. */
  private void announce(int way, int size, long count) throws IOException {
    out.writeByte(way);
    out.writeInt(size);
    out.writeInt((int) count);
    out.flush();
  }

  private static void send(SocketChannel socket, ByteBuffer buffer, int size) throws IOException {
    buffer.clear().limit(size);
    while (buffer.hasRemaining()) {
      socket.write(buffer);
    }
  }

  private static void receive(SocketChannel socket, ByteBuffer buffer, int size)
      throws IOException {
    buffer.clear().limit(size);
    while (buffer.hasRemaining()) {
      if (socket.read(buffer) < 0) {
        throw new EOFException();
      }
    }
  }

  /** Writes one byte of each page, and tells their sum. */
  static int touch(byte[] message, int size) {
    int sum = 0;
    for (int page = 0; page < size; page += PAGE) {
      sum += ++message[page];
    }
    return sum;
  }

  private static void touch(ByteBuffer message, int size) {
    for (int page = 0; page < size; page += PAGE) {
      message.put(page, (byte) (message.get(page) + 1));
    }
  }
}
