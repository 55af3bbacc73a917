import io.stillwatch.demo.broker.EmbeddedBroker;

/** One Kafka broker in a process of its own, until standard input ends; prints its address. */
final class Broker {
  private Broker() {}

  public static void main(String[] arguments) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic("stillwatch", 3);
      System.out.println(broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // Whoever started this holds the other end.
      }
    }
  }
}
