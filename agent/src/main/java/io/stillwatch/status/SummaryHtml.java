package io.stillwatch.status;

import static io.stillwatch.status.StatusPage.escaped;

import io.stillwatch.summary.RunStories;
import io.stillwatch.summary.RunSummary;
import io.stillwatch.summary.RunSummary.Figure;
import io.stillwatch.summary.RunSummary.Other;
import io.stillwatch.summary.RunSummary.View;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Summaries as HTML that wants no script. */
final class SummaryHtml {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** Lines that are read, and printed, without being asked for. */
  private static final int FEW = 12;

  private SummaryHtml() {}

  static String of(ReportPage.Content content) {
    StringBuilder html = new StringBuilder();
    html.append("<p class=\"glance\">").append(glance(content.summaries())).append("</p>\n");
    content.summaries().forEach(summary -> run(summary, html));
    if (!content.complete()) {
      html.append("<p class=\"note\">There were more runs or layers than a report tells of (")
          .append(RunStories.MOST_RUNS + " runs, " + RunStories.MOST_VIEWS)
          .append(" pairs of layers, tasks and slices together). The lines of JSON")
          .append(" have all of them.</p>\n");
    }
    ledger(content.ledger(), html);
    return html.toString();
  }

  /** How many runs there are of each verdict. */
  private static String glance(List<RunSummary> summaries) {
    if (summaries.isEmpty()) {
      return "No run was found: nothing was measured, and nothing can be drawn.";
    }
    Map<String, Long> verdicts =
        summaries.stream()
            .map(s -> s.verdict().map(v -> v.word().replace('_', ' ')).orElse("not measured"))
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    return verdicts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(
            Collectors.joining(
                ", ", summaries.size() + (summaries.size() == 1 ? " run: " : " runs: "), "."));
  }

  private static void run(RunSummary summary, StringBuilder html) {
    html.append("<article class=\"story\">\n<h3>").append(name(summary.run())).append("</h3>\n");
    summary
        .verdict()
        .ifPresent(
            verdict ->
                html.append("<p class=\"verdict %s\">".formatted(verdict.word()))
                    .append(verdict.word().replace('_', ' '))
                    .append("</p>\n"));
    html.append("<div class=\"told\">\n");
    summary.main().ifPresent(main -> html.append(view(main, summary)));
    summary.sentences().forEach(s -> html.append("<p>").append(escaped(s)).append("</p>\n"));
    html.append("</div>\n");
    numbers(summary.figures(), html);
    others(summary.others(), html);
    events(summary.events(), html);
    html.append("</article>\n");
  }

  private static String view(View main, RunSummary summary) {
    String when =
        summary.from().isPresent()
            ? ". Records of %s to %s UTC"
                .formatted(time(summary.from().getAsLong()), time(summary.until().getAsLong()))
            : "";
    return "<p class=\"note\">%s, by %s%s.</p>\n"
        .formatted(names(main), escaped(main.windows()), when);
  }

  private static String time(long millis) {
    try {
      return TIME.format(Instant.ofEpochMilli(millis));
    } catch (RuntimeException e) {
      // Whoever writes records sets their times.
      return millis + " ms";
    }
  }

  private static String names(View view) {
    return "Layers %s, task %s, slice %s"
        .formatted(pair(view.pair()), name(view.task()), name(view.slice()));
  }

  /** A name of any script, which does not turn its neighbours around. */
  private static String name(String name) {
    return "<bdi>" + escaped(name) + "</bdi>";
  }

  private static void numbers(List<Figure> numbers, StringBuilder html) {
    if (numbers.isEmpty()) {
      return;
    }
    html.append(
            "<div class=\"wide numbers\"><table>\n<thead><tr><th></th><th>Step</th><th>nats</th>")
        .append("<th>bits</th></tr></thead>\n<tbody>\n");
    for (Figure number : numbers) {
      html.append("<tr><th scope=\"row\">").append(escaped(number.name())).append("</th>");
      html.append(number(number.step())).append(number(number.nats()));
      html.append(number(number.bits())).append("</tr>\n");
    }
    html.append("</tbody>\n</table></div>\n");
  }

  private static void others(List<Other> others, StringBuilder html) {
    if (others.isEmpty()) {
      return;
    }
    html.append("<div class=\"wide others\"><table>\n<thead><tr><th>Also</th>")
        .append("<th>What happened</th><th>Distilled</th><th>Redundancy</th><th>Gap</th></tr>")
        .append("</thead>\n<tbody>\n");
    others.forEach(other -> html.append(other(other)));
    html.append("</tbody>\n</table></div>\n");
  }

  private static String other(Other other) {
    View view = other.view();
    return "<tr><th scope=\"row\">%s<small>%s, %s, %s</small></th><td>%s</td>%s%s%s</tr>\n"
        .formatted(
            pair(view.pair()),
            name(view.task()),
            name(view.slice()),
            escaped(view.windows()),
            escaped(other.story()),
            number(other.distilled()),
            number(other.redundancy()),
            number(other.gap()));
  }

  private static String number(String text) {
    return "<td class=\"number\">" + text + "</td>";
  }

  /** May be broken between its two layers. */
  private static String pair(String pair) {
    return name(pair).replace("&gt;", "&gt;<wbr>");
  }

  private static void events(List<String> events, StringBuilder html) {
    if (!events.isEmpty()) {
      html.append("<ul class=\"said\">\n");
      events.forEach(event -> html.append("<li>").append(name(event)).append("</li>\n"));
      html.append("</ul>\n");
    }
  }

  private static void ledger(List<String> ledger, StringBuilder html) {
    if (!ledger.isEmpty()) {
      html.append("<details class=\"ledger\"").append(ledger.size() <= FEW ? " open" : "");
      html.append("><summary>What became of every record and row</summary>\n");
      ledger.forEach(line -> html.append("<p>").append(escaped(line)).append("</p>\n"));
      html.append("</details>\n");
    }
  }
}
