package io.stillwatch.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of the page, all from the jar: nothing is asked of another host. */
final class PageFiles {
  private static final String UPLOT_JAR = "/META-INF/resources/webjars/uplot/1.6.30/";
  private static final String UPLOT = UPLOT_JAR + "dist/uPlot.";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  private static final List<String> SCRIPTS =
      List.of("app", "chart", "feed", "parts", "run", "runs", "words");

  private PageFiles() {}

  /** Answers by path. */
  static Map<String, Answer> byPath() {
    Map<String, Answer> files = new TreeMap<>();
    files.put("/style.css", file("style.css", STYLE));
    files.put("/icon.svg", file("icon.svg", "image/svg+xml"));
    files.put("/uplot.css", file(UPLOT + "min.css", STYLE));
    files.put("/uplot.js", file(UPLOT + "iife.min.js", SCRIPT));
    for (String script : SCRIPTS) {
      files.put("/" + script + ".js", file(script + ".js", SCRIPT));
    }
    return files;
  }

  private static Answer file(String name, String contentType) {
    return new Answer(200, contentType, List.of(bytes(name)));
  }

  static String uplotStyle() {
    return text(UPLOT + "min.css");
  }

  /** With its licence: whoever has the script alone has that too. */
  static String uplotScript() {
    return "/*\n" + text(UPLOT_JAR + "LICENSE") + "*/\n" + text(UPLOT + "iife.min.js");
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) {
    try (InputStream file = PageFiles.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
