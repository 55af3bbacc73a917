package io.stillwatch.cli;

/** Hooks of commands that may end before the process does. */
final class ShutdownHooks {
  private ShutdownHooks() {}

  /** Takes a hook away, unless it is what ends the command. */
  static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // It is running.
    }
  }
}
